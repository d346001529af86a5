package io.pareidolia.bot;

import io.pareidolia.bot.control.ControlServer;
import io.pareidolia.bot.control.DataFolder;
import io.pareidolia.bot.discord.Discord;
import io.pareidolia.bot.discord.DiscordDesk;
import io.pareidolia.bot.discord.DiscordServices;
import io.pareidolia.bot.fetch.FetchSettings;
import io.pareidolia.bot.fetch.HostList;
import io.pareidolia.bot.fetch.PictureFetcher;
import io.pareidolia.bot.job.Blocklists;
import io.pareidolia.bot.job.Caretaker;
import io.pareidolia.bot.job.Decided;
import io.pareidolia.bot.job.Deliveries;
import io.pareidolia.bot.job.Departures;
import io.pareidolia.bot.job.Front;
import io.pareidolia.bot.job.Intake;
import io.pareidolia.bot.job.JobId;
import io.pareidolia.bot.job.Jobs;
import io.pareidolia.bot.job.Outbox;
import io.pareidolia.bot.job.OutboxPolicy;
import io.pareidolia.bot.job.Previews;
import io.pareidolia.bot.job.RecipeDesk;
import io.pareidolia.bot.job.Workers;
import io.pareidolia.bot.lobby.Lobby;
import io.pareidolia.bot.lobby.LobbyFront;
import io.pareidolia.bot.lobby.LobbyKey;
import io.pareidolia.bot.lobby.LobbyServices;
import io.pareidolia.bot.operation.AlertCause;
import io.pareidolia.bot.operation.AlertWatch;
import io.pareidolia.bot.operation.Alerts;
import io.pareidolia.bot.operation.Check;
import io.pareidolia.bot.operation.DiskFigures;
import io.pareidolia.bot.operation.HealthPages;
import io.pareidolia.bot.operation.HealthServer;
import io.pareidolia.bot.operation.JobLog;
import io.pareidolia.bot.operation.JobWatch;
import io.pareidolia.bot.operation.JobWatches;
import io.pareidolia.bot.operation.Metrics;
import io.pareidolia.bot.operation.Readiness;
import io.pareidolia.bot.operation.ServiceChecks;
import io.pareidolia.bot.operation.WatchedAnswers;
import io.pareidolia.bot.operation.WatchedFront;
import io.pareidolia.bot.operation.WatchedJobs;
import io.pareidolia.bot.operation.WatchedWorkers;
import io.pareidolia.bot.reddit.Reddit;
import io.pareidolia.bot.reddit.RedditDesk;
import io.pareidolia.bot.reddit.RedditServices;
import io.pareidolia.bot.settings.Secret;
import io.pareidolia.bot.settings.Settings;
import io.pareidolia.bot.store.SqlAnswers;
import io.pareidolia.bot.store.SqlBlocklists;
import io.pareidolia.bot.store.SqlClosures;
import io.pareidolia.bot.store.SqlDepartures;
import io.pareidolia.bot.store.SqlHearing;
import io.pareidolia.bot.store.SqlPlaces;
import io.pareidolia.bot.store.SqlPostings;
import io.pareidolia.bot.store.SqlPreviews;
import io.pareidolia.bot.store.SqlQueueFigures;
import io.pareidolia.bot.store.SqlServiceKeys;
import io.pareidolia.bot.store.SqlSettingsPages;
import io.pareidolia.bot.store.SqlThreads;
import io.pareidolia.bot.store.SqlTurnover;
import io.pareidolia.bot.store.SqlWorkers;
import io.pareidolia.bot.worker.DreamerLaunch;
import io.pareidolia.bot.worker.DreamerPatience;
import io.pareidolia.bot.worker.DreamerProcess;
import io.pareidolia.bot.worker.DreamerState;
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
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The running service: puts its parts together, in the order in which they need each other, and ends them backwards. */
final class Service implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Service.class);

    /** The share of a job's memory that is the dreamer's heap: pictures, and the networks that were read. */
    private static final double HEAP_SHARE = 0.4;

    /** A request that is younger may be on its way through the intake. */
    private static final Duration UNDECIDED = Duration.ofMinutes(2);

    /** How long the dreamer may take to get ready before others use the processor as well. */
    private static final Duration WARM_UP = Duration.ofSeconds(8);

    /** The file in which former versions kept the key of the lobby. */
    static final String LOBBY_KEY = "lobby.key";

    private static final long LEAST_HEAP = 512L << 20;

    /** The share of a dreamer's heap that pictures may take. */
    private static final double PICTURE_SHARE = 0.7;

    private final Settings settings;
    private final Role role;
    private final Map<String, String> environment;
    private final Supplier<Catalogue> catalogue;
    private final Supplier<Looks> looks;
    private final NetworkFolder folder;
    private final PictureReader reader;
    private final Clock clock;
    private final Duration offset;
    private final SecureRandom random = new SecureRandom();
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final List<DreamerProcess> dreamers = new ArrayList<>();

    Service(
            Settings settings,
            Role role,
            Map<String, String> environment,
            Supplier<Catalogue> catalogue,
            Supplier<Looks> looks,
            NetworkFolder folder,
            PictureReader reader,
            Clock clock,
            Duration offset) {
        this.settings = settings;
        this.role = role;
        this.environment = environment;
        this.catalogue = catalogue;
        this.looks = looks;
        this.folder = folder;
        this.reader = reader;
        this.clock = clock;
        this.offset = offset;
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
        DataFolder data = DataFolder.open(settings.data());
        parts.push(data);
        if (role.hasWorker()) {
            startDreamers(); // first, because they take the longest
        }
        Storage storage = Storage.open(settings, clock, offset);
        parts.push(storage);
        parts.push(ControlServer.start(data, new ServedCommands(storage)));
        Alerts alerts = new Alerts(settings.alert(), clock);
        parts.push(alerts);
        Metrics metrics = new Metrics(
                new SqlQueueFigures(storage.database()),
                new DiskFigures(
                        settings.data(),
                        () -> storage.pictures().used(),
                        settings.retention().disk()));
        parts.push(metrics);
        JobWatch watch = new JobWatches(List.of(new JobLog(), metrics, new AbuseAlert(alerts)));
        Jobs jobs = new WatchedJobs(storage.jobs(), watch);
        Workers present = new WatchedWorkers(new SqlWorkers(storage.database()), watch);
        Previews previews = new SqlPreviews(storage.database());
        if (settings.store().url().isEmpty()) {
            jobs.endLeases(); // nobody else works on this store, so whoever had one is gone
        }
        WorkerPolicy policy = policy();
        Blocklists blocklists = new SqlBlocklists(storage.database());
        HealthPages health = health(storage, alerts, metrics);
        Optional<PictureFetcher> fetcher = role.hasFront()
                ? Optional.of(new PictureFetcher(settings.data().resolve("fetched"), fetching(settings), reader))
                : Optional.empty();
        Optional<Intake> intake = fetcher.map(fetching -> intake(storage, jobs, present, fetching));
        // what delivers ends after the workers, whose last dreams it takes along
        intake.ifPresent(way -> {
            deliver(new LobbyFront(), storage, watch);
            settings.discord()
                    .token()
                    .ifPresent(token -> startDiscord(
                            token,
                            storage,
                            jobs,
                            previews,
                            present,
                            watch,
                            metrics,
                            way,
                            discordDesk(storage, health, alerts, fetcher.orElseThrow())));
            if (settings.reddit().clientId().isPresent()) {
                startReddit(storage, jobs, watch, metrics, way, alerts);
            }
        });
        if (role.hasWorker()) {
            startWorkers(storage, jobs, previews, present, blocklists, policy);
        }
        Optional<Integer> port = settings.health().port();
        if (port.isPresent()) { // before anything says that it can be reached: this port may be taken too
            parts.push(HealthServer.open(settings.health().host(), port.get(), health));
        }
        Runnable everyMinute = () -> blocklists.forgetSeen(settings.retention().results());
        if (intake.isPresent()) {
            Intake way = intake.get();
            startLobby(storage, jobs, previews, present, metrics, health, way);
            Departures departures = new SqlDepartures(storage.database());
            everyMinute = () -> {
                way.resume(LobbyFront.NAME, UNDECIDED);
                way.resume(Discord.NAME, UNDECIDED);
                way.resume(Reddit.NAME, UNDECIDED);
                departures.forget(Discord.SETTINGS_KEPT);
                blocklists.forgetSeen(settings.retention().results());
            };
        }
        parts.push(new Caretaker(
                jobs,
                storage.retention(),
                policy.lease(),
                policy.mostLosses(),
                WorkerPolicy.TOO_MANY_LOSSES,
                settings.retention().sources(),
                everyMinute));
    }

    /** What monitors ask for, and what the operator is told of without asking. */
    private HealthPages health(Storage storage, Alerts alerts, Metrics metrics) {
        Check store = ServiceChecks.store(storage.database()::touch);
        List<Supplier<Optional<DreamerState>>> states = dreamers.stream()
                .<Supplier<Optional<DreamerState>>>map(dreamer -> dreamer::state)
                .toList();
        List<Check> checks = new ArrayList<>(List.of(store));
        Map<AlertCause, Check> causes = new EnumMap<>(AlertCause.class);
        causes.put(AlertCause.STORE, store);
        causes.put(AlertCause.DISK, ServiceChecks.room(() -> storage.pictures().hasRoomFor(0)));
        if (role.hasWorker()) {
            checks.add(ServiceChecks.dreamer(states));
            Check network = ServiceChecks.network(states);
            checks.add(network);
            causes.put(AlertCause.WORKER_DOWN, network);
        }
        Readiness readiness = new Readiness(checks);
        parts.push(readiness);
        AlertWatch alertWatch = new AlertWatch(causes, alerts);
        parts.push(alertWatch);
        alertWatch.start();
        return new HealthPages(readiness, metrics::text);
    }

    private WorkerPolicy policy() {
        return new WorkerPolicy(
                settings.queue().lease(),
                settings.queue().maxLosses(),
                settings.retention().results(),
                settings.filter().blockedPerHour(),
                settings.filter().pause());
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

    private void startWorkers(
            Storage storage, Jobs jobs, Previews previews, Workers present, Blocklists blocklists, WorkerPolicy policy)
            throws IOException {
        String name = WorkerName.keptIn(settings.data());
        for (int number = 0; number < dreamers.size(); number++) {
            Worker worker = new Worker(
                    name + "-" + number,
                    dreamers.get(number),
                    jobs,
                    storage.pictures(),
                    previews,
                    present,
                    blocklists,
                    policy,
                    settings.data().resolve("work").resolve(Integer.toString(number)));
            worker.start();
            parts.push(() -> worker.stop(settings.worker().drain()));
        }
    }

    private Intake intake(Storage storage, Jobs jobs, Workers present, PictureFetcher fetcher) {
        DreamCaps caps = new DreamCaps(
                settings.worker().jobCeiling().toMillis() / 1e3,
                (long) (heapBytes() * PICTURE_SHARE),
                settings.worker().memory() - heapBytes());
        RecipeDesk desk = new RecipeDesk(
                catalogue.get(),
                folder,
                looks.get(),
                present,
                caps,
                Runtime.getRuntime().maxMemory() / 4);
        Thread warmUp = new Thread(() -> warmUp(desk), "recipes");
        warmUp.setDaemon(true);
        warmUp.start();
        return new Intake(
                jobs,
                storage.pictures(),
                fetcher,
                Map.of(
                        LobbyFront.NAME, HostList.of(settings.fetch().lobbyHosts()),
                        Reddit.NAME, Reddit.hosts(settings.fetch().allowLoopback())),
                reader,
                desk,
                storage.admission(),
                clock);
    }

    private void startLobby(
            Storage storage,
            Jobs jobs,
            Previews previews,
            Workers present,
            Metrics metrics,
            HealthPages health,
            Intake intake)
            throws IOException {
        Thread resuming = new Thread(() -> intake.resume(LobbyFront.NAME, Duration.ZERO), "resumption of requests");
        resuming.setDaemon(true); // fetching pictures takes its time
        resuming.start();
        if (settings.lobby().enabled()) {
            LobbyServices services = new LobbyServices(
                    jobs,
                    intake::receive,
                    id -> decide(intake, metrics, id),
                    storage.pictures(),
                    new SqlPlaces(storage.database(), present, clock),
                    previews,
                    present,
                    storage.retention()::forget,
                    Set.of(Reddit.NAME)); // which shows its answers to everybody anyhow
            Lobby lobby = new Lobby(
                    settings.lobby(),
                    services,
                    looks.get(),
                    catalogue.get(),
                    settings.data().resolve("uploads"),
                    lobbyKey(storage),
                    random,
                    clock,
                    routes -> HealthPages.PATHS.forEach(path -> routes.get(path, context -> {
                        HealthPages.Page page = health.at(path).orElseThrow();
                        context.status(page.status()).contentType(page.type()).result(page.text());
                    })));
            parts.push(lobby);
            lobby.start();
        }
    }

    private static Decided decide(Intake intake, Metrics metrics, JobId id) {
        Decided decided = intake.decide(id);
        metrics.decided(decided);
        return decided;
    }

    /** What moderators and operators do on Discord. */
    private static DiscordDesk discordDesk(Storage storage, HealthPages health, Alerts alerts, PictureFetcher fetcher) {
        return new DiscordDesk(
                storage.rules(),
                storage.audit(),
                new SqlTurnover(storage.database()),
                storage.belongings(),
                new SqlDepartures(storage.database()),
                storage.blocklists(),
                fetcher,
                sentence -> alerts.tell(AlertCause.REPORTED, sentence),
                () -> health.at("/readyz").map(HealthPages.Page::text).orElse(""));
    }

    private void startDiscord(
            Secret token,
            Storage storage,
            Jobs jobs,
            Previews previews,
            Workers present,
            JobWatch watch,
            Metrics metrics,
            Intake intake,
            DiscordDesk desk) {
        Discord discord = new Discord(
                settings.discord(),
                token,
                new DiscordServices(
                        jobs,
                        intake::receive,
                        id -> decide(intake, metrics, id),
                        storage.pictures(),
                        new SqlPlaces(storage.database(), present, clock),
                        previews,
                        storage.admission(),
                        storage.conduct(),
                        storage.retention()::forget),
                desk,
                looks.get(),
                catalogue.get().names(),
                reader,
                new CountedDiscord(metrics.discord()),
                clock);
        parts.push(discord);
        deliver(discord.front(), storage, watch);
        discord.start();
        Thread resuming = new Thread(() -> intake.resume(Discord.NAME, Duration.ZERO), "resumption of requests");
        resuming.setDaemon(true);
        resuming.start();
    }

    private void startReddit(
            Storage storage, Jobs jobs, JobWatch watch, Metrics metrics, Intake intake, Alerts alerts) {
        SqlClosures closures = new SqlClosures(storage.database());
        Reddit reddit = new Reddit(
                settings.reddit(),
                new RedditServices(
                        jobs,
                        intake::receive,
                        id -> decide(intake, metrics, id),
                        storage.admission(),
                        storage.pictures(),
                        new SqlPostings(storage.database()),
                        new SqlThreads(storage.database()),
                        closures,
                        new SqlSettingsPages(storage.database()),
                        new SqlHearing(storage.database())),
                new RedditDesk(
                        storage.rules(),
                        storage.conduct(),
                        new SqlTurnover(storage.database()),
                        storage.belongings(),
                        new SqlDepartures(storage.database()),
                        storage.retention()::forget,
                        sentence -> alerts.tell(AlertCause.REPORTED, sentence)),
                looks.get(),
                catalogue.get().names(),
                reader,
                settings.lobby().enabled() && settings.lobby().password().isEmpty()
                        ? settings.lobby().publicUrl()
                        : Optional.empty(),
                front -> deliveries(front, storage, watch),
                random,
                clock);
        metrics.reddit(
                () -> reddit.headroom().remaining(),
                () -> closures.all(Reddit.NAME).size());
        parts.push(reddit);
        reddit.start();
        Thread resuming = new Thread(() -> intake.resume(Reddit.NAME, Duration.ZERO), "resumption of requests");
        resuming.setDaemon(true);
        resuming.start();
    }

    /** Kept in the database. Former versions had it in a file, which is taken over and then goes. */
    private LobbyKey lobbyKey(Storage storage) throws IOException {
        Path former = settings.data().resolve(LOBBY_KEY);
        Optional<byte[]> own = Files.exists(former) ? Optional.of(Files.readAllBytes(former)) : Optional.empty();
        byte[] key = new SqlServiceKeys(storage.database())
                .kept(LobbyFront.NAME, () -> own.orElseGet(() -> LobbyKey.fresh(random)));
        if (own.isPresent() && Arrays.equals(own.get(), key)) {
            Files.delete(former);
        } else if (own.isPresent()) {
            LOG.warn("{} is not used any more: the lobby's key is in the database, and is another one", former);
        }
        return new LobbyKey(key);
    }

    private void deliver(Front front, Storage storage, JobWatch watch) {
        parts.push(deliveries(front, storage, watch));
    }

    private Deliveries deliveries(Front front, Storage storage, JobWatch watch) {
        Outbox outbox = new Outbox(
                new WatchedFront(front, watch),
                new WatchedAnswers(new SqlAnswers(storage.database()), watch),
                OutboxPolicy.USUAL,
                random);
        return new Deliveries(outbox, front.name(), settings.worker().drain());
    }

    /** Reads the network for estimates too, once the dreamer does not need the processor for its own. */
    private void warmUp(RecipeDesk desk) {
        try {
            if (!dreamers.isEmpty()) {
                dreamers.get(0).awaitReady(WARM_UP);
                Thread.sleep(WARM_UP.toMillis() / 4);
            }
            desk.warmUp();
        } catch (InterruptedException ended) {
            LOG.debug("recipes are not warm", ended);
        } catch (RuntimeException missing) {
            LOG.warn("the default network cannot be read: {}", missing.getMessage());
        }
    }

    /** How strangers' pictures are fetched. */
    static FetchSettings fetching(Settings settings) {
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
