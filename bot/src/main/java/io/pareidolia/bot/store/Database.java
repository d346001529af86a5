package io.pareidolia.bot.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.pareidolia.dream.failure.DreamException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;

/**
 * A SQLite file or a PostgreSQL database whose tables are those of this program.
 *
 * <p>SQLite has one writer, so that writing threads wait for each other in {@link GroupCommit}, in order, rather than in
 * its busy handler, where some would wait for seconds. On PostgreSQL a transaction that meets another one's lock in the wrong order is
 * tried again.
 */
public final class Database implements AutoCloseable {
    private static final int READERS = 4;
    private static final Set<MigrationState> NEWER =
            EnumSet.of(MigrationState.FUTURE_SUCCESS, MigrationState.FUTURE_FAILED);
    private static final int TRIES = 8;

    /** A process that stands still in the middle of a transaction keeps its locks from others for so long. */
    private static final int STANDSTILL_MILLIS = 30_000;

    /**
     * A process that stands still holds no lock for ever; and where the server forgets what it was told when it falls,
     * a transaction waits for the disk all the same: an answer whose delivery is forgotten is delivered twice.
     */
    private static final String SESSION = "SELECT set_config('idle_in_transaction_session_timeout', '"
            + STANDSTILL_MILLIS
            + "', false), set_config('synchronous_commit', CASE current_setting('synchronous_commit')"
            + " WHEN 'off' THEN 'on' ELSE current_setting('synchronous_commit') END, false)";

    private static final int LONGEST_PAUSE_MILLIS = 20;

    private final HikariDataSource writers;
    private final HikariDataSource readers;
    private final Jdbi writing;
    private final Jdbi reading;
    private final @Nullable GroupCommit writer;
    private final Clock clock;
    private final Duration offset;

    private Database(HikariDataSource writers, HikariDataSource readers, boolean shared, Clock clock, Duration offset) {
        this.writers = writers;
        this.readers = readers;
        this.clock = clock;
        this.offset = offset;
        writing = Jdbi.create(writers);
        writer = shared ? null : new GroupCommit(writing);
        reading = Jdbi.create(readers);
    }

    /**
     * Opens a SQLite file, or makes it, and brings its tables up to date.
     *
     * @param clock that tells the time of leases: nobody but this process uses the file
     */
    public static Database sqlite(Path file, Clock clock) {
        HikariDataSource writers = sqlite(file, 1, "IMMEDIATE");
        migrate(writers, Map.of("identity", "INTEGER PRIMARY KEY AUTOINCREMENT", "bytes", "BLOB", "postgresql", "-- "));
        return new Database(writers, sqlite(file, READERS, "DEFERRED"), false, clock, Duration.ZERO);
    }

