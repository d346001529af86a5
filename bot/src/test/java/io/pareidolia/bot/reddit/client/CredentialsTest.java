package io.pareidolia.bot.reddit.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.pareidolia.bot.reddit.client.RedditFailure.Kind;
import io.pareidolia.bot.reddit.client.StandInReddit.Said;
import io.pareidolia.bot.settings.RedditSettings;
import io.pareidolia.bot.settings.Secret;
import java.io.IOException;
import java.time.Clock;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every known mistake that is made with an application, its secrets and its account, and what is said to it. */
class CredentialsTest {
    private StandInReddit reddit;

    @BeforeEach
    void start() throws IOException {
        reddit = new StandInReddit();
    }

    @AfterEach
    void stop() {
        reddit.close();
    }

    private void said(RedditSettings settings, Kind kind, String sentence) {
        try (RedditClient client = new RedditClient(settings, Clock.systemUTC())) {
            RedditFailure failure = catchThrowableOfType(RedditFailure.class, client::me);
            assertThat(failure.kind()).isEqualTo(kind);
            assertThat(failure.sentence())
                    .contains(sentence)
                    .doesNotContain("p4ssword", "s3cret", "client-id", "r3fresh", "<html>");
            assertThat(failure).hasNoCause();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // a script with a password
                "401 | {\"message\":\"Unauthorized\",\"error\":401} | CREDENTIALS | does not know reddit.clientId with reddit.clientSecret",
                "401 | {\"error\":\"invalid_client\"} | CREDENTIALS | does not know reddit.clientId with reddit.clientSecret",
                "200 | {\"error\":\"invalid_grant\"} | CREDENTIALS | does not accept reddit.username with reddit.password",
                "400 | {\"error\":\"invalid_grant\"} | CREDENTIALS | does not accept reddit.username with reddit.password",
                "200 | {\"error\":\"unauthorized_client\",\"error_description\":\"Only script apps may use password auth\"} | CREDENTIALS | its type must be \"script\"",
                "400 | {\"error\":\"unauthorized_client\"} | CREDENTIALS | its type must be \"script\"",
                "200 | {\"error\":\"unsupported_grant_type\"} | CREDENTIALS | its type must be \"script\"",
                "200 | {\"error\":\"invalid_request\"} | CREDENTIALS | its type must be \"script\"",
                "200 | {\"error\":\"something_new\"} | CREDENTIALS | no token (something_new): check the application",
                "400 | {\"message\":\"Bad Request\",\"error\":400} | UNREACHABLE | is not Reddit (400)",
                "403 | <html>whoa there, pardner</html> | FORBIDDEN | Reddit's approval",
                "404 | <html>nothing here</html> | UNREACHABLE | reddit.authUrl is not Reddit (404): check that setting",
                "302 | <html>log in to this hotel</html> | UNREACHABLE | reddit.authUrl is not Reddit (302)",
                "200 | <html>log in to this hotel</html> | UNREACHABLE | reddit.authUrl is not Reddit (200)",
                "200 | {} | UNREACHABLE | reddit.authUrl is not Reddit",
                "429 | <html>slow down</html> | RATE_LIMIT | fewer logins",
                "200 | {\"error\":429} | RATE_LIMIT | fewer logins",
                "502 | <html>our CDN was unable to reach us</html> | UNREACHABLE | trouble giving out a token (502)",
            })
    void ofTheToken(int status, String body, Kind kind, String sentence) {
        reddit.say(StandInReddit.TOKEN, Said.json(status, body));
        said(reddit.settings(), kind, sentence);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "400 | {\"message\":\"Bad Request\",\"error\":400}",
                "400 | {\"error\":\"invalid_request\"}",
                "200 | {\"error\":\"invalid_grant\"}",
                "400 | {\"error\":\"unsupported_grant_type\"}",
            })
    void ofARefreshToken(int status, String body) {
        reddit.say(StandInReddit.TOKEN, Said.json(status, body));
        said(
                reddit.settings(Optional.of(new Secret("r3fresh"))),
                Kind.CREDENTIALS,
                "does not accept reddit.refreshToken");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "401 | {\"message\":\"Unauthorized\",\"error\":401} | | CREDENTIALS | does not take the bot for its account",
                "403 | {\"message\":\"Forbidden\",\"error\":403} | | FORBIDDEN | see whether it is suspended",
                "403 | {\"message\":\"Forbidden\",\"error\":403} | insufficient_scope | SCOPE | lacks a scope",
                "200 | {\"name\":\"dreaming\",\"is_suspended\":true} | | CREDENTIALS | has suspended the bot's account",
                "404 | <html>nothing here</html> | | UNREACHABLE | reddit.apiUrl is not Reddit's API",
                "200 | <html>log in to this hotel</html> | | UNREACHABLE | is not Reddit's API: check reddit.apiUrl",
                "200 | {} | | UNREACHABLE | reddit.apiUrl is not Reddit's API",
            })
    void ofTheAccount(int status, String body, String authenticate, Kind kind, String sentence) {
        Said answer = Said.json(status, body);
        reddit.say(
                StandInReddit.ME,
                authenticate == null
                        ? answer
                        : answer.with("www-authenticate", "Bearer realm=\"reddit\", error=\"" + authenticate + "\""));
        said(reddit.settings(), kind, sentence);
    }
}
