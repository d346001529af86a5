package io.pareidolia.bot.lobby;

import static org.assertj.core.api.Assertions.assertThat;

import io.pareidolia.bot.job.JobId;
import io.pareidolia.bot.settings.Secret;
import java.security.SecureRandom;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LobbyKeyTest {
    private final SecureRandom random = new SecureRandom();

    @Test
    void aSecretIsOfOneJobAndOneKey() {
        byte[] bytes = LobbyKey.fresh(random);
        JobId id = JobId.random(random);
        String secret = new LobbyKey(bytes).secretOf(id);
        assertThat(new LobbyKey(bytes).isSecretOf(id, secret)).isTrue();
        assertThat(new LobbyKey(LobbyKey.fresh(random)).isSecretOf(id, secret)).isFalse();
        assertThat(new LobbyKey(bytes).isSecretOf(JobId.random(random), secret)).isFalse();
    }

    @Test
    void aRequestHasAnotherNameForAnotherVisitor() {
        LobbyKey key = new LobbyKey(LobbyKey.fresh(random));
        assertThat(key.requestOf(key.memberOf("203.0.113.1"), "1"))
                .isEqualTo(key.requestOf(key.memberOf("203.0.113.1"), "1"))
                .isNotEqualTo(key.requestOf(key.memberOf("203.0.113.2"), "1"));
    }

    @Test
    void aSessionEndsAndFallsWithThePassword() {
        LobbyKey key = new LobbyKey(LobbyKey.fresh(random));
        Instant until = Instant.parse("2026-01-02T00:00:00Z");
        String session = key.session(until, new Secret("a"));
        assertThat(key.isSession(session, until.minusSeconds(1), new Secret("a")))
                .isTrue();
        assertThat(key.isSession(session, until, new Secret("a"))).isFalse();
        assertThat(key.isSession(session, until.minusSeconds(1), new Secret("b")))
                .isFalse();
        assertThat(key.isSession("9" + session, until.minusSeconds(1), new Secret("a")))
                .isFalse();
        assertThat(key.isSession("", until, new Secret("a"))).isFalse();
    }
}
