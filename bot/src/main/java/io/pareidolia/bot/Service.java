package io.pareidolia.bot;

import io.pareidolia.bot.fetch.FetchSettings;
import io.pareidolia.bot.fetch.HostList;
import io.pareidolia.bot.fetch.PictureFetcher;
import io.pareidolia.bot.job.Caretaker;
import io.pareidolia.bot.job.Intake;
import io.pareidolia.bot.job.RecipeDesk;
import io.pareidolia.bot.quota.Admission;
import io.pareidolia.bot.settings.Settings;
import io.pareidolia.bot.store.Database;
import io.pareidolia.bot.store.FolderPictures;
import io.pareidolia.bot.store.SqlAnswers;
import io.pareidolia.bot.store.SqlJobs;
import io.pareidolia.bot.store.SqlPictures;
import io.pareidolia.bot.store.SqlPreviews;
import io.pareidolia.bot.store.SqlRetention;
import io.pareidolia.bot.store.SqlWorkers;
import io.pareidolia.bot.store.StoredPictures;
import io.pareidolia.bot.worker.DreamerLaunch;
import io.pareidolia.bot.worker.DreamerPatience;
import io.pareidolia.bot.worker.DreamerProcess;
import io.pareidolia.bot.worker.Worker;
import io.pareidolia.bot.worker.WorkerPolicy;
import io.pareidolia.dream.DreamCaps;
import io.pareidolia.dream.Looks;
import io.pareidolia.dream.machine.Device;
import io.pareidolia.dream.network.Catalogue;
import io.pareidolia.dream.network.NetworkFolder;
import io.pareidolia.dream.picture.PictureReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The running service: puts its parts together, in the order in which they need each other, and ends them backwards. */
final class Service implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Service.class);

    /** The share of a job's memory that is the dreamer's heap: pictures, and the networks that were read. */
    private static final double HEAP_SHARE = 0.4;

    private static final long LEAST_HEAP = 512L << 20;

    /** The share of a dreamer's heap that pictures may take. */
    private static final double PICTURE_SHARE = 0.7;

    private final Settings settings;
    private final Role role;
    private final Map<String, String> environment;
    private final Catalogue catalogue;
    private final Looks looks;
    private final NetworkFolder folder;
    private final PictureReader reader;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final List<DreamerProcess> dreamers = new ArrayList<>();
    private final List<Worker> workers = new ArrayList<>();

    Service(
            Settings settings,
            Role role,
            Map<String, String> environment,
            Catalogue catalogue,
            Looks looks,
            NetworkFolder folder,
            PictureReader reader,
            Clock clock) {
        this.settings = settings;
        this.role = role;
        this.environment = environment;
        this.catalogue = catalogue;
        this.looks = looks;
        this.folder = folder;
        this.reader = reader;
        this.clock = clock;
    }

    /** Starts everything. What fails to start ends what was started. */
    void start() {
        try {
            begin();
        } catch (IOException failure) {
            close();
            throw new UncheckedIOException(failure);
        } catch (RuntimeException failure) {
            close();
            throw failure;
        }
    }

    private void begin() throws IOException {
        if (role.hasWorker()) {
            startDreamers(); // first, because they take the longest
        }
        Database database = Database.sqlite(settings.data().resolve("pareidolia.db"), clock);
        parts.push(database);
        SqlJobs jobs = new SqlJobs(database, random);
        StoredPictures pictures = pictures(database);
        SqlPreviews previews = new SqlPreviews(database);
        SqlWorkers present = new SqlWorkers(database);
        jobs.endLeases();
        if (role.hasWorker()) {
            startWorkers(jobs, pictures, previews, present);
        }
        WorkerPolicy policy = policy();
        parts.push(new Caretaker(
                jobs,
                new SqlRetention(database, jobs, pictures),
                policy.lease(),
                policy.mostLosses(),
                WorkerPolicy.TOO_MANY_LOSSES,
                settings.retention().sources()));
        if (role.hasFront()) {
            startFronts(database, jobs, pictures, previews, present);
        }
    }

    private WorkerPolicy policy() {
        return new WorkerPolicy(
                settings.queue().lease(),
                settings.queue().maxLosses(),
                settings.retention().results());
    }

    private StoredPictures pictures(Database database) throws IOException {
        long budget = settings.retention().disk();
        double highWater = settings.retention().highWater() / 100.0;
        if (settings.store().pictures().isEmpty() && settings.store().url().isPresent()) {
            return new SqlPictures(database, settings.data().resolve("opened"), budget, highWater);
        }
        Path place = settings.store().pictures().orElseGet(() -> settings.data().resolve("pictures"));
        return new FolderPictures(place, budget, highWater, clock);
    }

    private void startDreamers() {
        List<Device> devices = settings.worker().devices();
        int threads = settings.worker()
                .threads()
                .orElse(Math.max(1, Runtime.getRuntime().availableProcessors() / devices.size()));
        for (Device device : devices) {
            DreamerProcess dreamer = new DreamerProcess(
                    new DreamerLaunch(
                            Main.class.getName(),
                            environment,
                            device.toString(),
                            threads,
                            heapBytes(),
                            OptionalLong.of(settings.worker().memory() - heapBytes())),
                    DreamerPatience.USUAL);
            dreamer.start();
            dreamers.add(dreamer);
            parts.push(dreamer);
        }
    }

    /** What of a job's memory is its dreamer's heap. */
    private long heapBytes() {
        return Math.max(LEAST_HEAP, (long) (settings.worker().memory() * HEAP_SHARE));
    }

    private void startWorkers(SqlJobs jobs, StoredPictures pictures, SqlPreviews previews, SqlWorkers present)
            throws IOException {
        for (int number = 0; number < dreamers.size(); number++) {
            String name = "host " + number;
            Worker worker = new Worker(
                    name,
                    dreamers.get(number),
                    jobs,
                    pictures,
                    previews,
                    present,
                    policy(),
                    settings.data().resolve("work").resolve(Integer.toString(number)));
            worker.start();
            workers.add(worker);
            parts.push(() -> worker.stop(settings.worker().drain()));
        }
    }

    private void startFronts(
            Database database, SqlJobs jobs, StoredPictures pictures, SqlPreviews previews, SqlWorkers present) {
        DreamCaps caps = new DreamCaps(
                settings.worker().jobCeiling().toMillis() / 1e3,
                (long) (heapBytes() * PICTURE_SHARE),
                settings.worker().memory() - heapBytes());
        RecipeDesk desk = new RecipeDesk(
                catalogue, folder, looks, present, caps, Runtime.getRuntime().maxMemory() / 4);
        Intake intake = new Intake(
                jobs,
                pictures,
                new PictureFetcher(settings.data().resolve("fetched"), fetching(), reader),
                Map.of("lobby", HostList.of(settings.fetch().lobbyHosts())),
                reader,
                desk,
                new Admission());
        LOG.info("{} {} {}", intake, previews, new SqlAnswers(database));
    }

    private FetchSettings fetching() {
        return new FetchSettings(
                settings.fetch().maxBytes(),
                Duration.ofSeconds(10),
                settings.fetch().timeout(),
                "Pareidolia",
                settings.fetch().proxy().map(uri -> new InetSocketAddress(uri.getHost(), uri.getPort())),
                settings.fetch().allowLoopback());
    }

    /** Ends everything; a running job may go on for the time of the settings. */
    @Override
    public void close() {
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (Exception trouble) {
                LOG.warn("the service does not end cleanly: {}", trouble.getMessage());
            }
        }
    }
}
