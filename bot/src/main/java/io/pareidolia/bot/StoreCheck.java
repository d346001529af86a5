package io.pareidolia.bot;

import io.pareidolia.bot.operation.Check;
import io.pareidolia.bot.operation.Finding;
import io.pareidolia.bot.settings.Settings;
import io.pareidolia.bot.store.StoreInspection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether the store of the settings can be opened, is this program's, and can be written. */
final class StoreCheck implements Check {
    private static final String PART = "store";
    private static final int PATIENCE_SECONDS = (int) Duration.ofSeconds(5).toSeconds();
    private static final Logger LOG = LoggerFactory.getLogger(StoreCheck.class);

    private final Settings settings;
    private Optional<Instant> now = Optional.empty();

    StoreCheck(Settings settings) {
        this.settings = settings;
    }

    /** What the clock of a PostgreSQL server said at the last look. */
    Optional<Instant> serverTime() {
        return now;
    }

    @Override
    public Finding look() {
        Optional<String> url = settings.store().url();
        Path file = Storage.databaseFile(settings);
        if (url.isEmpty() && !Files.exists(file)) {
            return Finding.ok(PART, "SQLite in " + file + ", which the first start makes.");
        }
        String where = url.isEmpty() ? file.toString() : url.get();
        StoreInspection found;
        try {
            found = url.isEmpty() ? StoreInspection.sqlite(file) : StoreInspection.postgresql(source(url.get()));
        } catch (RuntimeException failure) {
            LOG.debug("the store cannot be opened", failure);
            Optional<PostgresqlReason> reason = url.flatMap(any -> PostgresqlReason.of(failure));
            if (reason.isPresent()) {
                return Finding.fail(
                        PART,
                        "The store " + where + " cannot be opened. "
                                + reason.get().sentence(),
                        reason.get().remedy());
            }
            return Finding.fail(
                    PART,
                    "The store " + where + " cannot be opened.",
                    url.isEmpty()
                            ? "If the file is damaged, put a backup in its place; else let the user who runs the service"
                                    + " own it."
                            : "Check that the server runs, and store.url, store.user and store.password;"
                                    + " PAREIDOLIA_TRACE=1 tells more.");
        }
        now = url.map(any -> found.now());
        return judged(found, where);
    }

    private static Finding judged(StoreInspection found, String where) {
        String store = found.product() + ", " + where;
        if (found.newer()) {
            return Finding.fail(
                    PART,
                    store + ": a newer version of this program has used it.",
                    "Run that version, or put a backup from before in its place.");
        }
        if (found.damaged()) {
            return Finding.fail(
                    PART,
                    store + ": its tables are not this program's.",
                    "Put a backup in its place, or name another.");
        }
        if (!found.writable()) {
            return Finding.fail(
                    PART,
                    store + ": it can only be read.",
                    "Let the user who runs the service write to it; on PostgreSQL it must own its schema.");
        }
        return Finding.ok(
                PART,
                store + ": it can be written, and "
                        + (found.pending() == 0
                                ? "its tables are up to date."
                                : "the next start brings its tables up to date."));
    }

    private DataSource source(String url) {
        PGSimpleDataSource source = Storage.source(settings.store(), url);
        source.setConnectTimeout(PATIENCE_SECONDS);
        source.setSocketTimeout(PATIENCE_SECONDS);
        return source;
    }
}
