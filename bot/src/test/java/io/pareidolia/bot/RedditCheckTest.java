package io.pareidolia.bot;

import static org.assertj.core.api.Assertions.assertThat;

import io.pareidolia.bot.operation.Finding;
import io.pareidolia.bot.operation.Finding.Grade;
import io.pareidolia.bot.reddit.loopback.LoopbackReddit;
import io.pareidolia.bot.settings.SettingsLoader;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RedditCheckTest {
    @TempDir
    Path folder;

    private final LoopbackReddit reddit = LoopbackReddit.start();
    private final Map<String, String> environment = new HashMap<>(Map.of(
            "PAREIDOLIA_REDDIT_API_URL", reddit.apiUrl(),
            "PAREIDOLIA_REDDIT_AUTH_URL", reddit.authUrl(),
            "PAREIDOLIA_REDDIT_CLIENT_ID", LoopbackReddit.CLIENT_ID,
            "PAREIDOLIA_REDDIT_CLIENT_SECRET", LoopbackReddit.CLIENT_SECRET,
            "PAREIDOLIA_REDDIT_USERNAME", LoopbackReddit.BOT,
            "PAREIDOLIA_REDDIT_PASSWORD", LoopbackReddit.PASSWORD));

    @AfterEach
    void close() {
        assertThat(reddit.violations()).isEmpty();
        reddit.close();
    }

    private Finding look() {
        Finding finding = new RedditCheck(
                        new SettingsLoader(environment, folder)
                                .load(Optional.empty())
                                .settings()
                                .reddit(),
                        Clock.systemUTC())
                .look();
        String all = finding.sentence() + finding.remedy().orElse("");
        assertThat(all).doesNotContain(LoopbackReddit.CLIENT_SECRET, LoopbackReddit.PASSWORD, "hunter2");
        assertThat(finding.sentence()).endsWith(".");
        return finding;
    }

    private void fails(String remedy) {
        Finding finding = look();
        assertThat(finding.grade()).as(finding.toString()).isEqualTo(Grade.FAIL);
        assertThat(finding.remedy().orElseThrow()).startsWith(remedy).endsWith(".");
    }

    private void warns(String sentence) {
        Finding finding = look();
        assertThat(finding.grade()).as(finding.toString()).isEqualTo(Grade.WARN);
        assertThat(finding.sentence()).contains(sentence);
        assertThat(finding.remedy()).isPresent();
    }

    private void refreshes() {
        environment.remove("PAREIDOLIA_REDDIT_PASSWORD");
        environment.put("PAREIDOLIA_REDDIT_REFRESH_TOKEN", LoopbackReddit.REFRESH_TOKEN);
    }

    @Test
    void anAccountThatMayDoAllIsWell() {
        assertThat(look())
                .isEqualTo(Finding.ok(
                        "reddit",
                        "Reddit knows u/pareidolia, 900 days old with a karma of 460; its token allows all that the bot"
                                + " does."));
        refreshes();
        assertThat(look().grade()).isEqualTo(Grade.OK);
    }

    @Test
    void wrongCredentialsAreToldApart() {
        environment.put("PAREIDOLIA_REDDIT_PASSWORD", "hunter2");
        fails("Reddit does not accept reddit.username with reddit.password");
        environment.put("PAREIDOLIA_REDDIT_CLIENT_SECRET", "hunter2");
        fails("Reddit does not know reddit.clientId with reddit.clientSecret");
        environment.remove("PAREIDOLIA_REDDIT_CLIENT_SECRET");
        fails("Set reddit.clientSecret");
        environment.put("PAREIDOLIA_REDDIT_CLIENT_SECRET", LoopbackReddit.CLIENT_SECRET);
        environment.remove("PAREIDOLIA_REDDIT_PASSWORD");
        fails("Set reddit.password");
        environment.put("PAREIDOLIA_REDDIT_PASSWORD", LoopbackReddit.PASSWORD);
        environment.remove("PAREIDOLIA_REDDIT_USERNAME");
        fails("Set reddit.username");
        environment.put("PAREIDOLIA_REDDIT_USERNAME", LoopbackReddit.BOT);
        reddit.passwords(false);
        fails("The application may not log in like this: its type must be \"script\"");
    }

    @Test
    void aRefreshTokenThatWasTakenBackOrIsOfAnotherAccountIsSaid() {
        refreshes();
        environment.put("PAREIDOLIA_REDDIT_USERNAME", "another");
        fails("Set reddit.username to pareidolia, or ask for a token of the other account.");
        reddit.revoke();
        fails("Reddit does not accept reddit.refreshToken");
    }

    @Test
    void missingScopesAreNamedEvenWithoutTheOneForItsName() {
        refreshes();
        reddit.scopes("read", "history", "submit");
        Finding finding = look();
        assertThat(finding.grade()).isEqualTo(Grade.FAIL);
        assertThat(finding.sentence())
                .contains("identity (to know its own name)", "modmail (to tell moderators of a mistake in it)")
                .doesNotContain("submit (");
        assertThat(finding.remedy().orElseThrow()).contains("identity read history submit");
    }

    @Test
    void aYoungOrUnknownAccountIsWarnedOf() {
        reddit.bot().created(Instant.now().minus(Duration.ofDays(3)));
        warns("3 days old");
        reddit.bot().created(Instant.now().minus(Duration.ofDays(90))).karma(1, 2);
        warns("a karma of 3; many subreddits remove what so new an account writes");
    }

    @Test
    void aSuspendedAccountIsSaid() {
        reddit.bot().suspended(true);
        fails("Reddit has suspended the bot's account");
    }

    @Test
    void troubleThatPassesIsAWarning() {
        reddit.faults().on("GET", "/api/v1/me").times(-1).answersBefore(503, "");
        warns("Reddit has trouble");
        reddit.faults().liftAll();
        environment.put("PAREIDOLIA_REDDIT_AUTH_URL", "http://127.0.0.1:9/");
        warns("Reddit cannot be reached");
        environment.put("PAREIDOLIA_REDDIT_AUTH_URL", reddit.authUrl() + "elsewhere/");
        warns("is not Reddit (404): check that setting");
    }
}