    private static HikariDataSource sqlite(Path file, int connections, String transactions) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl("jdbc:sqlite:" + file);
        config.setMaximumPoolSize(connections);
        config.addDataSourceProperty("journal_mode", "WAL");
        config.addDataSourceProperty("synchronous", "FULL");
        config.addDataSourceProperty("foreign_keys", "true");
        config.addDataSourceProperty("busy_timeout", "10000");
        config.addDataSourceProperty("transaction_mode", transactions);
        return new HikariDataSource(config);
    }

    /**
     * Opens a PostgreSQL database and brings its tables up to date.
     *
     * @param offset by which this program's time differs from the database's: zero in service
     */
    public static Database postgresql(DataSource source, int connections, Duration offset) {
        // the last word stands before lines that SQLite does not understand
        update(
                source,
                Map.of(
                        "identity",
                        "BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY",
                        "bytes",
                        "BYTEA",
                        "postgresql",
                        ""));
        HikariConfig config = new HikariConfig();
        config.setDataSource(source);
        config.setMaximumPoolSize(connections);
        config.setConnectionInitSql(SESSION);
        HikariDataSource pool = new HikariDataSource(config);
        return new Database(pool, pool, true, Clock.systemUTC(), offset);
    }

    private static void update(DataSource source, Map<String, String> words) {
        Flyway flyway = Flyway.configure()
                .dataSource(source)
                .placeholders(words)
                .group(true) // all or nothing, and the disk is waited for once
                .loggers("slf4j")
                .load();
        for (MigrationInfo migration : flyway.info().applied()) {
            if (NEWER.contains(migration.getState())) {
                throw DreamException.machine("This database was brought to version " + migration.getVersion()
                        + " of its tables by a newer Pareidolia: start that one, or go back to a backup.");
            }
        }
        flyway.migrate();
    }

    /** Closes what was opened if the tables are not to be had. */
    private static void migrate(HikariDataSource source, Map<String, String> words) {
        try {
            update(source, words);
        } catch (RuntimeException failure) {
            source.close();
            throw failure;
        }
    }

    /** Runs a transaction that writes. */
    <T> T write(Function<Handle, T> work) {
        return writer == null ? persistently(work) : writer.write(work);
    }

    private <T> T persistently(Function<Handle, T> work) {
        for (int attempt = 1; ; attempt++) {
            try {
                return writing.inTransaction(work::apply);
            } catch (JdbiException failure) {
                if (attempt == TRIES || !Conflict.passes(failure)) {
                    throw failure;
                }
                pause(attempt);
            }
        }
    }

    private static void pause(int attempt) {
        try {
            Thread.sleep(ThreadLocalRandom.current().nextInt(1, LONGEST_PAUSE_MILLIS * attempt));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Runs a transaction that only reads. */
    <T> T read(Function<Handle, T> work) {
        return reading.inTransaction(work::apply);
    }

    /** True on PostgreSQL, where rows that others will change must be locked; SQLite has one writer. */
    boolean shared() {
        return writer == null;
    }

    /** What a select that goes before an update ends with. */
    String locking() {
        return shared() ? " FOR UPDATE" : "";
    }

    /** The same for a row that somebody else may have: take the next one. */
    String lockingFree() {
        return shared() ? " FOR UPDATE SKIP LOCKED" : "";
    }

    /** Keeps everybody else from changing any row of a table until the transaction ends, those not yet there included. */
    void lockTable(Handle handle, String table) {
        if (shared()) {
            handle.execute("LOCK TABLE " + table + " IN EXCLUSIVE MODE");
        }
    }

    /**
     * Writes a copy of a SQLite database as it is at this moment, while others go on.
     *
     * @param file that is not there yet
     * @throws UnsupportedOperationException on PostgreSQL, which has tools of its own for this
     */
    public void copyTo(Path file) {
        if (shared()) {
            throw new UnsupportedOperationException("PostgreSQL copies its databases by pg_dump");
        }
        // as one statement without a transaction around it: SQLite wants that
        reading.useHandle(handle -> handle.execute("VACUUM INTO ?", file.toString()));
    }

    /** Whether a SQLite file is as it was written. */
    public boolean isWhole() {
        return read(handle -> handle.createQuery("PRAGMA integrity_check")
                        .mapTo(String.class)
                        .list())
                .equals(List.of("ok"));
    }

    /** Milliseconds since 1970 by the one clock that all processes on this database share. */
    long now(Handle handle) {
        return shared()
                ? handle.createQuery("SELECT CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000 AS BIGINT)")
                                .mapTo(Long.class)
                                .one()
                        + offset.toMillis()
                : clock.millis();
    }

    /**
     * Writes something small, to find out whether that can be done.
     *
     * @throws RuntimeException if it cannot
     */
    public void touch() {
        write(handle -> handle.createUpdate("UPDATE probe SET written = :now")
                .bind("now", now(handle))
                .execute());
    }

    /** Lets the planner of queries look at what the tables hold, after they have changed a lot. */
    void analyze() {
        writing.useHandle(handle -> handle.execute("ANALYZE"));
    }

    @Override
    public void close() {
        readers.close();
        writers.close();
    }
}
