package io.pareidolia.bot.quota;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pareidolia.bot.quota.Permit.Allowed;
import io.pareidolia.bot.quota.Permit.Forbidden;
import io.pareidolia.bot.store.Database;
import io.pareidolia.bot.store.SqlConduct;
import io.pareidolia.bot.store.SqlRules;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdmissionTest {
    private static final Author ANNA = Author.operator("anna");
    private static final Instant NOW = Instant.parse("2026-03-04T00:20:00Z");
    private static final Requester MEMBER = new Requester("discord", "42", "7", List.of("r", "s"));
    private static final Order ORDER = new Order(60, 1024, "googlenet", Optional.of("eyes"));

    @TempDir
    Path folder;

    private final Map<String, Double> used = new HashMap<>();
    private Database database;
    private Rules rules;
    private Conduct conduct;
    private Admission admission;

    @BeforeEach
    void open() {
        Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
        database = Database.sqlite(folder.resolve("pareidolia.db"), clock);
        rules = new SqlRules(database);
        conduct = new SqlConduct(database);
        Usage usage = charges -> charges.stream()
                .map(charge -> used.getOrDefault(charge.scope(), 0.0))
                .toList();
        admission = new Admission(rules, conduct, usage, TestQuota.DEFAULTS, clock);
    }

    @AfterEach
    void close() {
        database.close();
    }

    private void set(String scope, String... words) {
        Map<RuleKey, String> values = new EnumMap<>(RuleKey.class);
        for (String word : words) {
            String[] parts = word.split("=");
            RuleKey key = RuleKey.of(parts[0]).orElseThrow();
            values.put(key, key.read(parts[1]).orElseThrow());
        }
        rules.set(Scope.of(scope).orElseThrow(), values, ANNA);
    }

    private Allowed allowed(Order order) {
        Permit permit = admission.permit(MEMBER, order);
        assertThat(permit).isInstanceOf(Allowed.class);
        return (Allowed) permit;
    }

    private String forbidden(Order order) {
        Permit permit = admission.permit(MEMBER, order);
        assertThat(permit).isInstanceOf(Forbidden.class);
        return ((Forbidden) permit).sentence();
    }

    private static List<String> charges(Allowed allowed) {
        return allowed.booking().charges().stream()
                .map(charge -> charge.scope() + " " + charge.amount() + "/" + charge.limit() + " " + charge.window()
                        + " " + charge.renews())
                .toList();
    }

    @Test
    void withoutRulesTheDefaultsHoldAndOnlyTheMemberIsCharged() {
        Allowed allowed = allowed(ORDER);
        assertThat(charges(allowed))
                .containsExactly(
                        "discord/42/7 jobsPerHour 1.0/3.0 2026-03-04T00:00:00Z 2026-03-04T01:00:00Z",
                        "discord/42/7 jobsPerDay 1.0/10.0 2026-03-04T00:00:00Z 2026-03-05T00:00:00Z",
                        "discord/42/7 deviceSecondsPerHour 60.0/1800.0 2026-03-04T00:00:00Z 2026-03-04T01:00:00Z",
                        "discord/42/7 deviceSecondsPerDay 60.0/10800.0 2026-03-04T00:00:00Z 2026-03-05T00:00:00Z");
        assertThat(allowed.booking().communityRunning()).isEqualTo(4);
        assertThat(allowed.booking().memberRunning()).isEqualTo(1);
        assertThat(allowed.booking().memberWaiting()).isEqualTo(5);
        assertThat(allowed.priority()).isZero();
    }

    @Test
    void theNarrowestRuleWinsValueByValue() {
        set("*", "jobsPerDay=1", "jobsPerHour=1", "waitingPerMember=1", "priority=1", "largestSize=64", "looks=scales");
        set("discord", "jobsPerDay=2", "jobsPerHour=2", "waitingPerMember=2", "priority=2", "largestSize=128");
        set("discord/42", "jobsPerDay=3", "jobsPerHour=3", "waitingPerMember=3", "priority=3", "filter=strict");
        set("discord/42/@r", "jobsPerDay=4", "jobsPerHour=6", "waitingPerMember=4");
        set("discord/42/@s", "jobsPerDay=5", "jobsPerHour=5", "networks=googlenet");
        set("discord/42/@other", "jobsPerDay=99");
        set("discord/*/7", "jobsPerDay=6", "filter=sensitive");
        set("discord/42/7", "jobsPerDay=7");
        set("discord/43/7", "jobsPerDay=99");
        set("reddit", "jobsPerDay=99");
        Limits limits = admission.limits(MEMBER);
        assertThat(limits.number(RuleKey.JOBS_PER_DAY)).isEqualTo(7);
        assertThat(limits.filter()).isEqualTo("sensitive");
        assertThat(limits.number(RuleKey.JOBS_PER_HOUR)).isEqualTo(6);
        assertThat(limits.value(RuleKey.JOBS_PER_HOUR).from()).contains(Scope.role("discord", "42", "r"));
        assertThat(limits.number(RuleKey.WAITING_PER_MEMBER)).isEqualTo(4);
        assertThat(limits.networks()).contains(List.of("googlenet"));
        assertThat(limits.priority()).isEqualTo(3);
        assertThat(limits.largestSize()).isEqualTo(128);
        assertThat(limits.looks()).contains(List.of("scales"));
        assertThat(limits.nsfwExempt()).isFalse();
        assertThat(limits.value(RuleKey.NSFW_EXEMPT).from()).isEmpty();
        assertThat(admission.limits(Scope.community("discord", "42")).number(RuleKey.JOBS_PER_DAY))
                .isEqualTo(3);
    }

    @Test
    void aFlairIsARoleWhateverItIsCalled() {
        String flair = "Cats, dogs & 100% birds 🐈";
        set("reddit/cats", "jobsPerDay=3");
        rules.set(Scope.role("reddit", "cats", flair), Map.of(RuleKey.JOBS_PER_DAY, "9"), ANNA);
        assertThat(perDay(List.of(flair))).isEqualTo(9);
        assertThat(perDay(List.of())).isEqualTo(3);
        assertThat(perDay(List.of("Cats"))).isEqualTo(3);
        rules.set(Scope.role("reddit", "cats", flair), Map.of(RuleKey.JOBS_PER_DAY, "0"), ANNA);
        assertThat(perDay(List.of(flair))).isZero();
        Scope longest = Scope.role("reddit", "cats", "🐈".repeat(64));
        assertThatThrownBy(() -> rules.set(longest, Map.of(RuleKey.JOBS_PER_DAY, "9"), ANNA))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(rules.of(List.of(longest))).isEmpty();
    }

    private int perDay(List<String> roles) {
        return admission.limits(new Requester("reddit", "cats", "t2_7", roles)).number(RuleKey.JOBS_PER_DAY);
    }

    @Test
    void ofTwoRolesTheMoreGenerousHoldsButTheStricterFilter() {
        set("discord/42/@r", "jobsPerDay=4", "networks=a", "filter=strict", "looks=all");
        set("discord/42/@s", "jobsPerDay=2", "networks=b", "filter=sensitive", "looks=eyes");
        Limits limits = admission.limits(MEMBER);
        assertThat(limits.number(RuleKey.JOBS_PER_DAY)).isEqualTo(4);
        assertThat(limits.networks()).contains(List.of("a", "b"));
        assertThat(limits.looks()).isEmpty();
        assertThat(limits.filter()).isEqualTo("strict");
    }

    @Test
    void totalsAreChargedFromThePlatformDownwards() {
        set("discord", "totalJobsPerDay=1000", "totalDeviceSecondsPerHour=3600");
        set("discord/42", "totalJobsPerHour=50", "runningPerCommunity=2");
        Allowed allowed = allowed(ORDER);
        assertThat(allowed.booking().charges())
                .extracting(Charge::scope)
                .containsExactly(
                        "discord totalJobsPerDay",
                        "discord totalDeviceSecondsPerHour",
                        "discord/42 totalJobsPerHour",
                        "discord/42/7 jobsPerHour",
                        "discord/42/7 jobsPerDay",
                        "discord/42/7 deviceSecondsPerHour",
                        "discord/42/7 deviceSecondsPerDay");
        assertThat(allowed.booking().communityRunning()).isEqualTo(2);
    }

    @Test
    void whatDoesNotFitIsRefusedWithWhatWould() {
        assertThat(forbidden(new Order(60, 4096, "googlenet", Optional.empty())))
                .isEqualTo("This dream would be 4096 pixels long, and 2048 are the most here: say size=2048.");
        assertThat(forbidden(new Order(601, 64, "googlenet", Optional.empty())))
                .isEqualTo(
                        "This dream would take the device 11 min, and 10 min are the most here: a smaller size= or fewer"
                                + " steps= make it shorter.");
        set("discord/42", "networks=inception-v3,vgg16", "looks=eyes,scales", "deviceSecondsPerHour=50");
        assertThat(forbidden(ORDER)).isEqualTo("The network googlenet may not be used here, only inception-v3, vgg16.");
        assertThat(forbidden(new Order(1, 64, "vgg16", Optional.of("fur"))))
                .isEqualTo("The look fur may not be used here, only eyes, scales.");
        assertThat(forbidden(new Order(1, 64, "vgg16", Optional.empty())))
                .isEqualTo("Name a look; here they are eyes, scales.");
        assertThat(forbidden(new Order(60, 64, "vgg16", Optional.of("eyes"))))
                .isEqualTo(
                        "This dream would take the device 60 s, and 50 s are the most in an hour here: a smaller size= or"
                                + " fewer steps= make it shorter.");
        set("discord/42", "jobsPerDay=0");
        assertThat(forbidden(new Order(1, 64, "vgg16", Optional.of("eyes"))))
                .isEqualTo("You may not ask for dreams here.");
        rules.reset(Scope.community("discord", "42"), Set.of(), ANNA);
        set("discord", "totalJobsPerDay=0");
        assertThat(forbidden(ORDER)).isEqualTo("Nobody may ask for dreams here.");
    }

    @Test
    void bansComeWithTheirReasonAndTheirEnd() {
        assertThat(admission.mayAsk(MEMBER)).isEmpty();
        conduct.ban(Scope.community("discord", "42"), Optional.empty(), Reason.NONE, ANNA);
        assertThat(admission.mayAsk(MEMBER))
                .contains(new Forbidden("This community may not ask for dreams.", Optional.empty()));
        conduct.pardon(Scope.community("discord", "42"), ANNA);
        conduct.ban(Scope.role("discord", "42", "r"), Optional.of(Duration.ofHours(1)), new Reason("new here"), ANNA);
        conduct.ban(Scope.everywhere("discord", "7"), Optional.of(Duration.ofDays(3)), new Reason("flood!"), ANNA);
        assertThat(admission.mayAsk(MEMBER))
                .contains(new Forbidden(
                        "You may not ask for dreams until 00:20 UTC on 7 March 2026: flood!",
                        Optional.of(NOW.plus(Duration.ofDays(3)))));
        assertThat(admission.permit(MEMBER, ORDER)).isInstanceOf(Forbidden.class);
        assertThat(admission.mayAsk(new Requester("discord", "42", "8", List.of())))
                .isEmpty();
    }

    @Test
    void inAPauseTheNarrowestSentenceIsSaid() {
        conduct.pause(Scope.ALL, new Reason("Maintenance until noon"), ANNA);
        assertThat(admission.mayAsk(MEMBER)).contains(new Forbidden("Maintenance until noon.", Optional.empty(), true));
        conduct.pause(Scope.community("discord", "42"), Reason.NONE, ANNA);
        assertThat(admission.mayAsk(MEMBER))
                .contains(new Forbidden("Dreaming is paused at the moment; try again later.", Optional.empty(), true));
    }

    @Test
    void whoOptedOutIsLeftAlone() {
        set("discord/*/7", "optOut=true");
        assertThat(admission.mayAsk(MEMBER).map(Forbidden::sentence))
                .contains("This bot was asked to leave you alone; whoever runs it can change that.");
        set("discord/42/7", "optOut=false");
        assertThat(admission.mayAsk(MEMBER)).isEmpty();
    }

    @Test
    void whatIsUsedUpIsToldWithWhenItRenews() {
        set("discord", "totalJobsPerDay=1000");
        set("discord/42", "totalJobsPerHour=50", "totalDeviceSecondsPerDay=600");
        List<Charge> charges = allowed(ORDER).booking().charges();
        assertThat(charges.stream().map(charge -> admission.sentence(new Decision.Exhausted(charge, charge.limit()))))
                .containsExactly(
                        "Everybody here together has had 1000 of 1000 dreams today; there are new ones at 00:00 UTC.",
                        "This community has had 50 of 50 dreams this hour; there are new ones at 01:00 UTC.",
                        "This dream would take the device 60 s. This community has 0 s left today, and 10 min again at"
                                + " 00:00 UTC; a smaller size= takes less.",
                        "You have had 3 of 3 dreams this hour; there are new ones at 01:00 UTC.",
                        "You have had 10 of 10 dreams today; there are new ones at 00:00 UTC.",
                        "This dream would take the device 60 s. You have 0 s left this hour, and 30 min again at 01:00 UTC;"
                                + " a smaller size= takes less.",
                        "This dream would take the device 60 s. You have 0 s left today, and 180 min again at 00:00 UTC; a"
                                + " smaller size= takes less.");
        Decision exhausted = new Decision.Exhausted(charges.get(0), 1000);
        assertThat(admission.renews(exhausted)).contains(Instant.parse("2026-03-05T00:00:00Z"));
        assertThat(admission.sentence(new Decision.Crowded(5)))
                .isEqualTo("You have 5 dreams waiting already: ask again when one of them has begun.");
        assertThat(admission.sentence(new Decision.Crowded(1)))
                .isEqualTo("One dream of yours is waiting already: ask again when it has begun.");
        assertThat(admission.renews(new Decision.Crowded(5))).isEmpty();
        assertThat(admission.renews(new Decision.Booked())).isEmpty();
        Charge strange = new Charge("nonsense", NOW, NOW, 1, 1);
        assertThatThrownBy(() -> admission.sentence(new Decision.Exhausted(strange, 1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatIsLeftIsTheSmallestRestOfAnyWindow() {
        assertThat(admission.left(MEMBER).words()).isEqualTo("3 of 3 dreams left this hour");
        used.put("discord/42/7 jobsPerHour", 1.0);
        used.put("discord/42/7 jobsPerDay", 9.0);
        used.put("discord/42/7 deviceSecondsPerDay", 100.5);
        Allowance left = admission.left(MEMBER);
        assertThat(left.words()).isEqualTo("1 of 10 dreams left today, 10 again at 00:00 UTC");
        assertThat(left.rest().renews()).isEqualTo(Instant.parse("2026-03-05T00:00:00Z"));
        assertThat(left.windows()).hasSize(4);
        assertThat(left.windows().get(3).left()).isEqualTo(10_800 - 100.5);
        set("discord/42", "totalJobsPerDay=1");
        used.put("discord/42 totalJobsPerDay", 3.0); // the limit was lowered
        assertThat(admission.left(MEMBER).words()).isEqualTo("0 of 1 dream left today, 1 again at 00:00 UTC");
    }

    @Test
    void whatStrangersAreCalledIsNoPartOfTheRules() {
        Requester hostile = new Requester("discord", "4/2", "@r", List.of("' OR ''='", "a,b"));
        set("discord/4", "jobsPerDay=1");
        assertThat(admission.limits(hostile).number(RuleKey.JOBS_PER_DAY)).isEqualTo(10);
        assertThat(admission.left(hostile).words()).isEqualTo("3 of 3 dreams left this hour");
        assertThat(((Allowed) admission.permit(hostile, ORDER))
                        .booking()
                        .charges()
                        .get(0)
                        .scope())
                .isEqualTo("discord/4%2F2/%40r jobsPerHour");
    }

    private static String names(int count) {
        return IntStream.range(0, count).mapToObj(number -> "n" + number).collect(Collectors.joining(","));
    }

    @Test
    void valuesAreReadAndNothingElseIs() {
        assertThat(RuleKey.NETWORKS.read("VGG16, googlenet,vgg16")).contains("googlenet,vgg16");
        assertThat(RuleKey.NETWORKS.read("all,vgg16")).contains("all");
        assertThat(RuleKey.JOBS_PER_DAY.read("007")).contains("7");
        assertThat(RuleKey.FILTER.read("STRICT")).contains("strict");
        for (String text : List.of("", "-1", "1e9", "1000000000", "9".repeat(500), "NaN", " 1", "1 ", "١")) {
            assertThat(RuleKey.JOBS_PER_DAY.read(text)).isEmpty();
        }
        for (String text : List.of("", ",", "../x", "a b", "x".repeat(65), "a,", "<b>", names(101))) {
            assertThat(RuleKey.LOOKS.read(text)).isEmpty();
        }
        assertThat(RuleKey.LOOKS.read(names(100))).isPresent();
        assertThat(RuleKey.PRIORITY.read("-5")).contains("-5");
        assertThat(RuleKey.WAITING_PER_MEMBER.read("0")).isEmpty();
        assertThat(RuleKey.FILTER.read("none")).isEmpty();
        assertThat(RuleKey.DEFAULTS.read(" look=eyes \n size=96")).contains("look=eyes size=96");
        assertThat(RuleKey.DEFAULTS.read("None")).contains("none");
        for (String text : List.of("", "look=`eyes`", "<@1>", "größe=1", "a".repeat(501))) {
            assertThat(RuleKey.DEFAULTS.read(text)).isEmpty();
        }
        for (RuleKey key : RuleKey.values()) {
            assertThat(RuleKey.of(key.word())).contains(key);
        }
    }
}
