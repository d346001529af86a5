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
import io.pareidolia.bot.job.Lease;
import io.pareidolia.bot.job.Progress;
import io.pareidolia.bot.job.Received;
import io.pareidolia.bot.job.Wish;
import io.pareidolia.bot.quota.Booking;
import io.pareidolia.bot.quota.Charge;
import io.pareidolia.bot.quota.Decision;
import io.pareidolia.dream.content.ContentRule;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What must hold of jobs on whatever database they are kept. */
@Timeout(300)
abstract class JobsContract {
    private static final Duration LEASE = Duration.ofMinutes(5);

    /** A lease that has ended before it begins. */
    private static final Duration NONE = Duration.ofSeconds(-1);

    private static final Duration KEPT = Duration.ofDays(30);
    private static final Wish WISH = new Wish("eyes", new Wish.Source.Link("https://example.com/a.png"));
    private static final JobPicture SOURCE = new JobPicture(JobPicture.SOURCE, "a".repeat(64), "image/png", 10);
    private static final JobPicture DREAM = new JobPicture(JobPicture.DREAM, "b".repeat(64), "image/png", 20);
    private static final Instant HOUR = Instant.parse("2026-01-01T10:00:00Z");

    private final AtomicInteger requests = new AtomicInteger();
    private Database database;
    private Jobs jobs;

    /** An empty database. */
    abstract Database open() throws Exception;

    @BeforeEach
    void openDatabase() throws Exception {
        database = open();
        jobs = new SqlJobs(database, new SecureRandom());
    }

    @AfterEach
    void theCountersAreWhatARecountGives() {
        Map<String, List<Integer>> counted = new HashMap<>();
        database.read(handle -> {
            handle.createQuery("SELECT front || '/' || community, member, SUM(due) AS ready,"
                            + " SUM(CASE WHEN state = 'dreaming' THEN 1 ELSE 0 END) AS running FROM job"
                            + " GROUP BY front, community, member")
                    .map((row, context) -> counted.put(
                            row.getString(1) + "/" + row.getString(2), List.of(row.getInt(3), row.getInt(4))))
                    .list();
            handle.createQuery("SELECT front || '/' || community, member, ready, running FROM flow")
                    .map((row, context) -> {
                        String key = row.getString(1) + "/" + row.getString(2);
                        assertThat(List.of(row.getInt(3), row.getInt(4)))
                                .as(key)
                                .isEqualTo(counted.get(key));
                        return key;
                    })
                    .list();
            handle.createQuery("SELECT t.community, t.ready - SUM(f.ready), t.running - SUM(f.running) FROM tenant t"
                            + " JOIN flow f ON f.front = t.front AND f.community = t.community"
                            + " GROUP BY t.front, t.community, t.ready, t.running")
                    .map((row, context) -> {
                        assertThat(List.of(row.getInt(2), row.getInt(3)))
                                .as(row.getString(1))
                                .isEqualTo(List.of(0, 0));
                        return row.getString(1);
                    })
                    .list();
            handle.createQuery("SELECT u.used - SUM(CASE WHEN l.kind = 'charge' THEN l.amount ELSE -l.amount END)"
                            + " FROM usage u JOIN ledger l ON l.scope = u.scope AND l.window_start = u.window_start"
                            + " GROUP BY u.scope, u.window_start, u.used")
                    .map((row, context) -> {
                        assertThat(row.getDouble(1)).isBetween(-1e-6, 1e-6);
                        return 0;
                    })
                    .list();
            return 0;
        });
        database.close();
    }

    @Test
    void whatNoDatabaseKeepsIsReplaced() {
        Received received = new Received(
                "request \0",
                new Asker("lobby", "c\0", "m\ud800"),
                List.of("a\0"),
                false,
                new Wish("eyes\0", new Wish.Source.Link("https://example.com/\0")),
                "page\0",
                Optional.empty());
        Job job = jobs.receive(received).job();
        assertThat(job.received()).isEqualTo(received);
        assertThat(job.received().asker().community()).isEqualTo("c\ufffd");
        assertThat(jobs.end(
                        job.id(),
                        JobState.REFUSED,
                        "no " + job.received().wish().recipe()))
                .isTrue();
    }

