package io.pareidolia.bot.store;

import io.pareidolia.bot.job.Belongings;
import io.pareidolia.bot.job.Job;
import io.pareidolia.bot.job.JobId;
import io.pareidolia.bot.job.Retention;
import io.pareidolia.bot.quota.Author;
import io.pareidolia.bot.quota.Scope;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Jobs and pictures of a scope, in a database. */
public final class SqlBelongings implements Belongings {
    /** Before the role of a picture that is put aside: whoever asks for a picture by its role does not find it. */
    static final String HELD = "held-";

    private final Database database;
    private final JobDesk desk;
    private final Retention retention;

    public SqlBelongings(Database database, JobDesk desk, Retention retention) {
        this.database = database;
        this.desk = desk;
        this.retention = retention;
    }

    @Override
    public int cancel(Scope scope, String sentence, Author author) {
        Map<String, Object> which = new HashMap<>(JobDesk.which(scope));
        List<JobId> open = ids(
                "SELECT id FROM job WHERE state IN ('received', 'queued', 'dreaming') AND " + JobDesk.where(which),
                which);
        return (int)
                open.stream().filter(id -> desk.cancel(id, sentence, author)).count();
    }

    @Override
    public List<Job> unconfirmed(Scope scope, Duration latest, int most) {
        Map<String, Object> which = new HashMap<>(JobDesk.which(scope));
        // the condition on the state is that of an index
        String query = "SELECT * FROM job WHERE changed >= :since AND state = 'failed' AND state IN "
                + SqlRetention.ENDED + " AND number IN (SELECT job FROM answer WHERE undelivered = 1)"
                + " AND " + JobDesk.where(which) + " ORDER BY changed DESC, number DESC LIMIT :most";
        return database.read(handle -> handle.createQuery(query)
                .bind("since", database.now(handle) - latest.toMillis())
                .bind("most", most)
                .bindMap(which)
                .map(JobRow.MAPPER)
                .map(JobRow::job)
                .list());
    }

    private List<JobId> ids(String query, Map<String, Object> values) {
        return database.read(handle -> handle.createQuery(query)
                .bindMap(values)
                .map((row, context) -> new JobId(row.getString(1)))
                .list());
    }

    @Override
    public int forget(Scope scope) {
        Map<String, Object> which = new HashMap<>(JobDesk.which(scope));
        return forget(JobDesk.where(which), which);
    }

    @Override
    public int forget(String front, String part) {
        return forget(
                "front = :front AND reply_to LIKE :part",
                Map.of("front", front, "part", "%" + part.replace("%", "").replace("_", "") + "%"));
    }

    @Override
    public int forgetAllOn(String sha256, String front, String community) {
        return (int) ids(
                        "SELECT id FROM job JOIN job_picture ON job = number WHERE sha256 = :sha256"
                                + " AND role = 'source' AND front = :front AND community = :community",
                        Map.of("sha256", sha256, "front", front, "community", community))
                .stream()
                .filter(retention::forget)
                .count();
    }

    /** Few jobs have pictures, so that these are looked through. */
    private int forget(String which, Map<String, Object> values) {
        List<JobId> kept = ids("SELECT id FROM job WHERE number IN (SELECT job FROM job_picture) AND " + which, values);
        return (int) kept.stream().filter(retention::forget).count();
    }

    @Override
    public boolean hold(JobId id, Author author) {
        return renamed(
                id, "role = '" + HELD + "' || role", "role NOT LIKE '" + HELD + "%'", author, "report", "put aside");
    }

    @Override
    public boolean release(JobId id, Author author) {
        return renamed(
                id,
                "role = SUBSTR(role, " + (HELD.length() + 1) + ")",
                "role LIKE '" + HELD + "%'",
                author,
                "report --lift",
                "shown again");
    }

    private boolean renamed(JobId id, String how, String which, Author author, String action, String what) {
        return database.write(handle -> {
            boolean changed = handle.createUpdate("UPDATE job_picture SET " + how
                                    + " WHERE job = (SELECT number FROM job WHERE id = :id AND state IN "
                                    + SqlRetention.ENDED + ") AND " + which)
                            .bind("id", id.text())
                            .execute()
                    > 0;
            if (changed) {
                Scope community = handle.createQuery("SELECT front, community FROM job WHERE id = :id")
                        .bind("id", id.text())
                        .map((row, context) -> Scope.community(row.getString(1), row.getString(2)))
                        .one();
                SqlAuditTrail.add(
                        database, handle, author, action, community.text(), what + ": " + id, Optional.empty());
            }
            return changed;
        });
    }

    @Override
    public boolean isHeld(JobId id) {
        return !ids(
                        "SELECT id FROM job WHERE id = :id AND EXISTS (SELECT 1 FROM job_picture WHERE job = job.number"
                                + " AND role LIKE '" + HELD + "%')",
                        Map.of("id", id.text()))
                .isEmpty();
    }
}
