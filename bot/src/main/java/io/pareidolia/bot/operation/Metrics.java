package io.pareidolia.bot.operation;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.pareidolia.bot.job.Answer;
import io.pareidolia.bot.job.Claim;
import io.pareidolia.bot.job.Decided;
import io.pareidolia.bot.job.Front.Delivery;
import io.pareidolia.bot.job.Job;
import io.pareidolia.bot.job.JobId;
import io.pareidolia.bot.job.JobState;
import io.pareidolia.bot.job.Lease;
import io.pareidolia.bot.job.QueueFigures;
import io.pareidolia.bot.job.Refusal;
import io.pareidolia.bot.job.WorkerCard;
import io.pareidolia.dream.RecipeKey;
import io.pareidolia.dream.RecipeText;
import io.pareidolia.dream.failure.DreamException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The figures of this process, as Prometheus reads them. It counts what it hears as a {@link JobWatch}, and looks at the
 * queue and the disk when somebody asks.
 */
public final class Metrics implements JobWatch, AutoCloseable {
    private static final String UNKNOWN = "unknown";

    private static final Duration[] CLAIMS = millis(1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 5000);
    private static final Duration[] DREAMS =
            millis(1000, 2000, 5000, 10_000, 20_000, 30_000, 60_000, 120_000, 300_000, 600_000, 1_200_000);
    private static final Duration[] TRIES = millis(10, 50, 100, 500, 1000, 5000, 10_000, 30_000, 60_000);

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final QueueGauges queue;
    private @Nullable JvmGcMetrics collections;

    /** By the worker's name. */
    private final Map<String, String> devices = new ConcurrentHashMap<>();

    /** By the worker's name: it has one at a time. */
    private final Map<String, Claim> claims = new ConcurrentHashMap<>();

    public Metrics(QueueFigures figures, DiskFigures disk) {
        this.queue = new QueueGauges(registry, figures, System::nanoTime);
        disk.bindTo(registry);
        // a counter that is not there yet looks to an alarm as if it never rose
        for (Refusal.Reason reason : Refusal.Reason.values()) {
            refusals(reason.name());
        }
        filter("blocked");
        filter("hidden");
    }

    private static Duration[] millis(long... millis) {
        Duration[] durations = new Duration[millis.length];
        for (int i = 0; i < millis.length; i++) {
            durations[i] = Duration.ofMillis(millis[i]);
        }
        return durations;
    }

    /** Looks at Java itself from the first time on that somebody asks: that takes a moment which the start has not. */
    private synchronized void lookAtMachine() {
        if (collections == null) {
            collections = new JvmGcMetrics();
            List<MeterBinder> machine = List.of(
                    new JvmMemoryMetrics(),
                    new JvmThreadMetrics(),
                    new ClassLoaderMetrics(),
                    new ProcessorMetrics(),
                    new UptimeMetrics(),
                    new FileDescriptorMetrics(),
                    collections);
            machine.forEach(binder -> binder.bindTo(registry));
        }
    }

    /** Everything, in Prometheus' text format. */
    public String text() {
        lookAtMachine();
        queue.refresh();
        return registry.scrape();
    }

    /** Those of the connection to Discord, for a service that has one. */
    public DiscordFigures discord() {
        return new DiscordFigures(registry);
    }

    /**
     * The figures of the connection to Reddit, for a service that has one.
     *
     * @param left requests that Reddit still takes
     * @param closed subreddits that do not let the bot in
     */
    public void reddit(Supplier<Number> left, Supplier<Number> closed) {
        Gauge.builder("pareidolia.reddit.requests.left", left)
                .description("Requests that Reddit takes before its window ends")
                .register(registry);
        Gauge.builder("pareidolia.reddit.closed", closed)
                .description("Subreddits that do not let the bot in")
                .register(registry);
    }

    /** Counts what the intake made of a request, if it refused it. */
    public void decided(Decided decided) {
        if (decided instanceof Decided.Refused refused) {
            refusals(refused.refusal().reason().name()).increment();
            if (refused.refusal().reason() == Refusal.Reason.CONTENT) {
                filter("blocked").increment();
            }
        }
    }

    /** Counts a picture that the content filter has blocked while it was worked on. */
    public void blocked() {
        refusals(Refusal.Reason.CONTENT.name()).increment();
        filter("blocked").increment();
    }

