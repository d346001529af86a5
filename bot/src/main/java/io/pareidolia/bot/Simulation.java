package io.pareidolia.bot;

import io.pareidolia.bot.job.Accepted;
import io.pareidolia.bot.job.Asker;
import io.pareidolia.bot.job.Claim;
import io.pareidolia.bot.job.Job;
import io.pareidolia.bot.job.JobId;
import io.pareidolia.bot.job.JobPicture;
import io.pareidolia.bot.job.JobState;
import io.pareidolia.bot.job.Jobs;
import io.pareidolia.bot.job.Place;
import io.pareidolia.bot.job.Places;
import io.pareidolia.bot.job.Progress;
import io.pareidolia.bot.job.Received;
import io.pareidolia.bot.job.Wish;
import io.pareidolia.bot.job.WorkerCard;
import io.pareidolia.bot.quota.Booking;
import io.pareidolia.bot.quota.Decision;
import io.pareidolia.bot.store.Database;
import io.pareidolia.bot.store.SqlJobs;
import io.pareidolia.bot.store.SqlPlaces;
import io.pareidolia.dream.content.ContentRule;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Random;

/**
 * A service whose queue is the real one and whose people, workers and time are not. Communities are as unequal as real
 * ones, people come by day, some cancel, workers die and come back. What each person is told at first is kept beside what
 * then happens.
 */
final class Simulation {
    /**
     * What is simulated.
     *
     * @param hours how long
     * @param load of the workers, the mean of the day
     * @param stretch how many times longer the dreams take than those that were measured, and were thought to
     */
    record Plan(int workers, int communities, double hours, double load, double stretch, long seed) {}

    /**
     * What came of it.
     *
     * @param queued jobs
     * @param dreamed of them
     * @param cancelled of them
     * @param deaths of workers
     * @param errors of the time that was told, relative to the time that it took, of each that was dreamed
     * @param waited seconds from the request to the dream
     */
    record Outcome(
            int queued,
            int dreamed,
            int cancelled,
            int deaths,
            QueueBenchmark.Percentiles errors,
            QueueBenchmark.Percentiles waited) {}

    private static final double LEASE_SECONDS = 30;
    private static final Duration LEASE = Duration.ofSeconds((long) LEASE_SECONDS);
    private static final Duration KEPT = Duration.ofDays(30);
    private static final double HEARTBEAT = 10;
    private static final double DAY = 86_400;
    private static final int MEMBERS = 20;
    private static final Booking USUAL = new Booking(List.of(), 4, 1, 5);

    /** How much more people ask at the height of the day than in the mean. */
    private static final double RHYTHM = 0.6;

    private static final double CANCELS = 0.05;
    private static final double LIFE = 4 * 3600.0;
    private static final double DEATH = 600;

    /** How much what a worker tells of the rest may be off. */
    private static final double TOLD_WRONG = 0.2;

    /** What a warm-up finds out of a device's speed may be off as much. */
    private static final double PACE_WRONG = 1.25;

    private static final double UNEQUAL = 0.1;
    private static final JobPicture SOURCE = new JobPicture(JobPicture.SOURCE, "a".repeat(64), "image/png", 10);
    private static final JobPicture DREAM = new JobPicture(JobPicture.DREAM, "b".repeat(64), "image/png", 20);

    private final Plan plan;
    private final List<MeasuredDream> measured;
    private final Random random;
    private final SimulatedClock clock;
    private final Jobs jobs;
    private final Places places;
    private final AnnouncedWorkers crew = new AnnouncedWorkers();
    private final List<Worker> workers = new ArrayList<>();
    private final Queue<Event> events =
            new PriorityQueue<>(Comparator.comparingDouble(Event::at).thenComparingLong(Event::number));
    private final Map<JobId, Request> requests = new HashMap<>();
    private final List<Double> errors = new ArrayList<>();
    private final List<Double> waited = new ArrayList<>();
    private final double pace;
    private final double meanSeconds;
    private long happened;
    private double now;
    private int queued;
    private int cancelled;
    private int deaths;

    private Simulation(Plan plan, List<MeasuredDream> measured, Database database, SimulatedClock clock) {
        this.plan = plan;
        this.measured = measured;
        this.clock = clock;
        random = new Random(plan.seed());
        jobs = new SqlJobs(database, new SecureRandom());
        places = new SqlPlaces(database, crew, clock);
        double estimated =
                measured.stream().mapToDouble(MeasuredDream::estimate).average().orElseThrow();
        meanSeconds =
                measured.stream().mapToDouble(MeasuredDream::seconds).average().orElseThrow();
        pace = PACE_WRONG * meanSeconds / estimated;
    }

    /**
     * Lets the time pass.
     *
     * @param file for the queue, not there yet
     */
    static Outcome of(Plan plan, List<MeasuredDream> measured, Path file) {
        SimulatedClock clock = new SimulatedClock();
        try (Database database = Database.sqlite(file, clock)) {
            return new Simulation(plan, measured, database, clock).outcome();
        }
    }

    private Outcome outcome() {
        for (int i = 0; i < plan.workers(); i++) {
            join(new Worker("worker " + i, Math.exp(UNEQUAL * random.nextGaussian())));
        }
        in(untilNextRequest(), this::request);
        in(LEASE_SECONDS, this::takeBack);
        while (!events.isEmpty() && events.element().at() < 3600 * plan.hours()) {
            Event event = events.remove();
            now = event.at();
            clock.pass(now);
            event.what().run();
        }
        return new Outcome(
                queued,
                errors.size(),
                cancelled,
                deaths,
                QueueBenchmark.percentiles(errors),
                QueueBenchmark.percentiles(waited));
    }

