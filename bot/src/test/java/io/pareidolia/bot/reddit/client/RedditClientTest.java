package io.pareidolia.bot.reddit.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.pareidolia.bot.reddit.client.RedditFailure.Kind;
import io.pareidolia.bot.reddit.client.StandInReddit.Asked;
import io.pareidolia.bot.reddit.client.StandInReddit.Said;
import io.pareidolia.bot.settings.RedditSettings;
import io.pareidolia.bot.settings.Secret;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The real JRAW against a server that says what Reddit was seen to say. */
class RedditClientTest {
    private static final String COMMENT = "/api/comment";
    private static final String CREATED = "{\"json\":{\"errors\":[],\"data\":{\"things\":[{\"kind\":\"t1\",\"data\":"
            + "{\"name\":\"t1_own\",\"author\":\"dreaming\",\"parent_id\":\"t1_a\",\"link_id\":\"t3_p\"}}]}}}";

    private Instant now = Instant.parse("2026-05-01T12:00:00Z");
    private final InstantSource source = () -> now;
    private final Clock clock = source.withZone(ZoneOffset.UTC);
    private StandInReddit reddit;
    private RedditClient client;

    @BeforeEach
    void start() throws IOException {
        reddit = new StandInReddit();
        client = new RedditClient(reddit.settings(), clock);
    }

    @AfterEach
    void stop() {
        client.close();
        reddit.close();
    }

    private RedditFailure failure(Runnable call) {
        return catchThrowableOfType(RedditFailure.class, call::run);
    }

    @Test
    void requestsGoWhereTheSettingsSayWithAllThatRedditWants() {
        assertThat(client.me()).isEqualTo(new Account("dreaming", "t2_b0t", Instant.ofEpochSecond(1_700_000_000), 321));
        Asked token = reddit.asked(StandInReddit.TOKEN).get(0);
        assertThat(token.method()).isEqualTo("POST");
        assertThat(token.header("Authorization")).isEqualTo("Basic Y2xpZW50LWlkOnMzY3JldC1vZi1hcHA=");
        assertThat(token.body()).isEqualTo("grant_type=password&username=dreaming&password=p4ssword");
        Asked me = reddit.asked(StandInReddit.ME).get(0);
        assertThat(me.header("Authorization")).isEqualTo("bearer token-one");
        assertThat(me.query()).isEqualTo("raw_json=1");
        assertThat(List.of(token, me))
                .allSatisfy(asked ->
                        assertThat(asked.header("User-Agent")).matches("java:io\\.pareidolia:\\S+ \\(by /u/keeper\\)"));
    }