    private static Booking free() {
        return booking(100, 100);
    }

    private static Booking booking(int communityRunning, int memberRunning) {
        return new Booking(List.of(), communityRunning, memberRunning, 1_000_000);
    }

    private static Charge charge(String scope, double amount, double limit) {
        return new Charge(scope, HOUR, HOUR.plusSeconds(3600), amount, limit);
    }

    private Job received(String community, String member) {
        return received("lobby", community, member);
    }

    private Job received(String front, String community, String member) {
        return jobs.receive(new Received(
                        "request " + requests.incrementAndGet(),
                        new Asker(front, community, member),
                        List.of("artist"),
                        true,
                        WISH,
                        "page",
                        Optional.empty()))
                .job();
    }

    private static Accepted accepted(double cost) {
        return new Accepted("look=eyes", cost, 0, Optional.empty(), ContentRule.SENSITIVE, List.of(SOURCE));
    }

    private JobId queued(String community, String member, double cost) {
        return queued(community, member, cost, free());
    }

    private JobId queued(String community, String member, double cost, Booking booking) {
        JobId id = received(community, member).id();
        assertThat(jobs.queue(id, accepted(cost), booking)).isEqualTo(new Decision.Booked());
        return id;
    }

    private Job job(JobId id) {
        return jobs.find(id).orElseThrow();
    }

    private Claim claimed() {
        return jobs.claim("worker", LEASE).orElseThrow();
    }

    @Test
    void whatIsOpenOfAMemberIsFoundBehindTheJobsOfAllOthers() {
        JobId theirs = queued("a", "x", 1);
        queued("a", "x", 1);
        JobId dreaming = queued("a", "m", 1);
        JobId elsewhere = queued("b", "m", 1);
        JobId cancelled = queued("a", "m", 1);
        received("a", "m");
        assertThat(jobs.open("lobby", 1)).extracting(Job::id).containsExactly(theirs);
        assertThat(jobs.open("lobby", "m", 1)).extracting(Job::id).containsExactly(dreaming);
        while (job(dreaming).state() != JobState.DREAMING || job(cancelled).state() != JobState.DREAMING) {
            claimed();
        }
        assertThat(jobs.cancel(cancelled, "Cancelled.")).isTrue();
        assertThat(jobs.open("lobby", "m", 9)).extracting(Job::id).containsExactly(dreaming, elsewhere);
        assertThat(jobs.open("discord", "m", 9)).isEmpty();
    }

    @Test
    void aRepeatedRequestIsTheFirstJob() {
        Received request = new Received(
                "x", new Asker("lobby", "c", "m"), List.of(), false, WISH, "page", Optional.of(HOUR.plusMillis(5)));
        Jobs.Receipt first = jobs.receive(request);
        Jobs.Receipt again = jobs.receive(request);
        assertThat(first.first()).isTrue();
        assertThat(again.first()).isFalse();
        assertThat(again.job()).isEqualTo(first.job());
        assertThat(first.job().received()).isEqualTo(request);
        assertThat(first.job().state()).isEqualTo(JobState.RECEIVED);
    }

    /** What moderators write themselves is a role too, on some platforms. */
    @Test
    void rolesMayHaveAnyName() {
        List<String> roles = List.of("Cats, dogs & 100%2C", "plain", ",");
        Received request =
                new Received("x", new Asker("lobby", "c", "m"), roles, false, WISH, "page", Optional.empty());
        assertThat(jobs.receive(request).job().received().roles()).isEqualTo(roles);
        Received none =
                new Received("y", new Asker("lobby", "c", "m"), List.of(), false, WISH, "page", Optional.empty());
        assertThat(jobs.receive(none).job().received().roles()).isEmpty();
    }

