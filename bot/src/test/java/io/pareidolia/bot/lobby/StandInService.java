package io.pareidolia.bot.lobby;

import io.pareidolia.bot.job.Accepted;
import io.pareidolia.bot.job.Claim;
import io.pareidolia.bot.job.Decided;
import io.pareidolia.bot.job.Job;
import io.pareidolia.bot.job.JobId;
import io.pareidolia.bot.job.JobPicture;
import io.pareidolia.bot.job.JobState;
import io.pareidolia.bot.job.Jobs;
import io.pareidolia.bot.job.Outbox;
import io.pareidolia.bot.job.OutboxPolicy;
import io.pareidolia.bot.job.Pictures;
import io.pareidolia.bot.job.Place;
import io.pareidolia.bot.job.Progress;
import io.pareidolia.bot.job.Refusal;
import io.pareidolia.bot.job.Refusal.Reason;
import io.pareidolia.bot.job.Wish;
import io.pareidolia.bot.job.WorkerCard;
import io.pareidolia.bot.quota.Booking;
import io.pareidolia.bot.quota.Charge;
import io.pareidolia.bot.quota.Decision;
import io.pareidolia.bot.settings.LobbySettings;
import io.pareidolia.bot.store.Database;
import io.pareidolia.bot.store.FolderPictures;
import io.pareidolia.bot.store.SqlAnswers;
import io.pareidolia.bot.store.SqlJobs;
import io.pareidolia.bot.store.SqlPreviews;
import io.pareidolia.bot.store.SqlRetention;
import io.pareidolia.bot.store.SqlServiceKeys;
import io.pareidolia.bot.store.SqlWorkers;
import io.pareidolia.dream.LayerExpression;
import io.pareidolia.dream.Looks;
import io.pareidolia.dream.NetworkChoice;
import io.pareidolia.dream.RecipeResolver;
import io.pareidolia.dream.RecipeText;
import io.pareidolia.dream.Resolution;
import io.pareidolia.dream.content.ContentRule;
import io.pareidolia.dream.failure.DreamException;
import io.pareidolia.dream.network.Catalogue;
import io.pareidolia.dream.picture.PictureLimits;
import io.pareidolia.dream.picture.PictureReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/**
 * The service around the lobby, small: a real store, a real outbox, and a worker that takes its time and comes to a real
 * picture, which is the same every time.
 */
final class StandInService implements AutoCloseable {
    static final Path EXAMPLE = Path.of("../docs/alpine.jpg");
    private static final Path DREAM = Path.of("../docs/alpine-dream.jpg");
    private static final Path SHEET = Path.of("../config/looks/inception-v3/eyes.jpg");
    private static final int STEPS = 10;

    final Jobs jobs;
    final Lobby lobby;
    final Path folder;
    /** Whether jobs are taken up. */
    volatile boolean working = true;

    volatile long millisPerStep = 20;
    volatile boolean hidden;
    volatile Optional<String> failure = Optional.empty();
    volatile Optional<Refusal> refusal = Optional.empty();
    volatile int place = 1;
    volatile double jobsPerHour = 1_000;

    private final Database database;
    private final Clock clock = Clock.systemUTC();
    private final PictureReader reader = new PictureReader(PictureLimits.USUAL);
    private final FolderPictures pictures;
    private final SqlPreviews previews;
    private final Thread worker = new Thread(this::work, "stand-in-worker");
    private final Thread post = new Thread(this::post, "stand-in-outbox");
    private volatile boolean closed;

    StandInService(Path folder, LobbySettings settings) throws IOException {
        this(folder, settings, List.of("inception-v3"));
    }

    StandInService(Path folder, LobbySettings settings, List<String> networks) throws IOException {
        this.folder = folder;
        database = Database.sqlite(folder.resolve("pareidolia.db"), clock);
        SqlJobs jobs = new SqlJobs(database, new SecureRandom());
        this.jobs = jobs;
        pictures = new FolderPictures(folder.resolve("pictures"), 1_000_000_000, 0.99, clock);
        previews = new SqlPreviews(database);
        SqlWorkers workers = new SqlWorkers(database);
        workers.announce(new WorkerCard("stand-in", "cpu", 1, 1, networks), Duration.ofDays(1));
        LobbyServices services = new LobbyServices(
                jobs,
                jobs::receive,
                this::decide,
                pictures,
                this::place,
                previews,
                workers,
                new SqlRetention(database, jobs, pictures)::forget,
                Set.of("elsewhere"));
        lobby = new Lobby(
                settings,
                services,
                Looks.bundled(),
                Catalogue.bundled(),
                folder.resolve("uploads"),
                new LobbyKey(new SqlServiceKeys(database).kept("lobby", () -> LobbyKey.fresh(new SecureRandom()))),
                new SecureRandom(),
                clock,
                routes -> List.of("/healthz", "/metrics")
                        .forEach(path -> routes.get(path, context -> context.result("alive"))));
        try {
            lobby.start();
        } catch (DreamException refused) {
            database.close(); // or its connections write into a folder that is being deleted
            throw refused;
        }
        worker.start();
        post.start();
    }

    static LobbySettings settings() {
        return new LobbySettings(
                true, "127.0.0.1", 0, Optional.empty(), List.of(), Optional.empty(), List.of(), 40_000_000, 100_000);
    }

    String address() {
        return "http://127.0.0.1:" + lobby.port();
    }

