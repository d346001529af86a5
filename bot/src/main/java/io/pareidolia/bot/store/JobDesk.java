package io.pareidolia.bot.store;

import io.pareidolia.bot.job.Job;
import io.pareidolia.bot.job.JobId;
import io.pareidolia.bot.job.JobState;
import io.pareidolia.bot.quota.Author;
import io.pareidolia.bot.quota.Scope;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** What an operator does with jobs. Each change is written into the audit table in the same transaction. */
public final class JobDesk {
    private static final String CANCEL = "jobs cancel";

    private final Database database;
    private final SqlJobs jobs;

    public JobDesk(Database database, SqlJobs jobs) {
        this.database = database;
        this.jobs = jobs;
    }

    /**
     * The latest jobs, the very latest first.
     *
     * @param state only those in it
     * @param scope only those of it; not of a role
     */
    public List<Job> list(Optional<JobState> state, Scope scope, int most) {
        Map<String, String> which = which(scope);
        state.ifPresent(only -> which.put("state", only.word()));
        return database.read(handle -> handle.createQuery(
                        "SELECT * FROM job WHERE " + where(which) + " ORDER BY number DESC LIMIT :most")
                .bindMap(which)
                .bind("most", most)
                .map(JobRow.MAPPER)
                .map(JobRow::job)
                .list());
    }

    static Map<String, String> which(Scope scope) {
        Map<String, String> which = new HashMap<>();
        switch (scope.level()) {
            case EVERYBODY -> {}
            case PLATFORM -> which.put("front", scope.front());
            case COMMUNITY -> {
                which.put("front", scope.front());
                which.put("community", scope.community());
            }
            case MEMBER_EVERYWHERE -> {
                which.put("front", scope.front());
                which.put("member", scope.name());
            }
            case MEMBER -> {
                which.put("front", scope.front());
                which.put("community", scope.community());
                which.put("member", scope.name());
            }
            case ROLE -> throw new IllegalArgumentException("the jobs of the role " + scope);
        }
        return which;
    }

    /** The columns are this class's own words. */
    static String where(Map<String, ?> which) {
        StringBuilder where = new StringBuilder("1 = 1");
        which.keySet()
                .forEach(column ->
                        where.append(" AND ").append(column).append(" = :").append(column));
        return where.toString();
    }

    /** Ends a job, or tells its worker to; false if it has ended or is dreamed already. */
    public boolean cancel(JobId id, String sentence, Author author) {
        return database.write(handle -> {
            Optional<String> before = state(handle, id);
            boolean cancelled = jobs.cancel(handle, id, sentence);
            if (cancelled) {
                audit(handle, author, CANCEL, id, "cancelled", before);
            }
            return cancelled;
        });
    }

    private static Optional<String> state(Handle handle, JobId id) {
        return handle.createQuery("SELECT state FROM job WHERE id = :id")
                .bind("id", id.text())
                .mapTo(String.class)
                .findOne();
    }

    private void audit(Handle handle, Author author, String action, JobId id, String what, Optional<String> before) {
        SqlAuditTrail.add(database, handle, author, action, id.text(), what, before);
    }

    /** Ends the jobs of a scope that nobody dreams yet, and tells how many. */
    public int cancelWaiting(Scope scope, String sentence, Author author) {
        if (scope.level() == Scope.Level.ROLE) {
            return 0;
        }
        Map<String, String> which = which(scope);
        List<JobId> waiting = database.read(handle -> handle.createQuery(
                        "SELECT id FROM job WHERE state IN ('received', 'queued') AND " + where(which))
                .bindMap(which)
                .map((row, context) -> new JobId(row.getString(1)))
                .list());
        return (int) waiting.stream().filter(id -> cancel(id, sentence, author)).count();
    }

    /** The jobs that dream, or have dreamed, on a picture. */
    public List<JobId> on(String sha256) {
        return database.read(handle -> handle.createQuery("SELECT job.id FROM job JOIN job_picture ON job = number"
                        + " WHERE sha256 = :sha256 AND role = 'source' ORDER BY number")
                .bind("sha256", sha256)
                .map((row, context) -> new JobId(row.getString(1)))
                .list());
    }

    /**
     * Has a job that ended in vain tried again, as a new one.
     *
     * @return the new one's name; empty if that is not possible
     */
    public Optional<JobId> retry(JobId id, Author author) {
        return database.write(handle -> {
            Optional<String> before = state(handle, id);
            Optional<JobId> again = jobs.again(handle, id);
            again.ifPresent(job -> audit(handle, author, "jobs retry", id, "again as " + job, before));
            return again;
        });
    }

    /** Jobs that ended so long ago, the oldest first. */
    public List<JobId> ended(Duration age, int most) {
        return database.read(handle -> handle.createQuery("SELECT id FROM job WHERE state IN " + SqlRetention.ENDED
                        + " AND changed <= :until ORDER BY changed LIMIT :most")
                .bind("until", database.now(handle) - age.toMillis())
                .bind("most", most)
                .map((row, context) -> new JobId(row.getString(1)))
                .list());
    }

    /**
     * Deletes all that is known of a job that has ended, but for what was used of limits. Its pictures vanish with the
     * next sweep unless others refer to them.
     */
    public boolean purge(JobId id, Author author) {
        return database.write(handle -> {
            Optional<Ended> found = handle.createQuery("SELECT number, state FROM job WHERE id = :id AND state IN "
                            + SqlRetention.ENDED + database.locking())
                    .bind("id", id.text())
                    .map((row, context) -> new Ended(row.getLong(1), row.getString(2)))
                    .findOne();
            found.ifPresent(job -> {
                for (String table : List.of("preview", "answer", "posting", "job_picture", "ledger")) {
                    handle.createUpdate("DELETE FROM " + table + " WHERE job = :number")
                            .bind("number", job.number)
                            .execute();
                }
                handle.createUpdate("DELETE FROM job WHERE number = :number")
                        .bind("number", job.number)
                        .execute();
                audit(handle, author, "jobs purge", id, "deleted", Optional.of(job.state));
            });
            return found.isPresent();
        });
    }

    private record Ended(long number, String state) {}
}
