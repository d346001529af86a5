package io.pareidolia.bot;

import io.pareidolia.bot.job.Belongings;
import io.pareidolia.bot.job.Blocklists;
import io.pareidolia.bot.job.Retention;
import io.pareidolia.bot.quota.Admission;
import io.pareidolia.bot.quota.AuditTrail;
import io.pareidolia.bot.quota.Conduct;
import io.pareidolia.bot.quota.QuotaDefaults;
import io.pareidolia.bot.quota.Rules;
import io.pareidolia.bot.settings.Secret;
import io.pareidolia.bot.settings.Settings;
import io.pareidolia.bot.settings.StoreSettings;
import io.pareidolia.bot.store.Database;
import io.pareidolia.bot.store.FolderPictures;
import io.pareidolia.bot.store.JobDesk;
import io.pareidolia.bot.store.SqlAuditTrail;
import io.pareidolia.bot.store.SqlBelongings;
import io.pareidolia.bot.store.SqlBlocklists;
import io.pareidolia.bot.store.SqlConduct;
import io.pareidolia.bot.store.SqlJobs;
import io.pareidolia.bot.store.SqlPictures;
import io.pareidolia.bot.store.SqlRetention;
import io.pareidolia.bot.store.SqlRules;
import io.pareidolia.bot.store.SqlUsage;
import io.pareidolia.bot.store.StoredPictures;
import io.pareidolia.dream.failure.DreamException;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/** All that is kept, opened as the settings say: where the database is, and where the pictures are. */
final class Storage implements AutoCloseable {
    static final String DATABASE = "pareidolia.db";
    static final String PICTURES = "pictures";
    private static final double PERCENT = 100;

    private static final String SOCKET_TIMEOUT = "socketTimeout";

    /** No statement takes as long, not even those that bring the tables up to date. */
    private static final int LONGEST_ANSWER_SECONDS = 300;

    private final Settings settings;
    private final Database database;
    private final SqlJobs jobs;
    private final Clock clock;
    private @Nullable StoredPictures pictures;

    private Storage(Settings settings, Database database, Clock clock) {
        this.settings = settings;
        this.database = database;
        this.jobs = new SqlJobs(database, new SecureRandom());
        this.clock = clock;
    }

    /**
     * Opens the database; with SQLite whoever does so holds the data folder.
     *
     * @param clock of the whole program
     * @param offset by which {@code clock} differs from the real time: zero in service
     * @throws DreamException if that is not possible
     */
    static Storage open(Settings settings, Clock clock, Duration offset) {
        return new Storage(settings, database(settings, clock, offset), clock);
    }

    private static Database database(Settings settings, Clock clock, Duration offset) {
        StoreSettings store = settings.store();
        Optional<String> url = store.url();
        try {
            return url.isPresent()
                    ? Database.postgresql(source(store, url.get()), store.poolSize(), offset)
                    : Database.sqlite(databaseFile(settings), clock);
        } catch (DreamException newer) {
            throw newer;
        } catch (RuntimeException failure) {
            throw new DreamException(
                    DreamException.Kind.MACHINE,
                    "The database " + url.orElseGet(() -> databaseFile(settings).toString()) + " cannot be opened: "
                            + url.flatMap(any -> PostgresqlReason.of(failure))
                                    .map(known -> known.sentence() + " " + known.remedy())
                                    .orElseGet(() -> reason(failure)),
                    failure);
        }
    }

    /** What lies at the bottom of it, in one line. */
    private static String reason(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        String message = String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
        return message + (message.endsWith(".") ? "" : ".");
    }

    /**
     * How to reach a PostgreSQL server as the settings say. One that vanishes without a word is not waited for for ever,
     * unless the address says how long.
     */
    static PGSimpleDataSource source(StoreSettings store, String url) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(url);
        source.setTcpKeepAlive(true);
        if (!url.contains(SOCKET_TIMEOUT)) {
            source.setSocketTimeout(LONGEST_ANSWER_SECONDS);
        }
        store.user().ifPresent(source::setUser);
        store.password().map(Secret::reveal).ifPresent(source::setPassword);
        return source;
    }

    /**
     * Looks whether a SQLite file is a database that this program can open.
     *
     * @throws DreamException if it is damaged or newer
     */
    static void checkDatabase(Path file) {
        try (Database database = Database.sqlite(file, Clock.systemUTC())) {
            if (!database.isWhole()) {
                throw DreamException.input("The database in the backup is damaged.");
            }
        } catch (DreamException known) {
            throw known;
        } catch (RuntimeException failure) {
            throw new DreamException(
                    DreamException.Kind.INPUT,
                    "The database in the backup cannot be opened: " + reason(failure),
                    failure);
        }
    }

    /** Where SQLite keeps its database. */
    static Path databaseFile(Settings settings) {
        return settings.data().resolve(DATABASE);
    }

    /** Where pictures are, unless they are in PostgreSQL. */
    static Path pictureFolder(Settings settings) {
        return settings.store().pictures().orElseGet(() -> settings.data().resolve(PICTURES));
    }

    private static StoredPictures pictures(Settings settings, Database database, Clock clock) throws IOException {
        StoreSettings store = settings.store();
        long budget = settings.retention().disk();
        double highWater = settings.retention().highWater() / PERCENT;
        return store.url().isPresent() && store.pictures().isEmpty()
                ? new SqlPictures(database, settings.data().resolve("opened"), budget, highWater)
                : new FolderPictures(pictureFolder(settings), budget, highWater, clock);
    }

    Settings settings() {
        return settings;
    }

    Database database() {
        return database;
    }

    /**
     * The pictures, opened when first asked for: then they are counted, which takes a while.
     *
     * @throws DreamException if their folder cannot be used
     */
    synchronized StoredPictures pictures() {
        StoredPictures opened = pictures;
        if (opened == null) {
            try {
                opened = pictures(settings, database, clock);
            } catch (IOException failure) {
                throw new DreamException(
                        DreamException.Kind.MACHINE,
                        "The folder for pictures cannot be used (" + failure.getMessage()
                                + "); see store.pictures in the settings.",
                        failure);
            }
            pictures = opened;
        }
        return opened;
    }

    SqlJobs jobs() {
        return jobs;
    }

    JobDesk jobDesk() {
        return new JobDesk(database, jobs);
    }

    Retention retention() {
        return new SqlRetention(database, jobs, pictures());
    }

    Belongings belongings() {
        return new SqlBelongings(database, jobDesk(), retention());
    }

    Rules rules() {
        return new SqlRules(database);
    }

    Conduct conduct() {
        return new SqlConduct(database);
    }

    Blocklists blocklists() {
        return new SqlBlocklists(database);
    }

    AuditTrail audit() {
        return new SqlAuditTrail(database);
    }

    Admission admission() {
        return new Admission(rules(), conduct(), new SqlUsage(database), defaults(settings), clock);
    }

    private static QuotaDefaults defaults(Settings settings) {
        return new QuotaDefaults(
                settings.queue().jobsPerHour(),
                settings.queue().jobsPerDay(),
                settings.queue().deviceSecondsPerHour(),
                settings.queue().deviceSecondsPerDay(),
                settings.worker().jobCeiling(),
                settings.queue().waitingPerMember(),
                settings.queue().runningPerMember(),
                settings.queue().runningPerCommunity(),
                settings.queue().largestSize(),
                settings.filter().mode().name().toLowerCase(Locale.ROOT),
                settings.filter().nsfwPlacesExempt());
    }

    @Override
    public void close() {
        database.close();
    }
}
