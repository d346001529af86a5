package io.pareidolia.bot.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.pareidolia.bot.job.Accepted;
import io.pareidolia.bot.job.Asker;
import io.pareidolia.bot.job.Claim;
import io.pareidolia.bot.job.Job;
import io.pareidolia.bot.job.JobId;
import io.pareidolia.bot.job.JobPicture;
import io.pareidolia.bot.job.Jobs;
import io.pareidolia.bot.job.Place;
import io.pareidolia.bot.job.Places;
import io.pareidolia.bot.job.Progress;
import io.pareidolia.bot.job.Received;
import io.pareidolia.bot.job.Wish;
import io.pareidolia.bot.job.WorkerCard;
import io.pareidolia.bot.quota.Booking;
import io.pareidolia.dream.content.ContentRule;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is told of places is what the store then does. */
final class PlacesTest {
    private static final Duration LEASE = Duration.ofDays(1);
    private static final JobPicture SOURCE = new JobPicture(JobPicture.SOURCE, "a".repeat(64), "image/png", 10);
    private static final JobPicture DREAM = new JobPicture(JobPicture.DREAM, "b".repeat(64), "image/png", 20);

    @TempDir
    Path folder;

    private final SettableClock clock = new SettableClock(Instant.parse("2026-01-01T10:00:00Z"));
    private final List<WorkerCard> present = new ArrayList<>();
    private int requests;
    private Database database;
    private Jobs jobs;
    private Places places;

    @BeforeEach
    void open() {
        database = Database.sqlite(folder.resolve("pareidolia.db"), clock);
        jobs = new SqlJobs(database, new SecureRandom());
        places = new SqlPlaces(database, new PresentWorkers(present), clock);
    }

    @AfterEach
    void close() {
        database.close();
    }

    private JobId queued(
            String community, String member, double cost, int priority, Optional<Instant> notBefore, Booking booking) {
        Job job = jobs.receive(new Received(
                        "request " + ++requests,
                        new Asker("lobby", community, member),
                        List.of(),
                        false,
                        new Wish("eyes", new Wish.Source.Link("https://example.com/a.png")),
                        "page",
                        Optional.empty()))
                .job();
        jobs.queue(
                job.id(),
                new Accepted("look=eyes", cost, priority, notBefore, ContentRule.SENSITIVE, List.of(SOURCE)),
                booking);
        return job.id();
    }

    private JobId queued(String community, String member, double cost) {
        return queued(community, member, cost, 0, Optional.empty(), new Booking(List.of(), 9, 9, 1000));
    }

    private void workers(int count) {
        present.clear();
        IntStream.range(0, count).forEach(i -> present.add(new WorkerCard("w" + i, "cpu", 1, 1, List.of())));
    }

    private record Dreaming(Claim claim, String worker, double ends) {}

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void jobsAreBegunInTheOrderAndAtTheTimesThatWereTold(long seed) {
        Random random = new Random(seed);
        int communities = 1 + random.nextInt(6);
        workers(1 + random.nextInt(5));
        Map<String, Integer> caps = new HashMap<>();
        List<JobId> all = new ArrayList<>();
        PriorityQueue<Dreaming> dreaming = new PriorityQueue<>(Comparator.comparingDouble(Dreaming::ends));
        for (int i = 0; i < 60; i++) {
            String community = "c" + random.nextInt(communities);
            int cap = caps.computeIfAbsent(community, key -> 1 + random.nextInt(3));
            Optional<Instant> notBefore = random.nextInt(6) == 0
                    ? Optional.of(clock.instant().plusSeconds(1 + random.nextInt(300)))
                    : Optional.empty();
            all.add(queued(
                    community,
                    "m" + random.nextInt(3),
                    1 + random.nextInt(40) + random.nextDouble(),
                    random.nextInt(3),
                    notBefore,
                    new Booking(List.of(), cap, 1 + random.nextInt(2), 1000)));
        }
        database.write(handle -> handle.execute("UPDATE tenant SET weight = 2 WHERE community = 'c0'"));
        if (communities > 2) {
            database.write(handle -> handle.execute("UPDATE tenant SET paused = 1 WHERE community = 'c2'"));
        }
        // some while has passed, with turns of every kind
        double[] now = {0};
        for (int i = 0; i < 15; i++) {
            claimAll(dreaming, now[0], new ArrayList<>());
            finishNext(dreaming, now);
        }
        Map<JobId, Place> told = new HashMap<>();
        all.forEach(id -> places.of(id).ifPresent(place -> told.put(id, place)));
        double asked = now[0];
        List<JobId> begun = new ArrayList<>();
        Map<JobId, Double> beginnings = new HashMap<>();
        while (true) {
            int before = begun.size();
            claimAll(dreaming, now[0], begun);
            begun.subList(before, begun.size()).forEach(id -> beginnings.put(id, now[0]));
            double at = now[0];
            double ends = dreaming.isEmpty()
                    ? Double.POSITIVE_INFINITY
                    : dreaming.element().ends();
            double come = present.size() == dreaming.size()
                    ? Double.POSITIVE_INFINITY
                    : nextDue().orElse(Double.POSITIVE_INFINITY);
            if (Math.min(ends, come) == Double.POSITIVE_INFINITY) {
                break;
            }
            assertThat(Math.min(ends, come)).isGreaterThanOrEqualTo(at);
            if (ends <= come) {
                finishNext(dreaming, now);
            } else {
                tick(now, come);
            }
        }
        assertThat(begun).isNotEmpty();
        List<JobId> expected = told.entrySet().stream()
                .filter(entry -> entry.getValue().place() > 0)
                .sorted(Comparator.comparingInt(entry -> entry.getValue().place()))
                .map(Map.Entry::getKey)
                .toList();
        assertThat(begun).isEqualTo(expected);
        for (JobId id : begun) {
            assertThat(asked + told.get(id).begins().orElseThrow().toMillis() / 1000.0)
                    .isBetween(beginnings.get(id) - 0.05, beginnings.get(id) + 0.05);
        }
    }

