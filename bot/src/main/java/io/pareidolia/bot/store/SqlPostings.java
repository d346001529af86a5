package io.pareidolia.bot.store;

import io.pareidolia.bot.job.JobId;
import io.pareidolia.bot.job.Posting;
import io.pareidolia.bot.job.Postings;
import io.pareidolia.bot.job.Summons;
import io.pareidolia.bot.quota.Scope;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Where answers stand, in a database. */
public final class SqlPostings implements Postings {
    private static final String ROWS =
            "SELECT job.id, posting.* FROM posting JOIN job ON job.number = posting.job WHERE ";
    private static final String OF_JOB = " WHERE job = (SELECT number FROM job WHERE id = :id)";

    private final Database database;

    public SqlPostings(Database database) {
        this.database = database;
    }

    @Override
    public Posting begin(JobId job, Summons summons) {
        return database.write(handle -> {
            handle.createUpdate(
                            "INSERT INTO posting (job, front, community, thread, message, summoner, author, created,"
                                    + " looked) SELECT number, :front, :community, :thread, :message, :summoner, :author, :now,"
                                    + " :now FROM job WHERE id = :id ON CONFLICT (job) DO NOTHING")
                    .bind("id", job.text())
                    .bind("front", summons.community().front())
                    .bind("community", summons.community().community())
                    .bind("thread", summons.thread())
                    .bind("message", summons.message())
                    .bind("summoner", summons.summoner())
                    .bind("author", summons.author())
                    .bind("now", database.now(handle))
                    .execute();
            return found(handle, job).orElseThrow(() -> new IllegalStateException("there is no job " + job));
        });
    }

    @Override
    public boolean attempt(JobId job, Posting.Act act) {
        String done = switch (act) {
            case POST -> "post IS NULL AND way IS NULL";
            case ANSWER, MESSAGE -> "way IS NULL";
        };
        return database.write(handle -> handle.createUpdate("UPDATE posting SET attempt = :act, attempted = :now"
                                + OF_JOB + " AND attempt IS NULL AND " + done)
                        .bind("id", job.text())
                        .bind("act", word(act))
                        .bind("now", database.now(handle))
                        .execute()
                == 1);
    }

    @Override
    public void missed(JobId job, Posting.Act act) {
        database.write(handle -> handle.createUpdate(
                        "UPDATE posting SET attempt = NULL, attempted = NULL" + OF_JOB + " AND attempt = :act")
                .bind("id", job.text())
                .bind("act", word(act))
                .execute());
    }

    @Override
    public void posted(JobId job, String post) {
        database.write(handle -> handle.createUpdate("UPDATE posting SET post = :post,"
                        + " attempt = CASE WHEN attempt = 'post' THEN NULL ELSE attempt END" + OF_JOB)
                .bind("id", job.text())
                .bind("post", post)
                .execute());
    }

    @Override
    public void answered(JobId job, Posting.Way way, Optional<String> answer) {
        database.write(handle -> handle.createUpdate(
                        "UPDATE posting SET way = :way, answer = :answer, attempt = NULL" + OF_JOB + " AND way IS NULL")
                .bind("id", job.text())
                .bind("way", word(way))
                .bind("answer", answer.orElse(null))
                .execute());
    }

    @Override
    public Optional<Posting> find(JobId job) {
        return database.read(handle -> found(handle, job));
    }

    private static Optional<Posting> found(Handle handle, JobId job) {
        return handle.createQuery(ROWS + "job.id = :id")
                .bind("id", job.text())
                .map((row, context) -> posting(row))
                .findOne();
    }

    @Override
    public Optional<Posting> named(String front, String name) {
        return database.read(handle -> handle.createQuery(
                        ROWS + "posting.front = :front AND (posting.answer = :name OR posting.post = :name)"
                                + " ORDER BY posting.job LIMIT 1")
                .bind("front", front)
                .bind("name", name)
                .map((row, context) -> posting(row))
                .findOne());
    }

    @Override
    public List<Posting> unwatched(String front, Duration age, Duration rest, int most) {
        return database.read(handle -> {
            long now = database.now(handle);
            return handle.createQuery(ROWS + "posting.front = :front AND posting.gone IS NULL"
                            + " AND (posting.answer IS NOT NULL OR posting.post IS NOT NULL)"
                            + " AND posting.created > :since AND posting.looked <= :rested"
                            + " ORDER BY posting.looked, posting.job LIMIT :most")
                    .bind("front", front)
                    .bind("since", now - age.toMillis())
                    .bind("rested", now - rest.toMillis())
                    .bind("most", most)
                    .map((row, context) -> posting(row))
                    .list();
        });
    }

    @Override
    public void looked(Collection<JobId> jobs) {
        if (jobs.isEmpty()) {
            return;
        }
        database.write(handle -> handle.createUpdate(
                        "UPDATE posting SET looked = :now WHERE job IN (SELECT number FROM job WHERE id IN (<ids>))")
                .bind("now", database.now(handle))
                .bindList("ids", jobs.stream().map(JobId::text).toList())
                .execute());
    }

    @Override
    public boolean gone(JobId job) {
        return database.write(
                handle -> handle.createUpdate("UPDATE posting SET gone = :now" + OF_JOB + " AND gone IS NULL")
                                .bind("id", job.text())
                                .bind("now", database.now(handle))
                                .execute()
                        == 1);
    }

    private static Posting posting(ResultSet row) throws SQLException {
        return new Posting(
                new JobId(row.getString("id")),
                new Summons(
                        Scope.community(row.getString("front"), row.getString("community")),
                        row.getString("thread"),
                        row.getString("message"),
                        row.getString("summoner"),
                        row.getString("author")),
                Optional.ofNullable(row.getString("attempt")).map(word -> Posting.Act.valueOf(name(word))),
                JobRow.instant(row, "attempted"),
                Optional.ofNullable(row.getString("post")),
                Optional.ofNullable(row.getString("answer")),
                Optional.ofNullable(row.getString("way")).map(word -> Posting.Way.valueOf(name(word))),
                Instant.ofEpochMilli(row.getLong("created")),
                Instant.ofEpochMilli(row.getLong("looked")),
                JobRow.instant(row, "gone"));
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static String name(String word) {
        return word.toUpperCase(Locale.ROOT);
    }
}