    /** Something that will happen. */
    private record Event(double at, long number, Runnable what) {}

    private void in(double seconds, Runnable what) {
        events.add(new Event(now + seconds, happened++, what));
    }

    private double exponential(double mean) {
        return -mean * Math.log(1 - random.nextDouble());
    }

    /** Many for few, few for many: the n-th of them has an n-th of what the first has. */
    private int unequally(int count) {
        return (int) Math.pow(count + 1.0, random.nextDouble()) - 1;
    }

    // people

    /** A job with what its person was told. */
    private record Request(double at, double ends, MeasuredDream dream) {}

    private double untilNextRequest() {
        double mean = meanSeconds * plan.stretch() / (plan.load() * plan.workers());
        double wait = 0;
        while (true) {
            wait += exponential(mean / (1 + RHYTHM));
            double rate = 1 + RHYTHM * Math.sin(2 * Math.PI * (now + wait) / DAY);
            if (random.nextDouble() * (1 + RHYTHM) < rate) {
                return wait;
            }
        }
    }

    private void request() {
        in(untilNextRequest(), this::request);
        MeasuredDream dream = measured.get(random.nextInt(measured.size()));
        Job job = jobs.receive(new Received(
                        "request " + happened,
                        new Asker("lobby", "c" + unequally(plan.communities()), "m" + unequally(MEMBERS)),
                        List.of(),
                        false,
                        new Wish("eyes", new Wish.Source.Link("https://example.com/a.png")),
                        "page",
                        Optional.empty()))
                .job();
        double cost = dream.estimate() * pace * plan.stretch();
        Accepted accepted =
                new Accepted("look=eyes", cost, 0, Optional.empty(), ContentRule.SENSITIVE, List.of(SOURCE));
        if (!(jobs.queue(job.id(), accepted, USUAL) instanceof Decision.Booked)) {
            jobs.end(job.id(), JobState.REFUSED, "Too many of yours wait.");
            return;
        }
        queued++;
        double ends = places.of(job.id())
                .flatMap(Place::ends)
                .map(told -> told.toMillis() / 1000.0)
                .orElse(Double.NaN);
        requests.put(job.id(), new Request(now, ends, dream));
        if (random.nextDouble() < CANCELS && ends > 0) {
            in(random.nextDouble() * ends, () -> cancel(job.id()));
        }
        work();
    }

    private void cancel(JobId id) {
        if (jobs.cancel(id, "Cancelled.")) {
            requests.remove(id);
            cancelled++;
        }
    }

    // workers

    /** One device. */
    private static final class Worker {
        private final String name;
        private final double slowness;
        private boolean alive = true;
        private Optional<Claim> claim = Optional.empty();

        Worker(String name, double slowness) {
            this.name = name;
            this.slowness = slowness;
        }
    }

    private void join(Worker worker) {
        workers.add(worker);
        crew.announce(new WorkerCard(worker.name, "cpu", 1, 1, List.of()), LEASE);
        in(exponential(LIFE), () -> die(worker));
        work();
    }

    private void die(Worker worker) {
        deaths++;
        workers.remove(worker);
        worker.alive = false;
        in(LEASE_SECONDS, () -> crew.leave(worker.name));
        in(LEASE_SECONDS + exponential(DEATH), () -> join(new Worker(worker.name, worker.slowness)));
    }

    private void takeBack() {
        in(LEASE_SECONDS / 3, this::takeBack);
        if (!jobs.takeBack(3, "Three workers were lost over it.").isEmpty()) {
            work();
        }
    }

    /** Whoever has nothing to do asks for a job. */
    private void work() {
        for (Worker worker : List.copyOf(workers)) {
            if (worker.claim.isEmpty()) {
                worker.claim = jobs.claim(worker.name, LEASE);
                if (worker.claim.isEmpty()) {
                    return;
                }
                begin(worker, worker.claim.get());
            }
        }
    }

    private void begin(Worker worker, Claim claim) {
        Request request = requests.get(claim.job().id());
        double takes = request == null ? claim.job().cost() : request.dream().seconds() * plan.stretch();
        double ends = now + takes * worker.slowness;
        in(ends - now, () -> finish(worker, claim, takes * worker.slowness));
        double begun = now;
        in(HEARTBEAT, () -> tell(worker, claim, begun, ends));
    }

    private void tell(Worker worker, Claim claim, double begun, double ends) {
        if (!has(worker, claim)) {
            return;
        }
        double left = (ends - now) * Math.max(0, 1 + TOLD_WRONG * random.nextGaussian());
        Progress progress = new Progress((now - begun) / (ends - begun), left);
        Jobs.Heard heard = jobs.heartbeat(claim.lease(), LEASE, Optional.of(progress));
        if (heard == Jobs.Heard.OURS) {
            in(HEARTBEAT, () -> tell(worker, claim, begun, ends));
            return;
        }
        jobs.end(claim.lease(), JobState.CANCELLED, "Cancelled.");
        worker.claim = Optional.empty();
        work();
    }

    private static boolean has(Worker worker, Claim claim) {
        return worker.alive && worker.claim.filter(claim::equals).isPresent();
    }

    private void finish(Worker worker, Claim claim, double seconds) {
        if (!has(worker, claim)) {
            return;
        }
        worker.claim = Optional.empty();
        if (jobs.dreamed(claim.lease(), List.of(DREAM), seconds, false, KEPT)) {
            Request request = requests.remove(claim.job().id());
            if (request != null && !Double.isNaN(request.ends())) {
                double took = now - request.at();
                waited.add(took);
                errors.add(Math.abs(request.ends() - took) / took);
            }
        }
        work();
    }
}
