package io.pareidolia.bot.store;

import java.nio.file.Path;
import java.sql.DatabaseMetaData;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/**
 * What a look at a store finds, without a change to it.
 *
 * @param product the database and its version
 * @param pending migrations that the next start would bring
 * @param newer true if a newer program has brought migrations that this one does not know
 * @param damaged true if a migration failed, or is not what this program brings
 * @param writable true if it takes writes
 * @param now what its clock says
 */
public record StoreInspection(
        String product, int pending, boolean newer, boolean damaged, boolean writable, Instant now) {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /**
     * Looks at a SQLite file that is there; the service may run meanwhile.
     *
     * @throws RuntimeException if it is none, or cannot be read
     */
    public static StoreInspection sqlite(Path file) {
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout((int) PATIENCE.toMillis());
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + file);
        return of(source, StoreInspection::locksForWriting, "SELECT CAST(strftime('%s', 'now') AS INTEGER) * 1000");
    }

    /** Begins a transaction that may write, which a file or a disk that is read-only refuses. */
    private static boolean locksForWriting(Handle handle) {
        try {
            handle.execute("BEGIN IMMEDIATE");
            handle.execute("ROLLBACK");
            return true;
        } catch (RuntimeException refused) {
            return false;
        }
    }

    /**
     * Looks at a PostgreSQL database.
     *
     * @throws RuntimeException if it cannot be reached
     */
    public static StoreInspection postgresql(DataSource source) {
        return of(
                source,
                handle -> handle.createQuery("SELECT NOT pg_is_in_recovery()"
                                + " AND current_setting('transaction_read_only') = 'off'"
                                + " AND has_schema_privilege(current_schema(), 'CREATE')")
                        .mapTo(Boolean.class)
                        .one(),
                "SELECT CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000 AS BIGINT)");
    }

    private interface Try {
        boolean of(Handle handle);
    }

    private static StoreInspection of(DataSource source, Try write, String clock) {
        MigrationInfo[] migrations = Flyway.configure()
                .dataSource(source)
                .placeholders(Map.of("identity", "INTEGER"))
                .load()
                .info()
                .all();
        return Jdbi.create(source).withHandle(handle -> {
            return new StoreInspection(
                    handle.queryMetadata(DatabaseMetaData::getDatabaseProductName) + " "
                            + handle.queryMetadata(DatabaseMetaData::getDatabaseProductVersion),
                    count(migrations, MigrationState.PENDING),
                    count(migrations, MigrationState.FUTURE_SUCCESS, MigrationState.FUTURE_FAILED) > 0,
                    count(
                                    migrations,
                                    MigrationState.FAILED,
                                    MigrationState.FUTURE_FAILED,
                                    MigrationState.MISSING_FAILED,
                                    MigrationState.MISSING_SUCCESS)
                            > 0,
                    write.of(handle),
                    Instant.ofEpochMilli(
                            handle.createQuery(clock).mapTo(Long.class).one()));
        });
    }

    private static int count(MigrationInfo[] migrations, MigrationState... states) {
        return (int) Arrays.stream(migrations)
                .filter(migration -> Arrays.asList(states).contains(migration.getState()))
                .count();
    }
}