    private Optional<Double> nextDue() {
        return database.read(
                handle -> handle.createQuery("SELECT MIN(run_at) FROM job WHERE state = 'queued'" + " AND due = 0")
                        .mapTo(Long.class)
                        .findOne()
                        .map(at -> (at - clock.start()) / 1000.0));
    }

    private void claimAll(PriorityQueue<Dreaming> dreaming, double now, List<JobId> begun) {
        while (dreaming.size() < present.size()) {
            String worker = present.stream()
                    .map(WorkerCard::name)
                    .filter(name ->
                            dreaming.stream().noneMatch(job -> job.worker().equals(name)))
                    .findFirst()
                    .orElseThrow();
            Optional<Claim> claim = jobs.claim(worker, LEASE);
            if (claim.isEmpty()) {
                return;
            }
            dreaming.add(
                    new Dreaming(claim.get(), worker, now + claim.get().job().cost()));
            begun.add(claim.get().job().id());
        }
    }

    private void finishNext(PriorityQueue<Dreaming> dreaming, double[] now) {
        Dreaming ended = dreaming.remove();
        tick(now, ended.ends());
        jobs.dreamed(ended.claim().lease(), List.of(DREAM), ended.claim().job().cost(), false, Duration.ofDays(1));
    }

    private void tick(double[] now, double to) {
        now[0] = to;
        clock.set(Math.round(1000 * to));
    }

    @Test
    void withoutAWorkerThePlaceIsKnownAndTheTimesAreNot() {
        queued("c", "m", 5);
        JobId second = queued("c", "m", 5);
        assertThat(places.of(second)).contains(new Place(2, Optional.empty(), Optional.empty()));
    }

    @Test
    void whoPausesIsToldNoPlace() {
        workers(1);
        JobId id = queued("c", "m", 5);
        database.write(handle -> handle.execute("UPDATE tenant SET paused = 1"));
        assertThat(places.of(id)).isEmpty();
    }

    @Test
    void aDreamThatTakesLongerThanItWasThoughtToIsAboutToEnd() {
        workers(1);
        JobId first = queued("c", "m", 5);
        JobId second = queued("c", "m", 7);
        jobs.claim("w0", LEASE);
        clock.set(60_000);
        assertThat(places.of(first)).contains(place(0, 0, 0));
        assertThat(places.of(second)).contains(place(1, 0, 7));
    }

    @Test
    void whatAWorkerTellsOfTheRestCounts() {
        workers(1);
        JobId first = queued("c", "m", 5);
        JobId second = queued("c", "m", 7);
        Claim claim = jobs.claim("w0", LEASE).orElseThrow();
        jobs.heartbeat(claim.lease(), LEASE, Optional.of(new Progress(0.5, 20)));
        clock.set(8_000);
        assertThat(places.of(first)).contains(place(0, 0, 12));
        assertThat(places.of(second)).contains(place(1, 12, 19));
    }

    @Test
    void aSlowFirstStepDoesNotMakeADreamLong() {
        workers(1);
        JobId id = queued("c", "m", 8);
        Claim claim = jobs.claim("w0", LEASE).orElseThrow();
        jobs.heartbeat(claim.lease(), LEASE, Optional.of(new Progress(0.01, 271)));
        assertThat(places.of(id).orElseThrow().ends().orElseThrow()).isBetween(seconds(8), seconds(20));
        clock.set(3_000);
        jobs.heartbeat(claim.lease(), LEASE, Optional.of(new Progress(0.3, 100)));
        assertThat(places.of(id)).as("what goes on for long is believed").contains(place(0, 0, 100));
    }

    private static Duration seconds(long seconds) {
        return Duration.ofSeconds(seconds);
    }

    @Test
    void whatWasMeasuredCorrectsWhatIsEstimated() {
        workers(1);
        for (int i = 0; i < 6; i++) {
            queued("c", "m", 5);
            jobs.dreamed(jobs.claim("w0", LEASE).orElseThrow().lease(), List.of(), 10, false, Duration.ofDays(1));
        }
        JobId id = queued("c", "m", 5);
        assertThat(places.of(id)).contains(place(1, 0, 10));
    }

    @Test
    void aJobThatCameAfterTheLastLookIsSeen() {
        workers(1);
        assertThat(places.of(queued("c", "m", 5))).contains(place(1, 0, 5));
        assertThat(places.of(queued("c", "m", 5))).contains(place(2, 5, 10));
    }

    @Test
    void amongVeryManyPlacesAreReckoned() {
        new ManyJobs(database).queue(20_000, 100, 2);
        workers(4);
        JobId last = queued("c7", "m0", 20);
        JobId fresh = queued("fresh", "m", 20);
        Place far = places.of(last).orElseThrow();
        // its member has 101 jobs, all others as many; few of each community's say what all of them cost
        assertThat(far.place()).isBetween(14_000, 20_001);
        assertThat(far.begins().orElseThrow().toSeconds()).isBetween(80_000L, 140_000L);
        assertThat(places.of(fresh).orElseThrow().place()).isBetween(1, 101);
    }

    private static Place place(int place, long begins, long ends) {
        return new Place(place, Optional.of(Duration.ofSeconds(begins)), Optional.of(Duration.ofSeconds(ends)));
    }
}
