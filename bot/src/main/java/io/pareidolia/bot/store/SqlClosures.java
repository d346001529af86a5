package io.pareidolia.bot.store;

import io.pareidolia.bot.job.Closure;
import io.pareidolia.bot.job.Closures;
import io.pareidolia.bot.quota.Reason;
import io.pareidolia.bot.quota.Scope;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Communities that do not let the bot in, in a database. */
public final class SqlClosures implements Closures {
    private final Database database;

    public SqlClosures(Database database) {
        this.database = database;
    }

    @Override
    public void close(Scope community, String kind, Reason why, Duration length) {
        database.write(handle -> {
            long now = database.now(handle);
            return handle.createUpdate("INSERT INTO closure (scope, kind, why, since, until)"
                            + " VALUES (:scope, :kind, :why, :now, :until) ON CONFLICT (scope) DO UPDATE"
                            + " SET kind = excluded.kind, why = excluded.why, until = excluded.until,"
                            + " since = CASE WHEN closure.kind = excluded.kind THEN closure.since"
                            + " ELSE excluded.since END")
                    .bind("scope", community.text())
                    .bind("kind", kind)
                    .bind("why", why.text())
                    .bind("now", now)
                    .bind("until", now + length.toMillis())
                    .execute();
        });
    }

    @Override
    public boolean reopen(Scope community) {
        boolean known = database.read(handle -> handle.createQuery("SELECT 1 FROM closure WHERE scope = :scope")
                .bind("scope", community.text())
                .mapTo(Integer.class)
                .findOne()
                .isPresent());
        // each answer that arrives says so, and hardly ever is there anything to change
        return known
                && database.write(handle -> handle.createUpdate("DELETE FROM closure WHERE scope = :scope")
                                .bind("scope", community.text())
                                .execute()
                        == 1);
    }

    @Override
    public Optional<Closure> of(Scope community) {
        return database.read(handle -> handle.createQuery("SELECT * FROM closure WHERE scope = :scope AND until > :now")
                .bind("scope", community.text())
                .bind("now", database.now(handle))
                .map((row, context) -> closure(community, row))
                .findOne());
    }

    private static Closure closure(Scope community, ResultSet row) throws SQLException {
        return new Closure(
                community,
                row.getString("kind"),
                new Reason(row.getString("why")),
                Instant.ofEpochMilli(row.getLong("since")),
                Instant.ofEpochMilli(row.getLong("until")));
    }

    @Override
    public List<Closure> all(String front) {
        return database
                .read(handle -> handle.createQuery("SELECT * FROM closure WHERE until > :now ORDER BY scope")
                        .bind("now", database.now(handle))
                        .map((row, context) ->
                                closure(Scope.of(row.getString("scope")).orElseThrow(), row))
                        .list())
                .stream()
                .filter(closure -> closure.community().front().equals(front))
                .toList();
    }

    @Override
    public void park(Scope community, Duration length) {
        database.write(handle -> handle.createUpdate("INSERT INTO parking (scope, until) VALUES (:scope, :until)"
                        + " ON CONFLICT (scope) DO UPDATE SET until = excluded.until"
                        + " WHERE parking.until < excluded.until")
                .bind("scope", community.text())
                .bind("until", database.now(handle) + length.toMillis())
                .execute());
    }

    @Override
    public Optional<Instant> parked(Scope community) {
        return database.read(
                handle -> handle.createQuery("SELECT until FROM parking WHERE scope = :scope AND until > :now")
                        .bind("scope", community.text())
                        .bind("now", database.now(handle))
                        .map((row, context) -> Instant.ofEpochMilli(row.getLong(1)))
                        .findOne());
    }
}