    @Test
    void theWholeWayOfAJob() {
        JobId id = queued("c", "m", 12);
        assertThat(job(id).state()).isEqualTo(JobState.QUEUED);
        assertThat(job(id).recipe()).contains("look=eyes");
        Claim claim = claimed();
        assertThat(claim.job().id()).isEqualTo(id);
        assertThat(claim.inputs()).containsExactly(SOURCE);
        assertThat(jobs.claim("other", LEASE)).isEmpty();
        assertThat(jobs.heartbeat(claim.lease(), LEASE, Optional.of(new Progress(0.25, 9))))
                .isEqualTo(Jobs.Heard.OURS);
        assertThat(job(id).progress()).contains(new Progress(0.25, 9));
        assertThat(jobs.heartbeat(claim.lease(), LEASE, Optional.empty())).isEqualTo(Jobs.Heard.OURS);
        assertThat(job(id).progress()).contains(new Progress(0.25, 9));
        assertThat(jobs.dreamed(claim.lease(), List.of(DREAM), 14, false, KEPT)).isTrue();
        assertThat(jobs.pictures(id)).containsExactly(DREAM, SOURCE);
        assertThat(job(id).state()).isEqualTo(JobState.DREAMED);
        assertThat(jobs.dreamed(claim.lease(), List.of(DREAM), 14, false, KEPT)).isFalse();
        assertThat(jobs.heartbeat(claim.lease(), LEASE, Optional.empty())).isEqualTo(Jobs.Heard.GONE);
    }

    @Test
    void aJobIsQueuedOnce() {
        JobId id = queued("c", "m", 1);
        assertThatThrownBy(() -> jobs.queue(id, accepted(1), free())).isInstanceOf(IllegalStateException.class);
        assertThat(claimed().job().id()).isEqualTo(id);
        assertThat(jobs.claim("worker", LEASE)).isEmpty();
    }

    /** Whoever decides on a request once more must not refuse it for what its own job has used up. */
    @Test
    void aJobThatIsQueuedIsNotRefusedForItsOwnCharge() {
        Booking last = new Booking(List.of(charge("lobby/c/m", 1, 1)), 9, 9, 1);
        JobId id = queued("c", "m", 1, last);
        assertThatThrownBy(() -> jobs.queue(id, accepted(1), last)).isInstanceOf(IllegalStateException.class);
        assertThat(used("lobby/c/m")).isEqualTo(1);
    }

    @Test
    void chargesAreBookedTogetherOrNotAtAllAndGivenBackOnce() {
        Booking two = new Booking(List.of(charge("lobby", 2, 100), charge("lobby/c/m", 2, 5)), 9, 9, 9);
        JobId first = queued("c", "m", 1, two);
        queued("c", "m", 1, two);
        JobId third = received("c", "m").id();
        assertThat(jobs.queue(third, accepted(1), two))
                .isEqualTo(new Decision.Exhausted(two.charges().get(1), 4));
        assertThat(used("lobby")).isEqualTo(4);
        assertThat(job(third).state()).isEqualTo(JobState.RECEIVED);
        assertThat(jobs.cancel(first, "Cancelled.")).isTrue();
        assertThat(jobs.cancel(first, "Cancelled.")).isFalse();
        assertThat(used("lobby/c/m")).isEqualTo(2);
        assertThat(jobs.queue(third, accepted(1), two)).isEqualTo(new Decision.Booked());
    }

    @Test
    void whatIsDearerThanItsLimitIsNeverBooked() {
        JobId id = received("c", "m").id();
        Booking dear = new Booking(List.of(charge("lobby/c/m", 6, 5)), 9, 9, 9);
        assertThat(jobs.queue(id, accepted(1), dear)).isInstanceOf(Decision.Exhausted.class);
        assertThat(used("lobby/c/m")).isZero();
    }

    private double used(String scope) {
        return database.read(handle -> Ledger.used(handle, scope, HOUR.toEpochMilli()));
    }

    @Test
    void manyWhoBookAtOnceGetExactlyWhatTheLimitAllows() throws Exception {
        Booking one = new Booking(List.of(charge("lobby", 1, 70), charge("lobby/c", 1, 70)), 9, 9, 1000);
        AtomicInteger booked = new AtomicInteger();
        together(8, thread -> {
            for (int i = 0; i < 15; i++) {
                JobId id = received("c", "m" + thread).id();
                if (jobs.queue(id, accepted(1), one) instanceof Decision.Booked) {
                    booked.incrementAndGet();
                }
            }
        });
        assertThat(booked).hasValue(70);
        assertThat(used("lobby")).isEqualTo(70);
    }

