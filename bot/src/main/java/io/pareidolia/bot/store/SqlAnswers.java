package io.pareidolia.bot.store;

import io.pareidolia.bot.job.Answer;
import io.pareidolia.bot.job.Answers;
import io.pareidolia.bot.job.JobPicture;
import io.pareidolia.bot.job.JobState;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The answers that are owed, in a database. The number of a try is its fence: what an earlier one says counts no more. */
public final class SqlAnswers implements Answers {
    private final Database database;

    public SqlAnswers(Database database) {
        this.database = database;
    }

    /** Writes down that a job has something to tell, in the transaction that gave it that. */
    static void owe(Handle handle, JobRow row, long now) {
        handle.createUpdate("INSERT INTO answer (job, front, run_at) VALUES (:job, :front, :now)")
                .bind("job", row.number())
                .bind("front", row.job().received().asker().front())
                .bind("now", now)
                .execute();
    }

    /** Takes every try for lost, as one that may have arrived. */
    static int endTries(Handle handle) {
        return handle.createUpdate("UPDATE answer SET trying_until = 0 WHERE done = 0 AND trying_until IS NOT NULL")
                .execute();
    }

    /** A row whose try begins. */
    private record Due(long job, int attempts, boolean unsure) {}

    @Override
    public Optional<Answer> next(String front, Duration patience) {
        return database.write(handle -> {
            long now = database.now(handle);
            return handle.createQuery("SELECT job, attempts, unsure, trying_until FROM answer"
                            + " WHERE front = :front AND done = 0 AND run_at <= :now"
                            + " AND (trying_until IS NULL OR trying_until < :now)"
                            + " ORDER BY run_at, job LIMIT 1" + database.lockingFree())
                    .bind("front", front)
                    .bind("now", now)
                    .map((row, context) -> {
                        row.getLong(4);
                        // a try that was not heard of again may have arrived
                        boolean lost = !row.wasNull();
                        return new Due(row.getLong(1), row.getInt(2), lost || row.getInt(3) == 1);
                    })
                    .findOne()
                    .map(due -> begun(handle, due, now, now + patience.toMillis()));
        });
    }

    private static Answer begun(Handle handle, Due due, long now, long until) {
        handle.createUpdate("UPDATE answer SET attempts = attempts + 1, trying_until = :until, unsure = :unsure"
                        + " WHERE job = :job")
                .bind("until", until)
                .bind("unsure", due.unsure ? 1 : 0)
                .bind("job", due.job)
                .execute();
        change(handle, due.job, JobState.DREAMED, JobState.ANSWERING, now);
        JobRow row = handle.createQuery("SELECT * FROM job WHERE number = :job")
                .bind("job", due.job)
                .map(JobRow.MAPPER)
                .one();
        List<JobPicture> outputs = SqlJobs.pictures(handle, due.job).stream()
                .filter(picture -> row.job().state() == JobState.ANSWERING
                        && picture.role().equals(JobPicture.DREAM))
                .toList();
        return new Answer(row.job(), outputs, due.attempts + 1, due.unsure);
    }

    private static int change(Handle handle, long job, JobState from, JobState to, long now) {
        return handle.createUpdate("UPDATE job SET state = :to, changed = :now WHERE number = :job AND state = :from")
                .bind("to", to.word())
                .bind("from", from.word())
                .bind("now", now)
                .bind("job", job)
                .execute();
    }

    @Override
    public boolean delivered(Answer answer) {
        return settled(
                answer,
                "done = 1, trying_until = NULL",
                0,
                (handle, job, now) -> change(handle, job, JobState.ANSWERING, JobState.ANSWERED, now));
    }

    @Override
    public boolean later(Answer answer, Duration after, boolean unsure) {
        String sets = "trying_until = NULL, run_at = :now + :after, unsure = " + (unsure ? 1 : 0);
        return settled(
                answer,
                sets,
                after.toMillis(),
                (handle, job, now) -> change(handle, job, JobState.ANSWERING, JobState.DREAMED, now));
    }

    @Override
    public boolean never(Answer answer, String reason) {
        return settled(answer, "done = 1, trying_until = NULL", 0, (handle, job, now) -> {
            int dreams = handle.createUpdate("UPDATE job SET state = 'failed', sentence = :reason, changed = :now"
                            + " WHERE number = :job AND state = 'answering'")
                    .bind("reason", reason)
                    .bind("now", now)
                    .bind("job", job)
                    .execute();
            handle.createUpdate("UPDATE answer SET undelivered = :dreams WHERE job = :job")
                    .bind("dreams", dreams)
                    .bind("job", job)
                    .execute();
            Ledger.refund(handle, job);
        });
    }

    /** What else the end of a try changes. */
    @FunctionalInterface
    private interface Consequence {
        void of(Handle handle, long job, long now);
    }

    private boolean settled(Answer answer, String sets, long after, Consequence consequence) {
        return database.write(handle -> {
            long now = database.now(handle);
            Optional<Long> job = handle.createQuery("UPDATE answer SET " + sets + " WHERE done = 0"
                            + " AND attempts = :attempt AND trying_until IS NOT NULL"
                            + " AND job = (SELECT number FROM job WHERE id = :id) RETURNING job")
                    .bind("attempt", answer.attempt())
                    .bind("id", answer.job().id().text())
                    .bindMap(Map.of("now", now, "after", after))
                    .mapTo(Long.class)
                    .findOne();
            job.ifPresent(number -> consequence.of(handle, number, now));
            return job.isPresent();
        });
    }
}
