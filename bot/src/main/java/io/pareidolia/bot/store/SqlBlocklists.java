package io.pareidolia.bot.store;

import io.pareidolia.bot.job.Blocklists;
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
    public boolean block(String sha256, String by, String reason) {
        String digits = digits(sha256);
        return database.write(handle -> {
            changed(handle);
            return handle.createUpdate("INSERT INTO blocked_picture (sha256, fingerprint, blocked_by, reason, created)"
                                    + " VALUES (:sha256, (SELECT fingerprint FROM picture_seen WHERE sha256 = :sha256),"
                                    + " :by, :reason, :now) ON CONFLICT (sha256) DO NOTHING")
                            .bind("sha256", digits)
                            .bind("by", by)
                            .bind("reason", reason)
                            .bind("now", database.now(handle))
                            .execute()
                    == 1;
        });
    }

    @Override
    public boolean unblock(String sha256) {
        String digits = digits(sha256);
        return database.write(handle -> {
            changed(handle);
            return handle.createUpdate("DELETE FROM blocked_picture WHERE sha256 = :sha256")
                            .bind("sha256", digits)
                            .execute()
                    == 1;
        });
    }

    /** First in its transaction: who changes the list waits for who else does, so that no two versions are the same. */
    private static void changed(Handle handle) {
        handle.createUpdate("UPDATE blocklist SET version = version + 1").execute();
    }

    @Override
    public void seen(String sha256, Optional<Fingerprint> fingerprint) {
        String digits = digits(sha256);
        fingerprint
                .map(Fingerprint::text)
                .ifPresent(text -> database.write(handle -> {
                    int again = handle.createUpdate("INSERT INTO picture_seen (sha256, fingerprint, seen)"
                                    + " VALUES (:sha256, :fingerprint, :now) ON CONFLICT (sha256) DO UPDATE"
                                    + " SET fingerprint = excluded.fingerprint, seen = excluded.seen")
                            .bind("sha256", digits)
                            .bind("fingerprint", text)
                            .bind("now", database.now(handle))
                            .execute();
                    return again;
                }));
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
