package io.pareidolia.bot.store;

import io.pareidolia.bot.job.JobId;
import io.pareidolia.bot.job.JobState;
import io.pareidolia.bot.job.Retention;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** References to pictures, in a database, and the pictures themselves, wherever they are. */
public final class SqlRetention implements Retention {
    /** As many as one transaction forgets, so that others need not wait for long. */
    private static final int AT_ONCE = 500;

    /** The longest window is a day of the clock; a job may be booked a while after its window was looked up. */
    private static final Duration USE = Duration.ofDays(2);

    /** First what a recount compares with the ledger, and then that: a crash in between leaves nothing that is wrong. */
    private static final List<Aged> CHARGES = List.of(
            new Aged("usage", "scope, window_start", "window_start"),
            new Aged("ledger", "job, scope, window_start, kind", "window_start"),
            new Aged("refused_picture", "job", "at"));

    /** Of what was seen of a community the latest stays, or old messages would be new ones. */
    private static final List<Aged> POSTINGS = List.of(
            new Aged("posting", "job", "created"),
            new Aged("thread_answer", "front, thread, message", "at"),
            new Aged("thread", "front, thread", "silence IS NULL AND changed"),
            new Aged("closure", "scope", "until"),
            new Aged("parking", "scope", "until"),
            new Aged("settings_page", "scope", "read"),
            new Aged(
                    "seen",
                    "scope, message",
                    "written < (SELECT MAX(written) FROM seen later WHERE later.scope = seen.scope) AND written"));

    static final String ENDED = Arrays.stream(JobState.values())
            .filter(JobState::isEnd)
            .map(state -> "'" + state.word() + "'")
            .collect(Collectors.joining(", ", "(", ")"));

    private static final Logger LOG = LoggerFactory.getLogger(SqlRetention.class);

    private final Database database;
    private final SqlJobs jobs;
    private final StoredPictures pictures;

    public SqlRetention(Database database, SqlJobs jobs, StoredPictures pictures) {
        this.database = database;
        this.jobs = jobs;
        this.pictures = pictures;
    }

    @Override
    public boolean forget(JobId id) {
        List<Long> ended = database.read(handle -> handle.createQuery(
                        "SELECT number FROM job WHERE id = :id AND state NOT IN ('received', 'queued', 'dreaming')")
                .bind("id", id.text())
                .mapTo(Long.class)
                .list());
        if (ended.isEmpty()) {
            return false;
        }
        vanish(database.write(handle -> {
            handle.createUpdate("UPDATE job SET kept_until = NULL WHERE number = :job")
                    .bind("job", ended.get(0))
                    .execute();
            return deleted(handle, "job = :bound", ended.get(0));
        }));
        return true;
    }

    /** Deletes references, at most {@link #AT_ONCE}, and tells to which pictures. */
    private static List<String> deleted(Handle handle, String which, long bound) {
        return handle.createQuery(
                        "DELETE FROM job_picture WHERE (job, role) IN (SELECT job, role FROM job_picture WHERE " + which
                                + " LIMIT " + AT_ONCE + ") RETURNING sha256")
                .bind("bound", bound)
                .mapTo(String.class)
                .list();
    }

    /** Deletes what nothing refers to any more. */
    private int vanish(List<String> released) {
        int vanished = 0;
        for (String sha256 : released.stream().distinct().toList()) {
            try {
                vanished += !referred(sha256) && pictures.delete(sha256, this::referred) ? 1 : 0;
            } catch (IOException later) {
                LOG.warn("a picture could not be deleted, which will be tried again: {}", later.getMessage());
            }
        }
        return vanished;
    }

    private boolean referred(String sha256) {
        return database.read(handle -> handle.createQuery("SELECT 1 FROM job_picture WHERE sha256 = :sha256 LIMIT 1")
                .bind("sha256", sha256)
                .mapTo(Integer.class)
                .findOne()
                .isPresent());
    }

    @Override
    public int sweep(Duration sources) {
        // whoever cancels does not want the picture kept either
        int vanished = swept(
                        "role = 'source' AND job IN (SELECT number FROM job WHERE state = 'cancelled'"
                                + " AND changed < :bound)",
                        Duration.ZERO)
                + swept(
                        // a filmstrip begins with the picture itself
                        "role IN ('source', 'filmstrip') AND job IN (SELECT number FROM job WHERE state IN " + ENDED
                                + " AND changed < :bound)",
                        sources)
                + swept(
                        "role <> 'source' AND job IN (SELECT number FROM job WHERE kept_until < :bound)",
                        Duration.ZERO);
        try {
            pictures.deleteUnless(this::referred);
        } catch (IOException later) {
            LOG.warn("old pictures could not all be deleted: {}", later.getMessage());
        }
        return vanished;
    }

    private int swept(String which, Duration age) {
        int vanished = 0;
        List<String> released;
        do {
            released = database.write(handle -> deleted(handle, which, database.now(handle) - age.toMillis()));
            vanished += vanish(released);
        } while (released.size() == AT_ONCE);
        return vanished;
    }

    @Override
    public void forgetUse() {
        CHARGES.forEach(aged -> forget(aged, USE));
    }

    @Override
    public void forgetPostings(Duration age) {
        POSTINGS.forEach(aged -> forget(aged, age));
    }

    /** A table whose rows are forgotten where this time is long ago. */
    private record Aged(String table, String key, String time) {}

    /** A few at a time: others may write in between. */
    private void forget(Aged aged, Duration age) {
        int forgotten;
        do {
            forgotten = database.write(handle -> handle.createUpdate("DELETE FROM " + aged.table + " WHERE (" + aged.key
                            + ") IN (SELECT " + aged.key + " FROM " + aged.table + " WHERE " + aged.time
                            + " < :bound LIMIT " + AT_ONCE + ")")
                    .bind("bound", database.now(handle) - age.toMillis())
                    .execute());
        } while (forgotten == AT_ONCE);
    }

    @Override
    public int expire(String sentence) {
        List<JobId> late = database.read(handle -> handle.createQuery(
                        "SELECT id FROM job WHERE state IN ('received', 'queued') AND reply_until < :now")
                .bind("now", database.now(handle))
                .map((row, context) -> new JobId(row.getString(1)))
                .list());
        return (int) late.stream()
                .filter(id -> jobs.end(id, JobState.EXPIRED, sentence))
                .count();
    }
}
