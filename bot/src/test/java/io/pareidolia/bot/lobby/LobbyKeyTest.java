package io.pareidolia.bot.lobby;

import static org.assertj.core.api.Assertions.assertThat;

import io.pareidolia.bot.job.JobId;
import io.pareidolia.bot.settings.Secret;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LobbyKeyTest {
    private final SecureRandom random = new SecureRandom();

    @TempDir
    Path folder;

    @Test
    void itIsKeptForItsOwnerAlone() throws Exception {
        Path file = folder.resolve("lobby.key");
        JobId id = JobId.random(random);
        String secret = LobbyKey.keptIn(file, random).secretOf(id);
        assertThat(LobbyKey.keptIn(file, random).isSecretOf(id, secret)).isTrue();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(folder.toFile().list()).containsExactly("lobby.key");
        assertThat(LobbyKey.keptIn(folder.resolve("other.key"), random).isSecretOf(id, secret))
                .isFalse();
        assertThat(LobbyKey.keptIn(file, random).isSecretOf(JobId.random(random), secret))
                .isFalse();
    }

    @Test
    void aRequestHasAnotherNameForAnotherVisitor() throws Exception {
        LobbyKey key = LobbyKey.keptIn(folder.resolve("lobby.key"), random);
        assertThat(key.requestOf(key.memberOf("203.0.113.1"), "1"))
                .isEqualTo(key.requestOf(key.memberOf("203.0.113.1"), "1"))
                .isNotEqualTo(key.requestOf(key.memberOf("203.0.113.2"), "1"));
    }

    @Test
    void aSessionEndsAndFallsWithThePassword() throws Exception {
        LobbyKey key = LobbyKey.keptIn(folder.resolve("lobby.key"), random);
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
