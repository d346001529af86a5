package io.pareidolia.bot.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pareidolia.bot.job.Accepted;
import io.pareidolia.bot.job.Asker;
import io.pareidolia.bot.job.Claim;
import io.pareidolia.bot.job.Job;
import io.pareidolia.bot.job.JobId;
import io.pareidolia.bot.job.JobPicture;
import io.pareidolia.bot.job.JobState;
import io.pareidolia.bot.job.Jobs;
import io.pareidolia.bot.job.Received;
import io.pareidolia.bot.job.Wish;
import io.pareidolia.bot.quota.AuditTrail;
import io.pareidolia.bot.quota.Author;
import io.pareidolia.bot.quota.Ban;
import io.pareidolia.bot.quota.Booking;
import io.pareidolia.bot.quota.Charge;
import io.pareidolia.bot.quota.Conduct;
import io.pareidolia.bot.quota.Decision;
import io.pareidolia.bot.quota.Pause;
import io.pareidolia.bot.quota.Reason;
import io.pareidolia.bot.quota.RuleKey;
import io.pareidolia.bot.quota.Rules;
import io.pareidolia.bot.quota.Scope;
import io.pareidolia.dream.content.ContentRule;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What must hold of rules, bans, pauses and refused pictures on whatever database they are kept. */
@Timeout(300)
abstract class ConductContract {
    private static final Author ANNA = Author.operator("anna");
    private static final Author MODERATOR = new Author(Author.Kind.MODERATOR, "discord/1/2");
    private static final Scope GUILD = Scope.community("discord", "1");
    private static final Scope MEMBER = Scope.member("discord", "1", "2");
    private static final Duration LEASE = Duration.ofMinutes(5);
    private static final Duration DAY = Duration.ofDays(1);
    private static final Instant HOUR = Instant.parse("2026-01-01T10:00:00Z");
    private static final JobPicture SOURCE = new JobPicture(JobPicture.SOURCE, "a".repeat(64), "image/png", 10);
    private static final Wish WISH = new Wish("eyes", new Wish.Source.Link("https://example.com/a.png"));

    /** What strangers call themselves. */
    private static final List<String> HOSTILE = List.of(
            "'; DROP TABLE rule; --",
            "a/b/../c",
            "@everyone",
            "*",
            "%2F",
            "a b",
            "\u0001\n\u202e",
            "\n",
            "é\uD83D\uDC36",
            ".");

    private final AtomicInteger requests = new AtomicInteger();
    private Database database;
    private Jobs jobs;
    private Rules rules;
    private Conduct conduct;
    private AuditTrail audit;

    /** An empty database. */
    abstract Database open() throws Exception;

    @BeforeEach
    void openDatabase() throws Exception {
        database = open();
        jobs = new SqlJobs(database, new SecureRandom());
        rules = new SqlRules(database);
        conduct = new SqlConduct(database);
        audit = new SqlAuditTrail(database);
    }

    @AfterEach
    void closeDatabase() {
        database.close();
    }

    private JobId received(String community, String member) {
        Asker asker = new Asker("discord", community, member);
        return jobs.receive(new Received(
                        "request " + requests.incrementAndGet(),
                        asker,
                        List.of(),
                        false,
                        WISH,
                        "here",
                        Optional.empty()))
                .job()
                .id();
    }

    private JobId queued(String community, String member) {
        JobId id = received(community, member);
        Booking booking = new Booking(
                List.of(new Charge("discord/" + community, HOUR, HOUR.plusSeconds(3600), 1, 1000)), 9, 9, 999);
        assertThat(jobs.queue(id, accepted(), booking)).isEqualTo(new Decision.Booked());
        return id;
    }

    private static Accepted accepted() {
        return new Accepted("look=eyes", 1, 0, Optional.empty(), ContentRule.SENSITIVE, List.of(SOURCE));
    }

    private List<String> audited() {
        return audit.latest(100).stream()
                .map(entry -> entry.author() + " | " + entry.action() + " | " + entry.subject() + " | " + entry.what()
                        + " | " + entry.before().orElse("-"))
                .toList();
    }

