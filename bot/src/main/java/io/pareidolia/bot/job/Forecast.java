package io.pareidolia.bot.job;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Plays the queue forward: the turns of communities and members, their caps, priorities and pauses, exactly as the store
 * takes them, with every dream as long as it is thought to be. Nobody comes and nobody dies in it.
 */
public final class Forecast {
    /** A community with its virtual time. */
    public record Community(String front, String name, double turn, double weight, int mostRunning, boolean paused) {}

    /** A member with its virtual time within the community. */
    public record Member(Community community, String name, double turn, int mostRunning) {}

    /**
     * A job that waits.
     *
     * @param cost estimated device-seconds
     * @param after seconds until it may be dreamed; empty for one that is counted among those that may
     */
    public record Waiting(long number, JobId id, Member member, double cost, int priority, Optional<Double> after) {}

    /**
     * A job that is dreamed.
     *
     * @param spent seconds since it was begun
     * @param left seconds that it will still take, at least 0
     */
    public record Running(JobId id, Member member, String worker, double cost, double spent, double left) {}

    /** Who dreams, and how long it takes. */
    public record Worker(String name, Experience experience) {}

    /** The queue as it is. */
    public record Scene(List<Waiting> waiting, List<Running> running, List<Worker> workers) {
        public Scene {
            waiting = List.copyOf(waiting);
            running = List.copyOf(running);
            workers = List.copyOf(workers);
        }
    }

    private static final Comparator<Waiting> OWN_ORDER =
            Comparator.comparingInt(Waiting::priority).reversed().thenComparingLong(Waiting::number);

    private final boolean timesKnown;
    private final Map<List<String>, Tenant> tenants = new HashMap<>();
    private final TreeSet<Tenant> turns = new TreeSet<>(Comparator.<Tenant>comparingDouble(tenant -> tenant.turn)
            .thenComparing(tenant -> tenant.front)
            .thenComparing(tenant -> tenant.name));
    private final Queue<Waiting> later =
            new PriorityQueue<>(Comparator.comparingDouble(job -> job.after().orElse(0.0)));
    private final Queue<End> ends = new PriorityQueue<>(Comparator.comparingDouble(End::at));
    private final Deque<Worker> free;
    private final Map<JobId, Place> places = new HashMap<>();
    private double now;
    private int begun;

    private Forecast(Scene scene) {
        timesKnown = !scene.workers().isEmpty();
        List<Worker> workers = timesKnown ? scene.workers() : List.of(new Worker("", Experience.NONE));
        Map<String, Worker> present = new HashMap<>();
        workers.forEach(worker -> present.put(worker.name(), worker));
        Set<String> busy = new HashSet<>();
        for (Running job : scene.running()) {
            Flow flow = flow(job.member());
            flow.running++;
            flow.tenant.running++;
            busy.add(job.worker());
            ends.add(new End(job.left(), flow, job.spent() + job.left() - job.cost(), present.get(job.worker())));
            places.put(job.id(), place(0, 0, job.left()));
        }
        free = workers.stream()
                .filter(worker -> !busy.contains(worker.name()))
                .sorted(Comparator.comparingDouble(worker -> worker.experience().seconds(1)))
                .collect(Collectors.toCollection(ArrayDeque::new));
        for (Waiting job : scene.waiting()) {
            if (job.after().isPresent()) {
                later.add(job);
            } else {
                Flow flow = flow(job.member());
                flow.ready.add(job);
                flow.tenant.ready++;
            }
        }
        tenants.values().forEach(tenant -> tenant.flows.values().forEach(this::enter));
    }

    /** Where each job is; those of paused communities are left out. */
    public static Map<JobId, Place> of(Scene scene) {
        Forecast forecast = new Forecast(scene);
        forecast.play();
        return forecast.places;
    }

    private Place place(int place, double begins, double ends) {
        return new Place(
                place,
                timesKnown ? Optional.of(seconds(begins)) : Optional.empty(),
                timesKnown ? Optional.of(seconds(ends)) : Optional.empty());
    }

    private static Duration seconds(double seconds) {
        return Duration.ofMillis(Math.round(1000 * seconds));
    }

    private Flow flow(Member member) {
        Community community = member.community();
        Tenant tenant =
                tenants.computeIfAbsent(List.of(community.front(), community.name()), key -> new Tenant(community));
        return tenant.flows.computeIfAbsent(member.name(), key -> new Flow(tenant, member));
    }

