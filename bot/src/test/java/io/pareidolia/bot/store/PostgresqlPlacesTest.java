package io.pareidolia.bot.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.pareidolia.bot.job.Claim;
import io.pareidolia.bot.job.JobId;
import io.pareidolia.bot.job.Jobs;
import io.pareidolia.bot.job.Place;
import io.pareidolia.bot.job.Places;
import io.pareidolia.bot.job.WorkerCard;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

final class PostgresqlPlacesTest {
    private static final Duration LEASE = Duration.ofHours(1);

    @AutoClose
    private static final TestPostgresql server = new TestPostgresql();

    private static Places places(Database database) {
        return new SqlPlaces(
                database, new PresentWorkers(List.of(new WorkerCard("w0", "cpu", 1, 1, List.of()))), Clock.systemUTC());
    }

    @Test
    void whatIsToldIsWhatIsThenClaimed() throws SQLException {
        try (Database database = server.empty()) {
            new ManyJobs(database).queue(40, 4, 2);
            Jobs jobs = new SqlJobs(database, new SecureRandom());
            List<JobId> all = IntStream.range(0, 40).mapToObj(ManyJobs::id).toList();
            Places places = places(database);
            List<JobId> told = all.stream()
                    .sorted(Comparator.comparingInt(
                            id -> places.of(id).orElseThrow().place()))
                    .toList();
            List<JobId> claimed = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                Claim claim = jobs.claim("w0", LEASE).orElseThrow();
                claimed.add(claim.job().id());
                jobs.dreamed(claim.lease(), List.of(), claim.job().cost(), false, LEASE);
            }
            assertThat(claimed).isEqualTo(told);
        }
    }

    @Test
    void amongVeryManyPlacesAreReckoned() throws SQLException {
        try (Database database = server.empty()) {
            new ManyJobs(database).queue(20_000, 100, 2);
            Optional<Place> last = places(database).of(ManyJobs.id(19_999));
            // few of each community's jobs say what all of them cost
            assertThat(last.orElseThrow().place()).isBetween(14_000, 20_000);
        }
    }
}