    private Decided decide(JobId id) {
        Job job = jobs.find(id).orElseThrow();
        if (job.state() == JobState.REFUSED) {
            return new Decided.Refused(
                    job, Refusal.of(Reason.REQUEST, job.sentence().orElseThrow()));
        } else if (job.state() != JobState.RECEIVED) {
            return new Decided.Queued(job);
        }
        Optional<Refusal> no = refusal.or(() -> objection(job));
        if (no.isEmpty()) {
            Instant hour = clock.instant().truncatedTo(ChronoUnit.HOURS);
            Charge charge = new Charge(
                    job.received().asker().member() + " jobs", hour, hour.plus(1, ChronoUnit.HOURS), 1, jobsPerHour);
            Accepted accepted = new Accepted(recipe(job), 5, 0, Optional.empty(), ContentRule.SENSITIVE, sources(job));
            Decision decision = jobs.queue(id, accepted, new Booking(List.of(charge), 4, 1, 100));
            if (decision instanceof Decision.Booked) {
                return new Decided.Queued(jobs.find(id).orElseThrow());
            }
            no = Optional.of(new Refusal(
                    Reason.QUOTA,
                    "You have had your dreams for this hour; the next may begin soon.",
                    Optional.of(charge.renews())));
        }
        jobs.end(id, JobState.REFUSED, no.get().sentence());
        return new Decided.Refused(jobs.find(id).orElseThrow(), no.get());
    }

    private Optional<Refusal> objection(Job job) {
        try {
            RecipeText.parse(job.received().wish().recipe());
        } catch (DreamException wrong) {
            return Optional.of(Refusal.of(Reason.REQUEST, wrong.getMessage()));
        }
        Wish.Source source = job.received().wish().source();
        if (source instanceof Wish.Source.Link) {
            return Optional.of(
                    Refusal.of(Reason.REQUEST, "That link leads to a private address; post the picture itself."));
        } else if (source instanceof Wish.Source.Kept kept) {
            try (Pictures.Opened opened = pictures.open(kept.picture().sha256())) {
                reader.header(Files.readAllBytes(opened.file()), "That file");
            } catch (DreamException unreadable) {
                return Optional.of(Refusal.of(Reason.NOT_A_PICTURE, unreadable.getMessage()));
            } catch (IOException impossible) {
                throw new IllegalStateException(impossible);
            }
        }
        return Optional.empty();
    }

    private static String recipe(Job job) {
        NetworkChoice network = new NetworkChoice(
                "inception-v3",
                "inception-v3",
                "0".repeat(64),
                LayerExpression.parse("mixed2"),
                Optional.of("puppyslug"));
        return new RecipeResolver(Looks.bundled(), List.of(network), List.of(), () -> new Random().nextInt(1_000_000))
                                .resolve(RecipeText.parse(job.received().wish().recipe()), 1024, 484)
                        instanceof Resolution.Dream dream
                ? dream.recipe().toString()
                : "";
    }

    private List<JobPicture> sources(Job job) {
        Wish.Source source = job.received().wish().source();
        if (source instanceof Wish.Source.Kept kept) {
            return List.of(kept.picture());
        } else if (source instanceof Wish.Source.OfJob of) {
            return jobs.pictures(of.job()).stream()
                    .filter(picture -> picture.role().equals(of.role()))
                    .map(picture ->
                            new JobPicture(JobPicture.SOURCE, picture.sha256(), picture.mediaType(), picture.bytes()))
                    .toList();
        }
        return List.of();
    }

    private Optional<Place> place(JobId id) {
        return jobs.find(id).flatMap(job -> switch (job.state()) {
            case QUEUED ->
                Optional.of(new Place(
                        place,
                        Optional.of(Duration.ofSeconds(9L * place)),
                        Optional.of(Duration.ofSeconds(14L * place))));
            case DREAMING ->
                Optional.of(new Place(0, Optional.of(Duration.ZERO), Optional.of(Duration.ofMillis((long) (millisPerStep
                        * STEPS
                        * (1 - job.progress().map(Progress::share).orElse(0.0)))))));
            default -> Optional.empty();
        });
    }

    private void work() {
        while (!closed) {
            try {
                Optional<Claim> claim = working ? jobs.claim("stand-in", Duration.ofMinutes(1)) : Optional.empty();
                if (claim.isPresent()) {
                    dream(claim.get());
                } else {
                    Thread.sleep(10);
                }
            } catch (InterruptedException end) {
                return;
            } catch (IOException impossible) {
                throw new IllegalStateException(impossible);
            }
        }
    }

    private void dream(Claim claim) throws InterruptedException, IOException {
        for (int step = 0; step < STEPS; step++) {
            Thread.sleep(millisPerStep);
            Progress progress = new Progress(step / (double) STEPS, (STEPS - step) * millisPerStep / 1000.0);
            if (jobs.heartbeat(claim.lease(), Duration.ofMinutes(1), Optional.of(progress)) == Jobs.Heard.UNWANTED) {
                jobs.end(claim.lease(), JobState.CANCELLED, "You did not want it any more.");
                return;
            }
            previews.show(claim.lease(), Files.readAllBytes(step < STEPS / 2 ? SHEET : DREAM));
        }
        if (failure.isPresent()) {
            jobs.end(claim.lease(), JobState.FAILED, failure.get());
        } else {
            JobPicture dream = pictures.keep(JobPicture.DREAM, DREAM, "image/jpeg");
            jobs.dreamed(claim.lease(), List.of(dream), 4.2, hidden, Duration.ofDays(30));
        }
    }

    private void post() {
        Outbox outbox = new Outbox(new LobbyFront(), new SqlAnswers(database), OutboxPolicy.USUAL, new Random(1));
        while (!closed) {
            if (!outbox.deliverNext()) {
                try {
                    Thread.sleep(10);
                } catch (InterruptedException end) {
                    return;
                }
            }
        }
    }

    @Override
    public void close() throws InterruptedException {
        lobby.close();
        closed = true;
        worker.interrupt();
        post.interrupt();
        worker.join();
        post.join();
        database.close();
    }
}