    @Test
    void whatChangesSomethingWantsItsAnswerAsJson() {
        reddit.say(COMMENT, Said.json(CREATED));
        assertThat(client.reply("t1_a", "hello").fullname()).isEqualTo("t1_own");
        assertThat(reddit.asked(COMMENT).get(0).body()).isEqualTo("thing_id=t1_a&text=hello&api_type=json");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "401 | {\"message\":\"Unauthorized\",\"error\":401} | CREDENTIALS | reddit.clientSecret",
                "200 | {\"error\":\"invalid_grant\"} | CREDENTIALS | reddit.password",
                "200 | {\"error\":\"unauthorized_client\"} | CREDENTIALS | script",
                "400 | {\"error\":\"unsupported_grant_type\"} | CREDENTIALS | script",
                "403 | <html>whoa there</html> | FORBIDDEN | approval",
                "404 | <html>nothing</html> | UNREACHABLE | reddit.authUrl",
                "200 | <html>please log in to the network</html> | UNREACHABLE | reddit.authUrl",
                "502 | <html>our CDN</html> | UNREACHABLE | 502",
                "429 | <html>slow</html> | RATE_LIMIT | fewer",
                "200 | {\"error\":429} | RATE_LIMIT | fewer",
            })
    void eachMistakeInTheCredentialsIsASentence(int status, String body, Kind kind, String word) {
        reddit.say(StandInReddit.TOKEN, Said.json(status, body));
        RedditFailure failure = failure(() -> client.delete("t1_a"));
        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure.sentence()).contains(word).endsWith(".").doesNotContain("p4ssword", "s3cret", "client-id");
        assertThat(reddit.asked(StandInReddit.TOKEN)).hasSize(1);
        assertThat(reddit.asked("/api/del")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"400 | {\"error\":\"invalid_request\"}", "400 | {\"message\":\"Bad Request\",\"error\":400}"})
    void aRefreshTokenThatWasTakenBackIsNamed(int status, String body) {
        reddit.say(StandInReddit.TOKEN, Said.json(status, body));
        try (RedditClient refreshing = new RedditClient(reddit.settings(Optional.of(new Secret("r3fresh"))), clock)) {
            RedditFailure failure = failure(refreshing::me);
            assertThat(failure.kind()).isEqualTo(Kind.CREDENTIALS);
            assertThat(failure.sentence()).contains("reddit.refreshToken").doesNotContain("r3fresh");
        }
        assertThat(reddit.asked(StandInReddit.TOKEN).get(0).body())
                .isEqualTo("grant_type=refresh_token&refresh_token=r3fresh");
    }

    @Test
    void wrongCredentialsAreNotShownAgainForAMinute() {
        reddit.say(StandInReddit.TOKEN, Said.json(401, "{}"), Said.json(StandInReddit.TOKEN_BODY));
        failure(client::me);
        assertThat(failure(client::me).kind()).isEqualTo(Kind.CREDENTIALS);
        assertThat(reddit.asked(StandInReddit.TOKEN)).hasSize(1);
        now = now.plusSeconds(61);
        assertThat(client.me().name()).isEqualTo("dreaming");
    }

    @Test
    void manyThreadsAskForOneToken() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<Account>> all = IntStream.range(0, 8)
                    .mapToObj(i -> threads.submit(client::me))
                    .toList();
            for (Future<Account> one : all) {
                assertThat(one.get().name()).isEqualTo("dreaming");
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(reddit.asked(StandInReddit.TOKEN)).hasSize(1);
        now = now.plus(Duration.ofDays(1));
        client.me();
        assertThat(reddit.asked(StandInReddit.TOKEN)).hasSize(2);
    }

    @Test
    void aTokenThatRedditDoesNotAcceptIsRenewedOnceAndTheRequestRepeated() {
        Said invalid = Said.json(401, "{\"message\":\"Unauthorized\",\"error\":401}")
                .with("www-authenticate", "Bearer realm=\"reddit\", error=\"invalid_token\"");
        reddit.say(
                StandInReddit.TOKEN,
                Said.json(StandInReddit.TOKEN_BODY),
                Said.json(StandInReddit.TOKEN_BODY.replace("one", "two")));
        reddit.say(COMMENT, invalid, Said.json(CREATED));
        assertThat(client.reply("t1_a", "hello").fullname()).isEqualTo("t1_own");
        assertThat(reddit.asked(COMMENT))
                .extracting(asked -> asked.header("Authorization"))
                .containsExactly("bearer token-one", "bearer token-two");

        reddit.say(COMMENT, invalid);
        assertThat(failure(() -> client.reply("t1_a", "hello")).kind()).isEqualTo(Kind.CREDENTIALS);
        assertThat(reddit.asked(COMMENT)).hasSize(4);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 408, 500, 502, 503, 504, 520, 522})
    void whatOnlyReadsIsRepeatedAndWhatCreatesIsNot(int status) {
        Said trouble = status == 0 ? Said.broken() : Said.html(status);
        reddit.say(StandInReddit.ME, trouble, Said.json(StandInReddit.ME_BODY));
        assertThat(client.me().name()).isEqualTo("dreaming");
        assertThat(reddit.asked(StandInReddit.ME)).hasSize(2);

        reddit.say(COMMENT, trouble, Said.json(CREATED));
        assertThat(failure(() -> client.reply("t1_a", "hello")).kind()).isEqualTo(Kind.UNKNOWN);
        assertThat(reddit.asked(COMMENT)).hasSize(1);
    }

    @Test
    void whatNeverLeftCertainlyDidNotHappen() {
        client.me();
        RedditSettings settings = reddit.settings();
        URI nobody = StandInReddit.nobody();
        RedditSettings astray = new RedditSettings(
                settings.clientId(),
                settings.clientSecret(),
                settings.username(),
                settings.password(),
                settings.refreshToken(),
                settings.owner(),
                Optional.of(nobody),
                settings.authUrl(),
                settings.pollSeconds(),
                settings.subreddits(),
                settings.dryRun(),
                settings.newest(),
                settings.profile());
        try (RedditClient lost = new RedditClient(astray, clock)) {
            assertThat(failure(() -> lost.reply("t1_a", "hello")).kind()).isEqualTo(Kind.UNREACHABLE);
        }
    }

    @Test
    void afterTooManyRequestsAllWaitAsLongAsRedditSays() {
        reddit.say(COMMENT, Said.html(429).with("retry-after", "40"));
        RedditFailure failure = failure(() -> client.reply("t1_a", "hello"));
        assertThat(failure.kind()).isEqualTo(Kind.RATE_LIMIT);
        assertThat(failure.after()).contains(Duration.ofSeconds(40));
        assertThat(failure(client::me).kind()).isEqualTo(Kind.RATE_LIMIT);
        assertThat(reddit.asked(StandInReddit.ME)).isEmpty();
        now = now.plusSeconds(41);
        assertThat(client.me().name()).isEqualTo("dreaming");
    }

    @Test
    void nothingIsAskedWhereRedditSaysThatNothingIsLeft() {
        reddit.say(
                StandInReddit.ME,
                Said.json(StandInReddit.ME_BODY)
                        .with("x-ratelimit-remaining", "0.0")
                        .with("x-ratelimit-used", "100")
                        .with("x-ratelimit-reset", "123"));
        client.me();
        assertThat(client.headroom()).isEqualTo(new Headroom(0, Duration.ofSeconds(123)));
        assertThat(failure(client::me).after()).contains(Duration.ofSeconds(123));
        assertThat(reddit.asked(StandInReddit.ME)).hasSize(1);
        now = now.plusSeconds(124);
        client.me();
        assertThat(reddit.asked(StandInReddit.ME)).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({
        "RATELIMIT, SUBREDDIT_RATE_LIMIT",
        "THREAD_LOCKED, LOCKED",
        "DELETED_COMMENT, GONE",
        "TOO_OLD, ARCHIVED",
        "USER_BLOCKED, BLOCKED",
        "TOO_LONG, TOO_LONG",
        "SUBREDDIT_NOTALLOWED, FORBIDDEN",
        "USER_MUTED, MUTED",
        "DOMAIN_BANNED, NOT_ALLOWED",
        "SOMETHING_IS_BROKEN, UNKNOWN",
        "NEVER_HEARD_OF, REFUSED",
    })
    void codesBelowA200AreFailures(String code, Kind kind) {
        reddit.say(COMMENT, Said.json("{\"json\":{\"errors\":[[\"" + code + "\",\"some words\",\"field\"]]}}"));
        RedditFailure failure = failure(() -> client.reply("t1_a", "hello"));
        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure.sentence()).contains(code);
        assertThat(reddit.asked(COMMENT)).hasSize(1);
    }

    @Test
    void theFieldSaysHowLongASubredditWaits() {
        reddit.say(
                COMMENT,
                Said.json("{\"json\":{\"ratelimit\":99.5,\"errors\":[[\"RATELIMIT\",\"Take a break for 9 minutes.\","
                        + "\"ratelimit\"]]}}"));
        assertThat(failure(() -> client.reply("t1_a", "hello")).after()).contains(Duration.ofMillis(99_500));
        assertThat(client.me().name()).isEqualTo("dreaming");
    }

    @Test
    void aListOfErrorsThatIsNullHoldsNone() {
        reddit.say("/api/del", Said.json("{\"json\":{\"errors\":null}}"));
        client.delete("t1_a");
        assertThat(reddit.asked("/api/del")).hasSize(1);
    }

    @Test
    void anAnswerThatRedditTookWithoutAWordIsFound() {
        reddit.say(COMMENT, Said.json("{\"json\":{\"errors\":[],\"data\":{\"things\":[]}}}"));
        reddit.say(
                "/user/dreaming/comments",
                Said.json("{\"kind\":\"Listing\",\"data\":{\"children\":["
                        + "{\"kind\":\"t1\",\"data\":{\"name\":\"t1_other\",\"parent_id\":\"t1_b\"}},"
                        + "{\"kind\":\"t1\",\"data\":{\"name\":\"t1_own\",\"parent_id\":\"t1_a\"}}]}}"));
        assertThat(client.reply("t1_a", "hello").fullname()).isEqualTo("t1_own");
        assertThat(failure(() -> client.reply("t1_c", "hello")).kind()).isEqualTo(Kind.UNKNOWN);
    }

    @Test
    void closedDoorsAreToldFromMissingScopes() {
        reddit.say(
                "/r/secret/about", Said.json(403, "{\"reason\":\"private\",\"message\":\"Forbidden\",\"error\":403}"));
        assertThat(failure(() -> client.about("secret")))
                .satisfies(failure -> assertThat(failure.kind()).isEqualTo(Kind.FORBIDDEN))
                .hasMessageContaining("private");
        reddit.say(
                "/r/open/about",
                Said.json(403, "{\"message\":\"Forbidden\",\"error\":403}")
                        .with("www-authenticate", "Bearer realm=\"reddit\", error=\"insufficient_scope\""));
        assertThat(failure(() -> client.about("open")).kind()).isEqualTo(Kind.SCOPE);
        assertThat(failure(() -> client.about("../me")).kind()).isEqualTo(Kind.GONE);
        assertThat(failure(() -> client.about("nowhere")).kind()).isEqualTo(Kind.GONE);
    }

    @Test
    void wikiPagesHaveSlashesAndMayBeMissing() {
        reddit.say(
                "/r/aww/wiki/config/pareidolia",
                Said.json(
                        "{\"kind\":\"wikipage\",\"data\":{\"content_md\":\"enabled: true\",\"revision_id\":\"r-1\","
                                + "\"revision_date\":1700000001,\"revision_by\":{\"kind\":\"t2\",\"data\":{\"name\":\"mod\"}}}}"));
        assertThat(client.wiki("aww", "config/pareidolia"))
                .contains(new WikiPage("enabled: true", "r-1", "mod", Instant.ofEpochSecond(1_700_000_001)));
        reddit.say("/r/aww/wiki/none", Said.json(404, "{\"reason\":\"PAGE_NOT_CREATED\",\"message\":\"Not Found\"}"));
        assertThat(client.wiki("aww", "none")).isEmpty();
        reddit.say("/r/aww/wiki/off", Said.json(403, "{\"reason\":\"WIKI_DISABLED\",\"message\":\"Forbidden\"}"));
        assertThat(failure(() -> client.wiki("aww", "off")).kind()).isEqualTo(Kind.NOT_ALLOWED);
    }

    @Test
    void scopesThatLackAreNamed() {
        reddit.say(
                StandInReddit.TOKEN,
                Said.json(
                        StandInReddit.TOKEN_BODY.replace(
                                "*",
                                "identity read history submit edit privatemessages mysubreddits wikiread wikiedit modwiki modposts modself")));
        assertThat(client.lackingScopes()).containsExactly(Scope.MODMAIL);
    }

    @Test
    void anAnswerOfTheStoreThatReadsFilesIsNotFollowed() {
        reddit.say(
                "/api/media/asset.json",
                Said.json("{\"args\":{\"action\":\"//" + reddit.address().getAuthority()
                        + "/store\",\"fields\":[{\"name\":\"key\",\"value\":\"k\"}]},\"asset\":{\"asset_id\":\"a1\","
                        + "\"websocket_url\":\"ws://x/\"}}"));
        reddit.say(
                "/store",
                new Said(
                        201,
                        "application/xml",
                        "<?xml version=\"1.0\"?><!DOCTYPE P [<!ENTITY f SYSTEM \"file:///etc/hostname\">]>"
                                + "<P><Location>&f;</Location></P>",
                        Map.of()));
        assertThat(failure(() -> client.upload(new byte[] {1}, "image/jpeg", "dream.jpg"))
                        .kind())
                .isEqualTo(Kind.UNREACHABLE);
        reddit.say(
                "/store",
                new Said(
                        201,
                        "application/xml",
                        "<?xml version=\"1.0\"?><PostResponse><Location>https://store/a%2Fb</Location></PostResponse>",
                        Map.of()));
        Upload upload = client.upload(new byte[] {1}, "image/jpeg", "dream.jpg");
        assertThat(upload.link()).isEqualTo("https://store/a%2Fb");
        assertThat(upload.asset()).isEqualTo("a1");
        Asked sent = reddit.asked("/store").get(1);
        assertThat(sent.header("Authorization")).isEmpty();
        assertThat(sent.body().indexOf("name=\"key\"")).isBetween(0, sent.body().indexOf("name=\"file\""));
        reddit.say("/store", new Said(400, "application/xml", "<Error><Code>EntityTooLarge</Code></Error>", Map.of()));
        assertThat(failure(() -> client.upload(new byte[] {1}, "image/jpeg", "dream.jpg"))
                        .kind())
                .isEqualTo(Kind.NOT_ALLOWED);
    }
}
