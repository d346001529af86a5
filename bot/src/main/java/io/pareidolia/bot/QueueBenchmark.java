package io.pareidolia.bot;

import io.pareidolia.bot.job.Accepted;
import io.pareidolia.bot.job.Asker;
import io.pareidolia.bot.job.Claim;
import io.pareidolia.bot.job.Job;
import io.pareidolia.bot.job.JobId;
import io.pareidolia.bot.job.JobPicture;
import io.pareidolia.bot.job.Jobs;
import io.pareidolia.bot.job.Place;
import io.pareidolia.bot.job.Places;
import io.pareidolia.bot.job.Received;
import io.pareidolia.bot.job.Wish;
import io.pareidolia.bot.quota.Booking;
import io.pareidolia.dream.content.ContentRule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/** Measures a queue as workers use it, whose dreams take no time or only pretend to. */
final class QueueBenchmark {
    private static final Duration LEASE = Duration.ofMinutes(5);
    private static final Duration KEPT = Duration.ofDays(30);
    private static final int UNLIMITED = 1_000_000;
    private static final Wish WISH = new Wish("eyes", new Wish.Source.Link("https://example.com/a.png"));
    private static final JobPicture SOURCE = new JobPicture(JobPicture.SOURCE, "a".repeat(64), "image/png", 10);
    private static final JobPicture DREAM = new JobPicture(JobPicture.DREAM, "b".repeat(64), "image/png", 20);

    private final Jobs jobs;
    private final AtomicInteger requests = new AtomicInteger();

    QueueBenchmark(Jobs jobs) {
        this.jobs = jobs;
    }

    /**
     * How fast a queue is.
     *
     * @param jobsASecond claimed and completed, both
     * @param claims milliseconds that claims took
     * @param completions milliseconds that completions took
     */
    record Speed(double jobsASecond, Percentiles claims, Percentiles completions) {}

    /** Of milliseconds, or whatever was measured. */
    record Percentiles(double median, double ninety, double ninetyNine, double largest) {
        static Percentiles of(double[] measured) {
            double[] sorted = measured.clone();
            Arrays.sort(sorted);
            return new Percentiles(at(sorted, 0.5), at(sorted, 0.9), at(sorted, 0.99), at(sorted, 1));
        }

        private static double at(double[] sorted, double share) {
            return sorted.length == 0
                    ? Double.NaN
                    : sorted[(int) Math.min(sorted.length - 1L, (long) (share * sorted.length))];
        }
    }

    /** Claims and completes for a while. */
    Speed speed(int workers, Duration warmUp, Duration duration) {
        together(
                workers,
                thread ->
                        dreamUntil(System.nanoTime() + warmUp.toNanos(), thread, new ArrayList<>(), new ArrayList<>()));
        List<Double> claims = new ArrayList<>();
        List<Double> completions = new ArrayList<>();
        long begun = System.nanoTime();
        long until = begun + duration.toNanos();
        together(workers, thread -> {
            List<Double> mine = new ArrayList<>();
            List<Double> completed = new ArrayList<>();
            dreamUntil(until, thread, mine, completed);
            synchronized (claims) {
                claims.addAll(mine);
                completions.addAll(completed);
            }
            return mine.size();
        });
        double seconds = (System.nanoTime() - begun) / 1e9;
        return new Speed(completions.size() / seconds, percentiles(claims), percentiles(completions));
    }

    static Percentiles percentiles(List<Double> measured) {
        return Percentiles.of(measured.stream().mapToDouble(Double::doubleValue).toArray());
    }

    private int dreamUntil(long until, int worker, List<Double> claims, List<Double> completions)
            throws InterruptedException {
        while (System.nanoTime() < until) {
            long begun = System.nanoTime();
            Optional<Claim> claim = jobs.claim("worker " + worker, LEASE);
            long claimed = System.nanoTime();
            claims.add((claimed - begun) / 1e6);
            if (claim.isEmpty()) {
                waitABit();
            } else if (jobs.dreamed(
                    claim.get().lease(), List.of(DREAM), claim.get().job().cost(), false, KEPT)) {
                completions.add((System.nanoTime() - claimed) / 1e6);
            }
        }
        return completions.size();
    }

    /** An empty claim may only mean that others hold the rows. */
    private static void waitABit() throws InterruptedException {
        Thread.sleep(ThreadLocalRandom.current().nextInt(5, 20));
    }

    /**
     * How the device's seconds are shared.
     *
     * @param shares of each of three communities, of which one floods
     * @param floodsBefore jobs of the one that floods which began before the first of a community that had been idle
     */
    record Fairness(Map<String, Double> shares, int floodsBefore) {}