    @Test
    void rulesAreSetChangedAndTakenAwayAndEachChangeIsWrittenDown() {
        rules.set(GUILD, Map.of(RuleKey.JOBS_PER_DAY, "10"), ANNA);
        rules.set(GUILD, Map.of(RuleKey.JOBS_PER_DAY, "20"), ANNA);
        rules.set(MEMBER, Map.of(RuleKey.FILTER, "strict"), MODERATOR);
        assertThat(rules.of(List.of(GUILD, MEMBER, Scope.ALL)))
                .isEqualTo(Map.of(GUILD, Map.of(RuleKey.JOBS_PER_DAY, "20"), MEMBER, Map.of(RuleKey.FILTER, "strict")));
        assertThat(rules.all()).hasSize(2);
        assertThat(rules.reset(GUILD, Set.of(RuleKey.JOBS_PER_DAY, RuleKey.LOOKS), ANNA))
                .containsExactly(RuleKey.JOBS_PER_DAY);
        assertThat(rules.reset(GUILD, Set.of(), ANNA)).isEmpty();
        assertThat(rules.reset(MEMBER, Set.of(), ANNA)).containsExactly(RuleKey.FILTER);
        assertThat(rules.all()).isEmpty();
        assertThat(audited())
                .containsExactly(
                        "operator anna | quota reset | discord/1/2 | filter | filter=strict",
                        "operator anna | quota reset | discord/1 | jobsPerDay | jobsPerDay=20",
                        "moderator discord/1/2 | quota set | discord/1/2 | filter=strict | -",
                        "operator anna | quota set | discord/1 | jobsPerDay=20 | jobsPerDay=10",
                        "operator anna | quota set | discord/1 | jobsPerDay=10 | -");
        assertThat(audit.latest(2)).hasSize(2);
        assertThat(audit.latest(1).get(0).when())
                .isBetween(Instant.now().minusSeconds(300), Instant.now().plusSeconds(1));
    }

