package io.pareidolia.bot;

import io.pareidolia.bot.control.DataFolder;
import io.pareidolia.bot.fetch.FetchSettings;
import io.pareidolia.bot.fetch.PictureFetcher;
import io.pareidolia.bot.job.Caretaker;
import io.pareidolia.bot.job.Deliveries;
import io.pareidolia.bot.job.Intake;
import io.pareidolia.bot.job.Jobs;
import io.pareidolia.bot.job.Outbox;
import io.pareidolia.bot.job.OutboxPolicy;
import io.pareidolia.bot.job.Received;
import io.pareidolia.bot.job.RecipeDesk;
import io.pareidolia.bot.job.Workers;
import io.pareidolia.bot.operation.ServiceLog;
import io.pareidolia.bot.settings.Settings;
import io.pareidolia.bot.settings.SettingsLoader;
import io.pareidolia.bot.store.SqlAnswers;
import io.pareidolia.bot.store.SqlBlocklists;
import io.pareidolia.bot.store.SqlPreviews;
import io.pareidolia.bot.store.SqlWorkers;
import io.pareidolia.bot.worker.DreamerLaunch;
import io.pareidolia.bot.worker.DreamerPatience;
import io.pareidolia.bot.worker.DreamerProcess;
import io.pareidolia.bot.worker.Worker;
import io.pareidolia.bot.worker.WorkerPolicy;
import io.pareidolia.dream.DreamCaps;
import io.pareidolia.dream.Looks;
import io.pareidolia.dream.network.Catalogue;
import io.pareidolia.dream.network.NetworkFolder;
import io.pareidolia.dream.picture.PictureReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** One process of a service that {@code bench chaos} murders: the parts of {@link Service}, with fronts of its own. */
@Command(
        name = ChaosNodeCommand.NAME,
        hidden = true,
        description = "A victim. \"bench chaos\" starts it, and ends it by closing its input; nobody else needs it.")
final class ChaosNodeCommand implements Callable<Integer> {
    static final String NAME = "chaos-node";

    private static final Logger LOG = LoggerFactory.getLogger(ChaosNodeCommand.class);
    private static final long HEAP = 512L << 20;
    private static final Duration CALL = Duration.ofSeconds(1);
    private static final Duration IDLE = Duration.ofMillis(50);
    private static final Duration TROUBLE = Duration.ofMillis(500);
    private static final Duration DRAIN = Duration.ofSeconds(5);
    private static final int ASKING = 2;

    private final SettingsLoader loader;
    private final Map<String, String> environment;
    private final Supplier<Catalogue> catalogue;
    private final Supplier<Looks> looks;
    private final NetworkFolder folder;
    private final PictureReader reader;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private volatile boolean stopping;

    @Option(names = "--platform", required = true, description = "Where the requests come from.")
    private String platform = "";

    @Option(names = "--role", description = "What it does.")
    private Role role = Role.ALL;

    @Option(names = "--dreamers", description = "How many children dream.")
    private int dreamers = 1;

    ChaosNodeCommand(
            SettingsLoader loader,
            Map<String, String> environment,
            Supplier<Catalogue> catalogue,
            Supplier<Looks> looks,
            NetworkFolder folder,
            PictureReader reader,
            Clock clock) {
        this.loader = loader;
        this.environment = environment;
        this.catalogue = catalogue;
        this.looks = looks;
        this.folder = folder;
        this.reader = reader;
        this.clock = clock;
    }