    /** Three communities that always want more, with workers whose dreams pretend to take their time. */
    Fairness fairness(int workers, double deviceSeconds) {
        Random random = new Random(1);
        Map<String, Double> seconds = new TreeMap<>();
        for (Wanting wanting : Wanting.values()) {
            for (int i = 0; i < wanting.waiting; i++) {
                queue(wanting.name(), "m" + i % 3, wanting.cost, UNLIMITED);
            }
        }
        Queue<Running> running = new PriorityQueue<>(Comparator.comparingDouble(Running::ends));
        double now = 0;
        double all = 0;
        while (all < deviceSeconds) {
            while (running.size() < workers) {
                Claim claim = jobs.claim("worker", LEASE).orElseThrow();
                double takes = claim.job().cost() * (0.5 + random.nextDouble());
                running.add(new Running(claim, now + takes, takes));
            }
            Running ended = running.remove();
            now = ended.ends;
            all += ended.takes;
            seconds.merge(end(ended), ended.takes, Double::sum);
            Wanting wanting = Wanting.valueOf(community(ended.claim));
            queue(wanting.name(), "m" + random.nextInt(3), wanting.cost, UNLIMITED);
        }
        double total = all;
        seconds.replaceAll((community, sum) -> sum / total);
        queue("idle", "m", 5, UNLIMITED);
        queue("idle", "m", 5, UNLIMITED);
        int floods = 0;
        String next = "";
        while (!next.equals("idle")) {
            end(running.remove());
            next = community(jobs.claim("worker", LEASE).orElseThrow());
            floods += next.equals(Wanting.FLOOD.name()) ? 1 : 0;
        }
        return new Fairness(seconds, floods);
    }

    /** Communities that always have jobs. */
    private enum Wanting {
        FLOOD(200, 5),
        LONG(20, 20),
        SHORT(60, 3);

        private final int waiting;
        private final double cost;

        Wanting(int waiting, double cost) {
            this.waiting = waiting;
            this.cost = cost;
        }
    }

    private record Running(Claim claim, double ends, double takes) {}

    private String end(Running ended) {
        jobs.dreamed(ended.claim.lease(), List.of(DREAM), ended.takes, false, KEPT);
        return community(ended.claim);
    }

    /**
     * How many milliseconds it takes to tell somebody's place.
     *
     * @param asked whose place is asked for, one after the other
     * @param pause between two, so that what was seen for the one has grown old for the next
     */
    static Percentiles places(Places places, List<JobId> asked, Duration pause) {
        return together(1, thread -> {
                    List<Double> took = new ArrayList<>();
                    for (JobId id : asked) {
                        long begun = System.nanoTime();
                        Optional<Place> place = places.of(id);
                        took.add((System.nanoTime() - begun) / 1e6);
                        if (place.isEmpty()) {
                            throw new IllegalStateException("no place for " + id);
                        }
                        Thread.sleep(pause.toMillis());
                    }
                    return percentiles(took);
                })
                .get(0);
    }

    private static String community(Claim claim) {
        return claim.job().received().asker().community();
    }

    /**
     * What caps were worth.
     *
     * @param broken how often more ran than may
     * @param dreamed jobs in all
     */
    record Caps(int broken, int dreamed) {}

    /** Two communities that may run one job each, and many workers, for a while. */
    Caps caps(int workers, Duration duration) {
        Map<String, AtomicInteger> running = new ConcurrentHashMap<>();
        AtomicInteger broken = new AtomicInteger();
        AtomicInteger dreamed = new AtomicInteger();
        for (String community : List.of("a", "b")) {
            for (int i = 0; i < 50; i++) {
                queue(community, "m" + i % 2, 1, 1);
            }
        }
        long until = System.nanoTime() + duration.toNanos();
        together(workers, thread -> {
            while (System.nanoTime() < until) {
                Optional<Claim> claim = jobs.claim("worker " + thread, LEASE);
                if (claim.isEmpty()) {
                    waitABit();
                    continue;
                }
                String community = community(claim.get());
                AtomicInteger now = running.computeIfAbsent(community, key -> new AtomicInteger());
                if (now.incrementAndGet() > 1) {
                    broken.incrementAndGet();
                }
                Thread.sleep(2); // long enough for others to break the cap
                now.decrementAndGet();
                jobs.dreamed(claim.get().lease(), List.of(DREAM), 1, false, KEPT);
                dreamed.incrementAndGet();
                queue(community, "m" + thread % 2, 1, 1);
            }
            return 0;
        });
        return new Caps(broken.get(), dreamed.get());
    }

    private void queue(String community, String member, double cost, int communityRunning) {
        Job job = jobs.receive(new Received(
                        "request " + requests.incrementAndGet(),
                        new Asker("lobby", community, member),
                        List.of(),
                        false,
                        WISH,
                        "page",
                        Optional.empty()))
                .job();
        jobs.queue(
                job.id(),
                new Accepted("look=eyes", cost, 0, Optional.empty(), ContentRule.SENSITIVE, List.of(SOURCE)),
                new Booking(List.of(), communityRunning, UNLIMITED, UNLIMITED));
    }

    /** What one of several threads does. */
    @FunctionalInterface
    private interface Work<T> {
        T run(int thread) throws Exception;
    }

    private static <T> List<T> together(int threads, Work<T> work) {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Callable<T>> all = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                int thread = i;
                all.add(() -> work.run(thread));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> each : pool.invokeAll(all)) {
                results.add(each.get());
            }
            return results;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        } catch (ExecutionException failure) {
            throw new IllegalStateException(failure.getCause());
        } finally {
            pool.shutdownNow();
        }
    }
}