    @Test
    void aMemberMayHaveSoManyWaiting() {
        Booking two = new Booking(List.of(), 9, 9, 2);
        queued("c", "m", 1, two);
        queued("c", "m", 1, two);
        assertThat(jobs.queue(received("c", "m").id(), accepted(1), two)).isEqualTo(new Decision.Crowded(2));
        assertThat(jobs.queue(received("c", "other").id(), accepted(1), two)).isEqualTo(new Decision.Booked());
        claimed();
        assertThat(jobs.queue(received("c", "m").id(), accepted(1), two)).isEqualTo(new Decision.Booked());
    }

    @Test
    void communitiesShareTheDeviceByItsSecondsWhateverTheyAskFor() {
        for (int i = 0; i < 300; i++) {
            queued("flood", "m" + i % 3, 5);
        }
        for (int i = 0; i < 60; i++) {
            queued("long", "m", 20);
            queued("short", "m", 4);
        }
        Map<String, Double> seconds = new HashMap<>();
        double total = 0;
        while (total < 600) {
            Claim claim = claimed();
            // what was estimated is not what it takes
            double took = claim.job().cost() * 1.5;
            seconds.merge(claim.job().received().asker().community(), took, Double::sum);
            total += took;
            assertThat(jobs.dreamed(claim.lease(), List.of(DREAM), took, false, KEPT))
                    .isTrue();
        }
        double all = total;
        assertThat(seconds.values())
                .hasSize(3)
                .allSatisfy(each -> assertThat(each / all).isBetween(0.28, 0.39));
    }

    /** Names of communities are their fronts' own: the same one on three fronts is three communities. */
    @Test
    void communitiesOfDifferentFrontsShareTheDeviceToo() {
        for (int i = 0; i < 300; i++) {
            queuedOn("reddit", "m" + i);
        }
        for (int i = 0; i < 40; i++) {
            queuedOn("discord", "m");
            queuedOn("lobby", "m" + i % 2);
        }
        Map<String, Integer> begun = new HashMap<>();
        for (int i = 0; i < 60; i++) {
            Claim claim = claimed();
            begun.merge(claim.job().received().asker().front(), 1, Integer::sum);
            assertThat(jobs.dreamed(claim.lease(), List.of(DREAM), claim.job().cost(), false, KEPT))
                    .isTrue();
        }
        assertThat(begun).containsOnlyKeys("reddit", "discord", "lobby");
        assertThat(begun.values()).allSatisfy(each -> assertThat(each).isBetween(19, 21));
    }

    private void queuedOn(String front, String member) {
        JobId id = received(front, "cats", member).id();
        assertThat(jobs.queue(id, accepted(5), free())).isEqualTo(new Decision.Booked());
    }