    @Override
    public Integer call() {
        Settings settings = loader.load(Optional.empty()).settings();
        ServiceLog.begin(settings.log());
        try {
            begin(settings);
            while (System.in.read() >= 0) {
                // until the input ends
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } finally {
            close();
        }
        return ExitCode.DONE;
    }

    private void begin(Settings settings) throws IOException {
        parts.push(DataFolder.open(settings.data()));
        Storage storage = Storage.open(settings, clock, Duration.ZERO);
        parts.push(storage);
        Jobs jobs = storage.jobs();
        Workers present = new SqlWorkers(storage.database());
        if (settings.store().url().isEmpty()) {
            jobs.endLeases();
        }
        WorkerPolicy policy = new WorkerPolicy(
                settings.queue().lease(),
                settings.queue().maxLosses(),
                settings.retention().results(),
                settings.filter().blockedPerHour(),
                settings.filter().pause());
        if (role.hasWorker()) {
            work(settings, storage, jobs, present, policy);
        }
        parts.push(new Caretaker(
                jobs,
                storage.retention(),
                policy.lease(),
                policy.mostLosses(),
                WorkerPolicy.TOO_MANY_LOSSES,
                settings.retention().sources(),
                () -> {}));
        if (role.hasFront()) {
            listen(settings, storage, jobs, present);
        }
    }

    private void work(Settings settings, Storage storage, Jobs jobs, Workers present, WorkerPolicy policy)
            throws IOException {
        String name = WorkerName.keptIn(settings.data());
        for (int number = 0; number < dreamers; number++) {
            DreamerProcess dreamer = new DreamerProcess(
                    new DreamerLaunch(
                            ChaosDreamer.class.getName(),
                            environment,
                            "cpu",
                            1,
                            HEAP,
                            OptionalLong.of(HEAP),
                            Chaos.SHORT_LIVED),
                    new DreamerPatience(
                            Duration.ofSeconds(30),
                            Duration.ofSeconds(10),
                            Duration.ofMillis(100),
                            Duration.ofSeconds(2)));
            dreamer.start();
            parts.push(dreamer);
            Worker worker = new Worker(
                    name + "-" + number,
                    dreamer,
                    jobs,
                    storage.pictures(),
                    new SqlPreviews(storage.database()),
                    present,
                    new SqlBlocklists(storage.database()),
                    policy,
                    settings.data().resolve("work").resolve(Integer.toString(number)));
            worker.start();
            parts.push(() -> worker.stop(DRAIN));
        }
    }

    private void listen(Settings settings, Storage storage, Jobs jobs, Workers present) {
        Duration patience = CALL.multipliedBy(2).plus(settings.queue().lease());
        OutboxPolicy outbox = new OutboxPolicy(Duration.ofMillis(200), Duration.ofSeconds(2), 1000, 1000, patience);
        Intake intake = new Intake(
                jobs,
                storage.pictures(),
                new PictureFetcher(
                        settings.data().resolve("fetched"),
                        new FetchSettings(
                                settings.fetch().maxBytes(),
                                CALL,
                                CALL.multipliedBy(2),
                                "Pareidolia",
                                Optional.empty(),
                                settings.fetch().allowLoopback()),
                        reader),
                Map.of(),
                reader,
                new RecipeDesk(catalogue.get(), folder, looks.get(), present, new DreamCaps(60, HEAP, HEAP), HEAP / 4),
                storage.admission(),
                clock);
        for (String name : ChaosPlatform.FRONTS) {
            ChaosFront front = new ChaosFront(name, platform, storage.pictures(), CALL);
            parts.push(new Deliveries(new Outbox(front, new SqlAnswers(storage.database()), outbox, random), name));
            for (int number = 0; number < ASKING; number++) {
                boolean resumes = number == 0;
                Thread thread = new Thread(() -> ask(front, intake, resumes), "front " + name + " " + number);
                thread.setDaemon(true);
                thread.start();
                parts.push(() -> thread.join(DRAIN.toMillis()));
            }
        }
    }

    private void ask(ChaosFront front, Intake intake, boolean resumes) {
        boolean resume = resumes;
        while (!stopping) {
            try {
                if (resume) {
                    intake.resume(front.name(), Duration.ZERO);
                    resume = false;
                }
                Optional<Received> request = front.next();
                if (request.isEmpty()) {
                    Thread.sleep(IDLE.toMillis());
                    continue;
                }
                Jobs.Receipt receipt = intake.receive(request.get());
                front.acknowledge(request.get());
                intake.decide(receipt.job().id());
            } catch (IOException | RuntimeException trouble) {
                LOG.warn("a request cannot be taken up at the moment: {}", trouble.getMessage());
                resume = true; // whichever it was, it is still to be decided
                try {
                    Thread.sleep(TROUBLE.toMillis());
                } catch (InterruptedException ended) {
                    return;
                }
            } catch (InterruptedException ended) {
                return;
            }
        }
    }

    private void close() {
        stopping = true;
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (Exception trouble) {
                LOG.warn("a victim does not end cleanly: {}", trouble.getMessage());
            }
        }
    }
}