    private void play() {
        while (true) {
            while (!free.isEmpty() && beginNext()) {
                // as many as can
            }
            double ended = ends.isEmpty() ? Double.POSITIVE_INFINITY : ends.element().at;
            double come = free.isEmpty() || later.isEmpty() ? Double.POSITIVE_INFINITY : time(later.element());
            now = Math.max(now, Math.min(ended, come));
            if (now == Double.POSITIVE_INFINITY) {
                return;
            }
            if (ended <= come) {
                end(ends.remove());
            }
        }
    }

    private static double time(Waiting job) {
        return job.after().orElse(0.0);
    }

    /** A free worker asks for a job; false if it gets none. */
    private boolean beginNext() {
        while (!later.isEmpty() && time(later.element()) <= now) {
            join(later.remove());
        }
        for (Tenant tenant : turns) {
            if (!tenant.turns.isEmpty()) {
                begin(tenant.turns.first(), free.removeFirst());
                return true;
            }
        }
        return false;
    }

    private void begin(Flow flow, Worker worker) {
        leave(flow);
        Waiting job = flow.ready.remove();
        flow.tenant.ready--;
        flow.tenant.running++;
        flow.running++;
        flow.charge(job.cost());
        enter(flow);
        double takes = worker.experience().seconds(job.cost());
        ends.add(new End(now + takes, flow, takes - job.cost(), worker));
        places.put(job.id(), place(++begun, now, now + takes));
    }

    private void end(End end) {
        Flow flow = end.flow;
        leave(flow);
        flow.tenant.running--;
        flow.running--;
        flow.charge(end.more);
        enter(flow);
        if (end.worker != null) {
            free.addLast(end.worker);
        }
    }

    /** A job may be dreamed now. Whoever had none catches up with those that have. */
    private void join(Waiting job) {
        Flow flow = flow(job.member());
        Tenant tenant = flow.tenant;
        leave(flow);
        if (flow.ready.size() + flow.running == 0 && !tenant.turns.isEmpty()) {
            flow.turn = Math.max(flow.turn, tenant.turns.first().turn);
        }
        if (tenant.ready + tenant.running == 0 && !turns.isEmpty()) {
            tenant.turn = Math.max(tenant.turn, turns.first().turn);
        }
        flow.ready.add(job);
        tenant.ready++;
        enter(flow);
    }

    /** Takes the flow and its tenant out of the orders that their turns give, so that these may change. */
    private void leave(Flow flow) {
        turns.remove(flow.tenant);
        flow.tenant.turns.remove(flow);
    }

    private void enter(Flow flow) {
        if (!flow.ready.isEmpty() && flow.running < flow.mostRunning) {
            flow.tenant.turns.add(flow);
        }
        Tenant tenant = flow.tenant;
        if (tenant.ready > 0 && !tenant.paused && tenant.running < tenant.mostRunning) {
            turns.add(tenant);
        }
    }

    /** The end of a dream; {@code more} is what it takes beyond what was charged in turns. */
    private record End(
            double at, Flow flow, double more, @Nullable Worker worker) {}

    private static final class Tenant {
        private final String front;
        private final String name;
        private final double weight;
        private final int mostRunning;
        private final boolean paused;
        private final Map<String, Flow> flows = new HashMap<>();
        private final TreeSet<Flow> turns = new TreeSet<>(
                Comparator.<Flow>comparingDouble(flow -> flow.turn).thenComparing(flow -> flow.name));
        private double turn;
        private int ready;
        private int running;

        Tenant(Community community) {
            front = community.front();
            name = community.name();
            weight = community.weight();
            mostRunning = community.mostRunning();
            paused = community.paused();
            turn = community.turn();
        }
    }

    private static final class Flow {
        private final Tenant tenant;
        private final String name;
        private final int mostRunning;
        private final Queue<Waiting> ready = new PriorityQueue<>(OWN_ORDER);
        private double turn;
        private int running;

        Flow(Tenant tenant, Member member) {
            this.tenant = tenant;
            name = member.name();
            mostRunning = member.mostRunning();
            turn = member.turn();
        }

        void charge(double seconds) {
            turn += seconds;
            tenant.turn += seconds / tenant.weight;
        }
    }
}
