package io.pareidolia.bot.store;

import io.pareidolia.bot.job.Blocklists;
import io.pareidolia.bot.quota.Author;
import io.pareidolia.bot.quota.Reason;
import io.pareidolia.dream.content.BlockedPicture;
import io.pareidolia.dream.content.Blocklist;
import io.pareidolia.dream.content.Fingerprint;
import java.time.Duration;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The blocklist in a database. */
public final class SqlBlocklists implements Blocklists {
    private final Database database;

    public SqlBlocklists(Database database) {
        this.database = database;
    }

    @Override
    public Blocklist all() {
        return database.read(handle -> new Blocklist(handle.createQuery(
                        "SELECT sha256, fingerprint FROM blocked_picture ORDER BY created, sha256")
                .map((row, context) -> new BlockedPicture(
                        row.getString(1), Optional.ofNullable(row.getString(2)).map(Fingerprint::read)))
                .list()));
    }

    @Override
    public long version() {
        return database.read(handle -> handle.createQuery("SELECT version FROM blocklist")
                .mapTo(Long.class)
                .one());
    }

    @Override
    public boolean block(BlockedPicture picture, Author by, Reason reason) {
        return database.write(handle -> {
            changed(handle);
            boolean already = handle.createQuery("SELECT COUNT(*) FROM blocked_picture WHERE sha256 = :sha256")
                            .bind("sha256", picture.sha256())
                            .mapTo(Integer.class)
                            .one()
                    > 0;
            handle.createUpdate("INSERT INTO blocked_picture (sha256, fingerprint, blocked_by, reason, created)"
                            + " VALUES (:sha256, COALESCE(:fingerprint,"
                            + " (SELECT fingerprint FROM picture_seen WHERE sha256 = :sha256)),"
                            + " :by, :reason, :now) ON CONFLICT (sha256) DO UPDATE"
                            + " SET fingerprint = COALESCE(blocked_picture.fingerprint, excluded.fingerprint)")
                    .bind("sha256", picture.sha256())
                    .bind(
                            "fingerprint",
                            picture.fingerprint().map(Fingerprint::text).orElse(null))
                    .bind("by", by.text())
                    .bind("reason", reason.text())
                    .bind("now", database.now(handle))
                    .execute();
            if (!already) {
                audit(handle, by, "block", picture.sha256(), "blocked" + because(reason.text()), Optional.empty());
            }
            return !already;
        });
    }

    private static String because(String reason) {
        return reason.isEmpty() ? "" : ": " + reason;
    }

    private void audit(Handle handle, Author by, String action, String sha256, String what, Optional<String> before) {
        SqlAuditTrail.add(database, handle, by, action, sha256, what, before);
    }

    @Override
    public boolean unblock(String sha256, Author by) {
        String digits = digits(sha256);
        return database.write(handle -> {
            changed(handle);
            Optional<String> reason = handle.createQuery(
                            "DELETE FROM blocked_picture WHERE sha256 = :sha256 RETURNING reason")
                    .bind("sha256", digits)
                    .mapTo(String.class)
                    .findOne();
            reason.ifPresent(
                    why -> audit(handle, by, "unblock", digits, "not blocked", Optional.of("blocked" + because(why))));
            return reason.isPresent();
        });
    }

    /** First in its transaction: who changes the list waits for who else does, so that no two versions are the same. */
    private static void changed(Handle handle) {
        handle.createUpdate("UPDATE blocklist SET version = version + 1").execute();
    }

    @Override
    public void seen(String sha256, Optional<Fingerprint> fingerprint) {
        String digits = digits(sha256);
        if (fingerprint.isEmpty()) {
            return;
        }
        database.write(handle -> handle.createUpdate("INSERT INTO picture_seen (sha256, fingerprint, seen)"
                        + " VALUES (:sha256, :fingerprint, :now) ON CONFLICT (sha256) DO UPDATE"
                        + " SET fingerprint = excluded.fingerprint, seen = excluded.seen")
                .bind("sha256", digits)
                .bind("fingerprint", fingerprint.get().text())
                .bind("now", database.now(handle))
                .execute());
    }

    private static String digits(String sha256) {
        // checked there
        return new BlockedPicture(sha256, Optional.empty()).sha256();
    }

    @Override
    public int forgetSeen(Duration age) {
        return database.write(handle -> handle.createUpdate("DELETE FROM picture_seen WHERE seen <= :until")
                .bind("until", database.now(handle) - age.toMillis())
                .execute());
    }
}