    @Test
    void whatDoesNotFitIsNotSetAndNothingBesideIt() {
        assertThatThrownBy(
                        () -> rules.set(MEMBER, Map.of(RuleKey.PRIORITY, "1", RuleKey.TOTAL_JOBS_PER_DAY, "1"), ANNA))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> rules.set(GUILD, Map.of(RuleKey.FILTER, "off"), MODERATOR))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> rules.set(GUILD, Map.of(RuleKey.NSFW_EXEMPT, "true"), MODERATOR))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> rules.set(GUILD, Map.of(RuleKey.JOBS_PER_DAY, "many"), ANNA))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(rules.all()).isEmpty();
        assertThat(audited()).isEmpty();
        rules.set(GUILD, Map.of(RuleKey.FILTER, "off"), ANNA);
    }

    @Test
    void namesAreNamesWhateverStrangersWriteIntoThem() {
        for (String name : HOSTILE) {
            Scope member = Scope.member("discord", name, name);
            rules.set(member, Map.of(RuleKey.PRIORITY, "7"), ANNA);
            conduct.ban(member, Optional.of(DAY), new Reason(name + "\u0007' OR 1=1"), ANNA);
            conduct.pause(Scope.community("discord", name), new Reason(name), ANNA);
            assertThat(rules.of(List.of(member))).containsOnlyKeys(member);
            assertThat(conduct.bans(List.of(member))).extracting(Ban::scope).containsExactly(member);
            queued(name, name);
        }
        assertThat(rules.all()).hasSize(HOSTILE.size());
        assertThat(conduct.pauses()).hasSize(HOSTILE.size());
        assertThat(jobs.claim("worker", LEASE)).isEmpty();
        assertThat(rules.of(List.of(Scope.member("discord", "a", "b")))).isEmpty();
    }

    @Test
    void aBanHoldsUntilItsEndOrUntilItIsLifted() throws InterruptedException {
        conduct.ban(MEMBER, Optional.of(Duration.ofMillis(300)), new Reason("flood"), ANNA);
        Ban ban = conduct.bans(List.of(MEMBER, GUILD)).get(0);
        assertThat(ban.why().text()).isEqualTo("flood");
        assertThat(ban.author()).isEqualTo("operator anna");
        assertThat(ban.until()).contains(ban.since().plusMillis(300));
        Thread.sleep(400);
        assertThat(conduct.bans(List.of(MEMBER))).isEmpty();
        assertThat(conduct.bans()).isEmpty();
        assertThat(conduct.pardon(MEMBER, ANNA)).isFalse();
        conduct.ban(GUILD, Optional.empty(), Reason.NONE, MODERATOR);
        conduct.ban(GUILD, Optional.empty(), new Reason("really"), MODERATOR);
        assertThat(conduct.bans()).hasSize(1);
        assertThat(conduct.pardon(GUILD, ANNA)).isTrue();
        assertThat(conduct.pardon(GUILD, ANNA)).isFalse();
        assertThat(conduct.bans()).isEmpty();
        assertThat(audited().subList(0, 3))
                .containsExactly(
                        "operator anna | ban --lift | discord/1 | no ban | for ever: really",
                        "moderator discord/1/2 | ban | discord/1 | for ever: really | for ever",
                        "moderator discord/1/2 | ban | discord/1 | for ever | -");
    }

    @Test
    void aPauseLetsTheJobsOfACommunityWaitAndOthersGoOn() {
        queued("1", "2");
        queued("other", "2");
        conduct.pause(GUILD, new Reason("Back at noon."), ANNA);
        assertThat(claimed().received().asker().community()).isEqualTo("other");
        assertThat(jobs.claim("worker", LEASE)).isEmpty();
        assertThat(conduct.pauses(List.of(GUILD, MEMBER)))
                .extracting(Pause::sentence)
                .containsExactly(new Reason("Back at noon."));
        assertThat(conduct.resume(GUILD, ANNA)).isTrue();
        assertThat(conduct.resume(GUILD, ANNA)).isFalse();
        assertThat(claimed().received().asker().community()).isEqualTo("1");
        assertThat(audited())
                .containsExactly(
                        "operator anna | pause --lift | discord/1 | goes on | paused: Back at noon.",
                        "operator anna | pause | discord/1 | paused: Back at noon. | -");
        assertThatThrownBy(() -> conduct.pause(MEMBER, Reason.NONE, ANNA)).isInstanceOf(IllegalArgumentException.class);
    }

    private Job claimed() {
        return jobs.claim("worker", LEASE).map(Claim::job).orElseThrow();
    }

    @Test
    void aPauseHoldsForCommunitiesThatComeLaterToo() {
        conduct.pause(Scope.ALL, Reason.NONE, ANNA);
        queued("1", "2");
        assertThat(jobs.claim("worker", LEASE)).isEmpty();
        conduct.pause(Scope.platform("discord"), Reason.NONE, ANNA);
        conduct.resume(Scope.ALL, ANNA);
        assertThat(jobs.claim("worker", LEASE)).isEmpty();
        queued("later", "2");
        assertThat(jobs.claim("worker", LEASE)).isEmpty();
        conduct.resume(Scope.platform("discord"), ANNA);
        assertThat(jobs.claim("worker", LEASE)).isPresent();
        assertThat(jobs.claim("worker", LEASE)).isPresent();
    }

    @Test
    void noCommunityThatComesInTheMomentOfAPauseIsForgotten() throws Exception {
        for (int round = 0; round < 15; round++) {
            List<Callable<Object>> all = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                String community = round + " " + i;
                all.add(() -> queued(community, "2"));
            }
            all.add(3, () -> {
                conduct.pause(Scope.ALL, Reason.NONE, ANNA);
                return 0;
            });
            all.add(() -> jobs.claim("worker", LEASE));
            together(all);
            assertThat(jobs.claim("worker", LEASE)).isEmpty();
            conduct.resume(Scope.ALL, ANNA);
            assertThat(jobs.claim("worker", LEASE)).isPresent();
        }
    }

    private static void together(List<Callable<Object>> all) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(all.size());
        try {
            for (Future<Object> each : pool.invokeAll(all)) {
                each.get();
            }
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void notOneMoreWaitsThanMayHoweverManyAskAtOnce() throws Exception {
        Booking three = new Booking(List.of(), 9, 9, 3);
        for (int round = 0; round < 8; round++) {
            String member = "m" + round;
            AtomicInteger booked = new AtomicInteger();
            List<Callable<Object>> all = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                JobId id = received("c" + round % 2, member);
                all.add(() ->
                        jobs.queue(id, accepted(), three) instanceof Decision.Booked ? booked.incrementAndGet() : 0);
            }
            together(all);
            assertThat(booked).hasValue(3);
        }
    }

    @Test
    void threeRefusedPicturesInAnHourBanTheirMemberForADay() {
        for (int i = 1; i <= 3; i++) {
            queued("1", "2");
            Claim claim = jobs.claim("worker", LEASE).orElseThrow();
            assertThat(jobs.refuseContent(claim.lease(), "Not this one.", 3, DAY))
                    .isEqualTo(new Jobs.ContentRefusal(true, i == 3));
            assertThat(jobs.refuseContent(claim.lease(), "Not this one.", 3, DAY))
                    .isEqualTo(new Jobs.ContentRefusal(false, false));
            Job job = jobs.find(claim.job().id()).orElseThrow();
            assertThat(job.state()).isEqualTo(JobState.REFUSED);
            assertThat(job.sentence()).contains("Not this one.");
        }
        assertThat(database.<Double>read(handle -> Ledger.used(handle, "discord/1", HOUR.toEpochMilli())))
                .isZero();
        Ban ban = conduct.bans(List.of(MEMBER)).get(0);
        assertThat(ban.until()).contains(ban.since().plus(DAY));
        assertThat(ban.author()).isEqualTo("the content filter");
        assertThat(ban.why().text()).isEqualTo("the content filter refused 3 pictures within an hour");
        assertThat(audited())
                .hasSize(1)
                .allMatch(line -> line.startsWith("the content filter | ban | discord/1/2 | until"));
        // who is banned already is not banned again, and no alert is sent
        queued("1", "2");
        assertThat(jobs.refuseContent(jobs.claim("worker", LEASE).orElseThrow().lease(), "No.", 3, DAY))
                .isEqualTo(new Jobs.ContentRefusal(true, false));
        queued("other", "2");
        assertThat(jobs.refuseContent(jobs.claim("worker", LEASE).orElseThrow().lease(), "No.", 3, DAY))
                .isEqualTo(new Jobs.ContentRefusal(true, false));
    }

    @Test
    void whatWasRefusedMoreThanAnHourAgoCountsNoMore() {
        for (int i = 1; i <= 4; i++) {
            queued("1", "2");
            Claim claim = jobs.claim("worker", LEASE).orElseThrow();
            assertThat(jobs.refuseContent(claim.lease(), "No.", 3, DAY))
                    .isEqualTo(new Jobs.ContentRefusal(true, false));
            database.write(handle -> handle.execute("UPDATE refused_picture SET at = at - 1900000"));
        }
    }

    @Test
    void refusalsAtOnceBanOnce() throws Exception {
        AtomicInteger bans = new AtomicInteger();
        List<Callable<Object>> all = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            queued("1", "2");
        }
        for (int i = 0; i < 6; i++) {
            Claim claim = jobs.claim("worker", LEASE).orElseThrow();
            all.add(() -> jobs.refuseContent(claim.lease(), "No.", 3, DAY).paused() ? bans.incrementAndGet() : 0);
        }
        together(all);
        assertThat(bans).hasValue(1);
    }

    @Test
    void anOperatorCancelsRetriesAndDeletesAndItIsWrittenDown() {
        JobDesk desk = new JobDesk(database, new SqlJobs(database, new SecureRandom()));
        JobId id = queued("1", "2");
        assertThat(desk.retry(id, ANNA)).isEmpty();
        assertThat(desk.purge(id, ANNA)).isFalse();
        assertThat(desk.cancel(id, "No.", ANNA)).isTrue();
        assertThat(desk.cancel(id, "No.", ANNA)).isFalse();
        JobId again = desk.retry(id, ANNA).orElseThrow();
        assertThat(desk.retry(id, ANNA)).contains(again);
        Claim claim = jobs.claim("worker", LEASE).orElseThrow();
        assertThat(claim.job().id()).isEqualTo(again);
        assertThat(claim.job().recipe()).contains("look=eyes");
        assertThat(claim.inputs()).containsExactly(SOURCE);
        assertThat(jobs.end(claim.lease(), JobState.FAILED, "It failed.")).isTrue();
        assertThat(desk.ended(Duration.ofHours(1), 9)).isEmpty();
        assertThat(desk.ended(Duration.ZERO, 9)).containsExactly(id, again);
        assertThat(desk.purge(id, ANNA)).isTrue();
        assertThat(desk.purge(again, ANNA)).isTrue();
        assertThat(desk.purge(again, ANNA)).isFalse();
        assertThat(jobs.find(again)).isEmpty();
        assertThat(database.<Integer>read(
                        handle -> handle.createQuery("SELECT ready + running FROM flow WHERE community = '1'")
                                .mapTo(Integer.class)
                                .one()))
                .isZero();
        assertThat(audited())
                .containsExactly(
                        "operator anna | jobs purge | " + again + " | deleted | failed",
                        "operator anna | jobs purge | " + id + " | deleted | cancelled",
                        "operator anna | jobs retry | " + id + " | again as " + again + " | cancelled",
                        "operator anna | jobs retry | " + id + " | again as " + again + " | cancelled",
                        "operator anna | jobs cancel | " + id + " | cancelled | queued");
    }

    @Test
    void aRequestThatWasNeverQueuedIsReceivedOnceMore() {
        JobDesk desk = new JobDesk(database, new SqlJobs(database, new SecureRandom()));
        JobId id = received("1", "2");
        assertThat(jobs.end(id, JobState.FAILED, "It failed.")).isTrue();
        JobId again = desk.retry(id, ANNA).orElseThrow();
        assertThat(jobs.find(again).orElseThrow().state()).isEqualTo(JobState.RECEIVED);
        assertThat(jobs.undecided("discord")).containsExactly(again);
    }

    @Test
    void jobsAreFoundByWhoseTheyAreAndCancelledTogether() {
        JobDesk desk = new JobDesk(database, new SqlJobs(database, new SecureRandom()));
        JobId one = queued("1", "2");
        JobId other = queued("1", "3");
        JobId elsewhere = queued("9", "2");
        assertThat(ids(desk, Scope.ALL)).containsExactly(elsewhere, other, one);
        assertThat(ids(desk, Scope.platform("reddit"))).isEmpty();
        assertThat(ids(desk, GUILD)).containsExactly(other, one);
        assertThat(ids(desk, MEMBER)).containsExactly(one);
        assertThat(ids(desk, Scope.everywhere("discord", "2"))).containsExactly(elsewhere, one);
        assertThat(desk.list(Optional.of(JobState.FAILED), Scope.ALL, 9)).isEmpty();
        assertThat(desk.cancelWaiting(Scope.role("discord", "1", "r"), "No.", ANNA))
                .isZero();
        assertThat(desk.cancelWaiting(Scope.everywhere("discord", "2"), "No.", ANNA))
                .isEqualTo(2);
        assertThat(jobs.find(other).orElseThrow().state()).isEqualTo(JobState.QUEUED);
    }

    private static List<JobId> ids(JobDesk desk, Scope scope) {
        return desk.list(Optional.empty(), scope, 9).stream().map(Job::id).toList();
    }

    @Test
    void aNewerDatabaseIsRefusedInOneSentence() throws Exception {
        database.write(
                handle -> handle.execute("INSERT INTO flyway_schema_history (installed_rank, version, description,"
                        + " type, script, checksum, installed_by, installed_on, execution_time, success) SELECT 99, '99',"
                        + " description, type, 'V99__later.sql', 1, installed_by, installed_on, 1, success"
                        + " FROM flyway_schema_history WHERE version = '1'"));
        assertThatThrownBy(this::again)
                .hasMessage(
                        "This database was brought to version 99 of its tables by a newer Pareidolia: start that one,"
                                + " or go back to a backup.");
    }

    /** Opens the same database once more. */
    abstract Database again() throws Exception;
}