    @Override
    public void received(Job job) {
        Counter.builder("pareidolia.jobs.received")
                .description("Requests that were written down")
                .tag("front", job.received().asker().front())
                .register(registry)
                .increment();
    }

    @Override
    public void claimed(String worker, Claim claim, Duration took) {
        claims.put(worker, claim);
        claim("job").record(took);
    }

    @Override
    public void nothingToClaim(Duration took) {
        claim("nothing").record(took);
    }

    @Override
    public void announced(WorkerCard card) {
        devices.put(card.name(), card.device());
    }

    @Override
    public void dreamed(Lease lease, double seconds, boolean hidden) {
        ends(JobState.DREAMED).increment();
        if (hidden) {
            filter("hidden").increment();
        }
        String device = UNKNOWN;
        String network = UNKNOWN;
        for (Map.Entry<String, Claim> claim : claims.entrySet()) {
            if (claim.getValue().lease().equals(lease)) {
                device = devices.getOrDefault(claim.getKey(), UNKNOWN);
                network = network(claim.getValue().job());
            }
        }
        Timer.builder("pareidolia.dream")
                .description("What dreams took of their device")
                .tags("device", device, "network", network)
                .serviceLevelObjectives(DREAMS)
                .register(registry)
                .record(Duration.ofMillis(Math.round(seconds * 1e3)));
    }

    /** As the recipe names it; names come from the catalogue, so there are few. */
    private static String network(Job job) {
        try {
            return job.recipe()
                    .flatMap(recipe -> RecipeText.parse(recipe).get(RecipeKey.NETWORK))
                    .orElse(UNKNOWN);
        } catch (DreamException unreadable) {
            return UNKNOWN;
        }
    }

    @Override
    public void ended(Lease lease, JobState end, String sentence) {
        ends(end).increment();
    }

    @Override
    public void refusedContent(Lease lease, String sentence, boolean banned) {
        blocked();
        claims.values().removeIf(claim -> claim.lease().equals(lease));
    }

    @Override
    public void ended(JobId job, JobState end, String sentence) {
        ends(end).increment();
    }

    @Override
    public void lost(List<JobId> jobs) {
        Counter.builder("pareidolia.leases.lost")
                .description("Jobs that were taken from workers which were not heard of any more")
                .register(registry)
                .increment(jobs.size());
    }

    @Override
    public void tried(String front, Answer answer, Delivery delivery, Duration took) {
        Timer.builder("pareidolia.delivery")
                .description("Tries to deliver an answer")
                .tags("front", front, "outcome", word(delivery.getClass().getSimpleName()))
                .serviceLevelObjectives(TRIES)
                .register(registry)
                .record(took);
    }

    @Override
    public void delivered(Answer answer) {
        settled(answer, "delivered");
    }

    @Override
    public void givenUp(Answer answer, String reason) {
        settled(answer, "given_up");
    }

    private void settled(Answer answer, String outcome) {
        Counter.builder("pareidolia.answers")
                .description("Answers that are settled for good")
                .tags("front", answer.job().received().asker().front(), "outcome", outcome)
                .register(registry)
                .increment();
    }

    private Timer claim(String outcome) {
        return Timer.builder("pareidolia.claim")
                .description("How long it took to get the next job, or to hear that there is none")
                .tag("outcome", outcome)
                .serviceLevelObjectives(CLAIMS)
                .register(registry);
    }

    private Counter ends(JobState state) {
        return Counter.builder("pareidolia.jobs")
                .description("Jobs that were dreamed, or ended without it")
                .tag("state", state.word())
                .register(registry);
    }

    private Counter refusals(String reason) {
        return Counter.builder("pareidolia.refusals")
                .description("Requests that were not queued, or not dreamed for what they show")
                .tag("reason", word(reason))
                .register(registry);
    }

    private Counter filter(String outcome) {
        return Counter.builder("pareidolia.filter")
                .description("Pictures that the content filter has blocked, and dreams that it has hidden")
                .tag("outcome", outcome)
                .register(registry);
    }

    private static String word(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    @Override
    public synchronized void close() {
        if (collections != null) {
            collections.close();
        }
        registry.close();
    }
}
