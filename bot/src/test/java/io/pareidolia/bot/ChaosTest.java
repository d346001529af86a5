package io.pareidolia.bot;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The short form of {@code bench chaos}. */
@Timeout(600)
class ChaosTest {
    private static final int JOBS = 500;
    private static final int KILLS = 20;

    @TempDir
    Path folder;

    private static Chaos.Plan plan(Optional<String> url, Optional<Runnable> restart) {
        return new Chaos.Plan(
                JOBS,
                KILLS,
                Duration.ofSeconds(1),
                1,
                url,
                url.map(address -> "postgres"),
                restart,
                restart.isPresent() ? 1 : 0,
                false,
                Optional.empty());
    }

    private void survives(Chaos.Plan plan) throws IOException, InterruptedException {
        StringBuffer log = new StringBuffer();
        Chaos.Outcome outcome = Chaos.of(
                plan,
                Map.of(),
                Files.createDirectory(folder.resolve("chaos")),
                line -> log.append(line).append('\n'));
        assertThat(outcome.mistakes()).as("%s\n%s", log, outcome.summary()).isEmpty();
    }

    @Test
    void aProcessWithItsDreamersOnSqlite() throws IOException, InterruptedException {
        survives(plan(Optional.empty(), Optional.empty()));
    }

    @Test
    void workersFrontsAndTheServerOfPostgresql() throws IOException, InterruptedException {
        try (RestartedPostgresql server = new RestartedPostgresql(folder.resolve("postgresql"))) {
            survives(plan(
                    Optional.of("jdbc:postgresql://127.0.0.1:" + server.port() + "/postgres"),
                    Optional.of(server::restart)));
        }
    }

    /** A server that is killed with all its processes and started again over the same files. */
    private static final class RestartedPostgresql implements AutoCloseable {
        private static final int TRIES = 20;

        private final Path data;
        private EmbeddedPostgres server;

        RestartedPostgresql(Path data) throws IOException {
            this.data = data;
            this.server = on(data, 0);
        }

        int port() {
            return server.getPort();
        }

        void restart() {
            try {
                int port = port();
                long pid = Long.parseLong(
                        Files.readAllLines(data.resolve("postmaster.pid")).get(0));
                ProcessHandle master = ProcessHandle.of(pid).orElseThrow();
                List<ProcessHandle> all = master.descendants().toList();
                master.destroyForcibly();
                all.forEach(ProcessHandle::destroyForcibly);
                server.close(); // lets go of the files, and finds nothing to stop
                start(port);
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
            }
        }

        /** The dead one's memory is given back after a moment. */
        private void start(int port) throws IOException, InterruptedException {
            for (int attempt = 1; ; attempt++) {
                try {
                    server = on(data, port);
                    return;
                } catch (IOException | IllegalStateException notYet) {
                    if (attempt == TRIES) {
                        throw notYet;
                    }
                    TimeUnit.MILLISECONDS.sleep(200);
                }
            }
        }

        private static EmbeddedPostgres on(Path data, int port) throws IOException {
            return EmbeddedPostgres.builder()
                    .setDataDirectory(data)
                    .setCleanDataDirectory(false)
                    .setPort(port)
                    .start();
        }

        @Override
        public void close() throws IOException {
            server.close();
        }
    }
}
