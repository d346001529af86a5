package io.pareidolia.bot.store;

import io.pareidolia.bot.quota.AuditTrail;
import io.pareidolia.bot.quota.Author;
import io.pareidolia.bot.quota.Scope;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** The audit table. */
public final class SqlAuditTrail implements AuditTrail {
    private final Database database;

    public SqlAuditTrail(Database database) {
        this.database = database;
    }

    /** Writes a change down in the transaction that makes it. */
    static void add(
            Database database,
            Handle handle,
            Author author,
            String action,
            String subject,
            String what,
            Optional<String> before) {
        handle.createUpdate("INSERT INTO audit (at, author, action, subject, what, before)"
                        + " VALUES (:at, :author, :action, :subject, :what, :before)")
                .bind("at", database.now(handle))
                .bind("author", author.text())
                .bind("action", action)
                .bind("subject", subject)
                .bind("what", what)
                .bind("before", before.orElse(null))
                .execute();
    }

    @Override
    public void add(Author author, String action, String subject, String what, Optional<String> before) {
        database.write(handle -> {
            add(database, handle, author, action, subject, what, before);
            return true;
        });
    }

    @Override
    public List<Entry> latest(int most) {
        return database.read(handle ->
                entries(handle.createQuery("SELECT number, at, author, action, subject, what, before FROM audit"
                                + " ORDER BY number DESC LIMIT :most")
                        .bind("most", most)));
    }

    @Override
    public List<Entry> latest(Scope scope, int most) {
        String within = scope.text() + "/";
        return database.read(handle ->
                entries(handle.createQuery("SELECT number, at, author, action, subject, what, before FROM audit"
                                + " WHERE subject = :subject OR SUBSTR(subject, 1, :length) = :within"
                                + " ORDER BY number DESC LIMIT :most")
                        .bind("subject", scope.text())
                        .bind("within", within)
                        .bind("length", within.length())
                        .bind("most", most)));
    }

    private static List<Entry> entries(Query query) {
        return query.map((row, context) -> new Entry(
                        row.getLong("number"),
                        Instant.ofEpochMilli(row.getLong("at")),
                        row.getString("author"),
                        row.getString("action"),
                        row.getString("subject"),
                        row.getString("what"),
                        Optional.ofNullable(row.getString("before"))))
                .list();
    }
}
