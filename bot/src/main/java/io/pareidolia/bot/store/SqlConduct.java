package io.pareidolia.bot.store;

import io.pareidolia.bot.quota.Author;
import io.pareidolia.bot.quota.Ban;
import io.pareidolia.bot.quota.Conduct;
import io.pareidolia.bot.quota.Pause;
import io.pareidolia.bot.quota.Reason;
import io.pareidolia.bot.quota.Scope;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.StatementContext;

/** Bans and pauses, in a database. */
public final class SqlConduct implements Conduct {
    private static final String HOLDS = "(until IS NULL OR until > :now)";

    private final Database database;

    public SqlConduct(Database database) {
        this.database = database;
    }

    @Override
    public List<Ban> bans(Collection<Scope> scopes) {
        return database.read(
                handle -> bans(handle.createQuery("SELECT * FROM ban WHERE scope IN (<scopes>) AND " + HOLDS)
                        .bindList("scopes", texts(scopes))
                        .bind("now", database.now(handle))));
    }

    @Override
    public List<Ban> bans() {
        return database.read(
                handle -> bans(handle.createQuery("SELECT * FROM ban WHERE " + HOLDS + " ORDER BY since DESC, scope")
                        .bind("now", database.now(handle))));
    }

    private static List<String> texts(Collection<Scope> scopes) {
        return scopes.stream().map(Scope::text).toList();
    }

    private static List<Ban> bans(Query query) {
        return query.map(SqlConduct::ban).list();
    }

    private static Ban ban(ResultSet row, StatementContext context) throws SQLException {
        return new Ban(
                scope(row),
                JobRow.instant(row, "until"),
                new Reason(row.getString("why")),
                row.getString("author"),
                Instant.ofEpochMilli(row.getLong("since")));
    }

    private static Scope scope(ResultSet row) throws SQLException {
        String text = row.getString("scope");
        return Scope.of(text).orElseThrow(() -> new IllegalStateException("no scope: " + text));
    }

    @Override
    public void ban(Scope scope, Optional<Duration> length, Reason why, Author author) {
        database.write(handle -> {
            ban(database, handle, scope, length, why, author);
            return true;
        });
    }

    /** Bans in a larger transaction. */
    static void ban(
            Database database, Handle handle, Scope scope, Optional<Duration> length, Reason why, Author author) {
        long now = database.now(handle);
        Optional<Ban> before = locked(database, handle, scope);
        Optional<Instant> until = length.map(time -> Instant.ofEpochMilli(now).plus(time));
        handle.createUpdate("INSERT INTO ban (scope, until, why, author, since)"
                        + " VALUES (:scope, :until, :why, :author, :now) ON CONFLICT (scope) DO UPDATE"
                        + " SET until = excluded.until, why = excluded.why, author = excluded.author,"
                        + " since = excluded.since")
                .bind("scope", scope.text())
                .bind("until", until.map(end -> (Long) end.toEpochMilli()).orElse(null))
                .bind("why", why.text())
                .bind("author", author.text())
                .bind("now", now)
                .execute();
        SqlAuditTrail.add(
                database,
                handle,
                author,
                "ban",
                scope.text(),
                written(until, why),
                before.map(ban -> written(ban.until(), ban.why())));
    }

    private static Optional<Ban> locked(Database database, Handle handle, Scope scope) {
        return handle.createQuery("SELECT * FROM ban WHERE scope = :scope" + database.locking())
                .bind("scope", scope.text())
                .map(SqlConduct::ban)
                .findOne();
    }

    /** Whether somebody is banned already, until then at least. */
    static boolean isBanned(Database database, Handle handle, Scope scope) {
        long now = database.now(handle);
        return locked(database, handle, scope)
                .filter(ban -> ban.until()
                        .map(end -> end.isAfter(Instant.ofEpochMilli(now)))
                        .orElse(true))
                .isPresent();
    }

    private static String written(Optional<Instant> until, Reason why) {
        return until.map(end -> "until " + end).orElse("for ever") + (why.text().isEmpty() ? "" : ": " + why.text());
    }

    @Override
    public boolean pardon(Scope scope, Author author) {
        return database.write(handle -> locked(database, handle, scope)
                .map(ban -> {
                    handle.createUpdate("DELETE FROM ban WHERE scope = :scope")
                            .bind("scope", scope.text())
                            .execute();
                    SqlAuditTrail.add(
                            database,
                            handle,
                            author,
                            "ban --lift",
                            scope.text(),
                            "no ban",
                            Optional.of(written(ban.until(), ban.why())));
                    return ban.until()
                            .map(end -> end.toEpochMilli() > database.now(handle))
                            .orElse(true);
                })
                .orElse(false));
    }

    @Override
    public List<Pause> pauses(Collection<Scope> scopes) {
        return database.read(handle -> handle.createQuery("SELECT * FROM pause WHERE scope IN (<scopes>)")
                .bindList("scopes", texts(scopes))
                .map(SqlConduct::pause)
                .list());
    }

    @Override
    public List<Pause> pauses() {
        return database.read(handle -> handle.createQuery("SELECT * FROM pause ORDER BY since DESC, scope")
                .map(SqlConduct::pause)
                .list());
    }

    private static Pause pause(ResultSet row, StatementContext context) throws SQLException {
        return new Pause(
                scope(row),
                new Reason(row.getString("sentence")),
                row.getString("author"),
                Instant.ofEpochMilli(row.getLong("since")));
    }

    @Override
    public void pause(Scope scope, Reason sentence, Author author) {
        if (scope.level().compareTo(Scope.Level.COMMUNITY) > 0) {
            throw new IllegalArgumentException("a pause of " + scope);
        }
        database.write(handle -> {
            database.lockTable(handle, "tenant"); // none may come to be meanwhile that does not know of the pause
            Optional<Pause> before = paused(handle, scope);
            handle.createUpdate("INSERT INTO pause (scope, sentence, author, since)"
                            + " VALUES (:scope, :sentence, :author, :now) ON CONFLICT (scope) DO UPDATE"
                            + " SET sentence = excluded.sentence, author = excluded.author, since = excluded.since")
                    .bind("scope", scope.text())
                    .bind("sentence", sentence.text())
                    .bind("author", author.text())
                    .bind("now", database.now(handle))
                    .execute();
            Turns.pause(handle, scope);
            SqlAuditTrail.add(
                    database,
                    handle,
                    author,
                    "pause",
                    scope.text(),
                    written(sentence),
                    before.map(pause -> written(pause.sentence())));
            return true;
        });
    }

    private static Optional<Pause> paused(Handle handle, Scope scope) {
        return handle.createQuery("SELECT * FROM pause WHERE scope = :scope")
                .bind("scope", scope.text())
                .map(SqlConduct::pause)
                .findOne();
    }

    private static String written(Reason sentence) {
        return "paused" + (sentence.text().isEmpty() ? "" : ": " + sentence.text());
    }

    @Override
    public boolean resume(Scope scope, Author author) {
        return database.write(handle -> {
            database.lockTable(handle, "tenant");
            Optional<Pause> before = paused(handle, scope);
            before.ifPresent(pause -> {
                handle.createUpdate("DELETE FROM pause WHERE scope = :scope")
                        .bind("scope", scope.text())
                        .execute();
                Turns.pause(handle, scope);
                SqlAuditTrail.add(
                        database,
                        handle,
                        author,
                        "pause --lift",
                        scope.text(),
                        "goes on",
                        Optional.of(written(pause.sentence())));
            });
            return before.isPresent();
        });
    }
}
