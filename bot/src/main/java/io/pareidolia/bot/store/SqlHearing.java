package io.pareidolia.bot.store;

import io.pareidolia.bot.job.Hearing;
import io.pareidolia.bot.quota.Scope;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.statement.PreparedBatch;

/** From when on fronts listen, in a database. */
public final class SqlHearing implements Hearing {
    private static final int REMEMBERED = 100;

    private final Database database;

    public SqlHearing(Database database) {
        this.database = database;
    }

    @Override
    public Instant since(Scope scope) {
        Optional<Long> known =
                database.read(handle -> handle.createQuery("SELECT since FROM hearing WHERE scope = :scope")
                        .bind("scope", scope.text())
                        .mapTo(Long.class)
                        .findOne());
        return Instant.ofEpochMilli(known.orElseGet(() ->
                database.write(handle -> handle.createQuery("INSERT INTO hearing (scope, since) VALUES (:scope, :now)"
                                + " ON CONFLICT (scope) DO UPDATE SET since = hearing.since RETURNING since")
                        .bind("scope", scope.text())
                        .bind("now", database.now(handle))
                        .mapTo(Long.class)
                        .one())));
    }

    @Override
    public void seen(Scope community, Collection<Seen> messages) {
        if (messages.isEmpty()) {
            return;
        }
        database.write(handle -> {
            PreparedBatch rows = handle.prepareBatch("INSERT INTO seen (scope, message, written)"
                    + " VALUES (:scope, :message, :written) ON CONFLICT (scope, message) DO NOTHING");
            for (Seen message : messages) {
                rows.bind("scope", community.text())
                        .bind("message", message.message())
                        .bind("written", message.written().toEpochMilli())
                        .add();
            }
            rows.execute();
            return handle.createUpdate(
                            "DELETE FROM seen WHERE scope = :scope AND message NOT IN (SELECT message FROM seen"
                                    + " WHERE scope = :scope ORDER BY written DESC, message DESC LIMIT " + REMEMBERED
                                    + ")")
                    .bind("scope", community.text())
                    .execute();
        });
    }

    @Override
    public List<Seen> latest(Scope community, int most) {
        return database.read(handle -> handle.createQuery("SELECT message, written FROM seen WHERE scope = :scope"
                        + " ORDER BY written DESC, message DESC LIMIT :most")
                .bind("scope", community.text())
                .bind("most", most)
                .map((row, context) -> new Seen(row.getString(1), Instant.ofEpochMilli(row.getLong(2))))
                .list());
    }
}