    @Test
    void membersOfACommunityShareItsTurns() {
        for (int i = 0; i < 30; i++) {
            queued("c", "greedy", 5);
        }
        queued("c", "modest", 5);
        List<String> order = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            order.add(claimed().job().received().asker().member());
        }
        assertThat(order).contains("modest");
    }

    @Test
    void whoWasAwayStartsWhereTheOthersAreAndComesBeforeTheFloodsSecondNext() {
        for (int i = 0; i < 40; i++) {
            queued("flood", "m", 5);
        }
        for (int i = 0; i < 20; i++) {
            claimed();
        }
        for (int i = 0; i < 10; i++) {
            queued("late", "m", 5);
        }
        List<String> order = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            order.add(claimed().job().received().asker().community());
        }
        assertThat(order.subList(0, 2)).contains("late");
        assertThat(order.stream().filter("late"::equals)).hasSize(4);
    }

    @Test
    void ownJobsGoByPriorityThenByAge() {
        JobId first = queued("c", "m", 1);
        JobId second = queued("c", "m", 1);
        JobId urgent = received("c", "m").id();
        jobs.queue(
                urgent,
                new Accepted("look=eyes", 1, 5, Optional.empty(), ContentRule.SENSITIVE, List.of(SOURCE)),
                free());
        assertThat(List.of(
                        claimed().job().id(),
                        claimed().job().id(),
                        claimed().job().id()))
                .containsExactly(urgent, first, second);
    }

    @Test
    void aCapOfAMemberDoesNotHoldUpOthersOrOtherCommunities() {
        queued("a", "m", 1, booking(5, 1));
        queued("a", "m", 1, booking(5, 1));
        queued("b", "m", 100, booking(5, 1));
        Lease first = claimed().lease();
        assertThat(claimed().job().received().asker().community()).isEqualTo("b");
        assertThat(jobs.claim("worker", LEASE)).isEmpty();
        assertThat(jobs.dreamed(first, List.of(DREAM), 1, false, KEPT)).isTrue();
        assertThat(claimed().job().received().asker().community()).isEqualTo("a");
    }

    @Test
    void capsHoldHoweverManyClaimAtOnce() throws Exception {
        for (int i = 0; i < 400; i++) {
            queued("a", "m" + i % 2, 1, booking(1, 1));
            queued("b", "m" + i % 2, 1, booking(1, 1));
        }
        Map<String, AtomicInteger> running = new ConcurrentHashMap<>();
        AtomicInteger broken = new AtomicInteger();
        AtomicInteger dreamed = new AtomicInteger();
        Instant until = Instant.now().plusSeconds(4);
        together(16, thread -> {
            while (Instant.now().isBefore(until)) {
                Optional<Claim> claim = jobs.claim("worker " + thread, LEASE);
                if (claim.isEmpty()) {
                    Thread.sleep(5);
                    continue;
                }
                AtomicInteger now = running.computeIfAbsent(
                        claim.get().job().received().asker().community(), key -> new AtomicInteger());
                if (now.incrementAndGet() > 1) {
                    broken.incrementAndGet();
                }
                now.decrementAndGet();
                if (jobs.dreamed(claim.get().lease(), List.of(DREAM), 1, false, KEPT)) {
                    dreamed.incrementAndGet();
                }
            }
        });
        assertThat(broken).hasValue(0);
        assertThat(dreamed).hasValueGreaterThan(20);
    }

    @Test
    void aJobIsNotDreamedBeforeItsTime() throws InterruptedException {
        JobId id = received("c", "m").id();
        Instant soon = Instant.ofEpochMilli(database.write(database::now)).plusMillis(400);
        jobs.queue(
                id, new Accepted("look=eyes", 1, 0, Optional.of(soon), ContentRule.SENSITIVE, List.of(SOURCE)), free());
        assertThat(jobs.claim("worker", LEASE)).isEmpty();
        Thread.sleep(500);
        assertThat(claimed().job().id()).isEqualTo(id);
    }

    @Test
    void aLostWorkersJobIsTakenUpAgainAndWhatTheLostOneSaysCountsNoMore() {
        JobId id = queued("c", "m", 1);
        Lease lost = jobs.claim("worker", NONE).orElseThrow().lease();
        assertThat(jobs.takeBack(3, "Lost.")).containsExactly(id);
        assertThat(jobs.takeBack(3, "Lost.")).isEmpty();
        assertThat(jobs.heartbeat(lost, LEASE, Optional.empty())).isEqualTo(Jobs.Heard.GONE);
        assertThat(jobs.dreamed(lost, List.of(DREAM), 1, false, KEPT)).isFalse();
        assertThat(jobs.handBack(lost)).isFalse();
        Claim again = claimed();
        assertThat(again.job().id()).isEqualTo(id);
        assertThat(again.lease().fence()).isEqualTo(lost.fence() + 1);
        assertThat(jobs.dreamed(lost, List.of(DREAM), 1, false, KEPT)).isFalse();
        assertThat(jobs.takeBack(3, "Lost.")).isEmpty();
        assertThat(jobs.dreamed(again.lease(), List.of(DREAM), 1, false, KEPT)).isTrue();
    }

    @Test
    void aPictureThatKillsWorkersDoesNotKillThemForEver() {
        JobId id = queued("c", "m", 1, new Booking(List.of(charge("lobby/c/m", 1, 5)), 9, 9, 9));
        for (int i = 0; i < 3; i++) {
            assertThat(jobs.claim("worker", NONE)).isPresent();
            jobs.takeBack(3, "This picture stopped three workers.");
        }
        assertThat(job(id).state()).isEqualTo(JobState.FAILED);
        assertThat(job(id).sentence()).contains("This picture stopped three workers.");
        assertThat(jobs.claim("worker", LEASE)).isEmpty();
        assertThat(used("lobby/c/m")).isZero();
    }

    @Test
    void aJobThatIsHandedBackKeepsItsPlace() {
        JobId first = queued("c", "m", 1);
        queued("c", "m", 1);
        assertThat(jobs.handBack(claimed().lease())).isTrue();
        assertThat(claimed().job().id()).isEqualTo(first);
        assertThat(job(first).losses()).isZero();
    }

    @Test
    void whoCancelsWhileItIsDreamedTellsItsWorker() {
        JobId id = queued("c", "m", 1, new Booking(List.of(charge("lobby/c/m", 1, 5)), 9, 9, 9));
        Lease lease = claimed().lease();
        assertThat(jobs.cancel(id, "Cancelled.")).isTrue();
        assertThat(jobs.heartbeat(lease, LEASE, Optional.empty())).isEqualTo(Jobs.Heard.UNWANTED);
        assertThat(jobs.end(lease, JobState.CANCELLED, "Cancelled.")).isTrue();
        assertThat(job(id).state()).isEqualTo(JobState.CANCELLED);
        assertThat(used("lobby/c/m")).as("the device was used").isEqualTo(1);
    }

    @Test
    void onlyWhatTheTableOfStatesAllowsHappens() {
        JobId id = received("c", "m").id();
        assertThat(jobs.end(id, JobState.ANSWERED, "")).isFalse();
        assertThat(jobs.end(id, JobState.REFUSED, "No picture.")).isTrue();
        assertThat(jobs.end(id, JobState.FAILED, "")).isFalse();
        assertThat(jobs.cancel(id, "")).isFalse();
        assertThat(job(id).sentence()).contains("No picture.");
    }

    @Test
    void whateverHappensTheCountersStayRight() throws Exception {
        together(6, thread -> {
            Random random = new Random(thread);
            List<JobId> mine = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                switch (random.nextInt(5)) {
                    case 0, 1 -> {
                        Booking booking = new Booking(
                                List.of(charge("lobby", 1, 1000), charge("lobby/c" + random.nextInt(3), 1, 1000)),
                                3,
                                2,
                                100);
                        mine.add(queued(
                                "c" + random.nextInt(3), "m" + random.nextInt(2), 1 + random.nextInt(9), booking));
                    }
                    case 2 ->
                        jobs.claim("worker", random.nextBoolean() ? NONE : LEASE)
                                .ifPresent(claim -> {
                                    switch (random.nextInt(4)) {
                                        case 0 -> jobs.dreamed(claim.lease(), List.of(DREAM), 3, false, KEPT);
                                        case 1 -> jobs.handBack(claim.lease());
                                        case 2 -> jobs.end(claim.lease(), JobState.FAILED, "It failed.");
                                        default -> {}
                                    }
                                });
                    case 3 -> jobs.takeBack(2, "Lost.");
                    default -> {
                        if (!mine.isEmpty()) {
                            jobs.cancel(mine.get(random.nextInt(mine.size())), "Cancelled.");
                        }
                    }
                }
            }
        });
        // the recount comes after every test
    }

    /** What one of several threads does. */
    @FunctionalInterface
    private interface Work {
        void run(int thread) throws Exception;
    }

    private static void together(int threads, Work work) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                int thread = i;
                all.add(pool.submit(() -> {
                    work.run(thread);
                    return null;
                }));
            }
            for (Future<?> each : all) {
                each.get();
            }
        } finally {
            pool.shutdownNow();
        }
    }
}
