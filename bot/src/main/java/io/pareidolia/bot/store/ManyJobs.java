package io.pareidolia.bot.store;

import io.pareidolia.bot.job.JobId;
import io.pareidolia.bot.job.Wish;
import java.util.Locale;

/** Fills an empty database with more jobs than anybody would queue one by one, as the queueing of each would leave it. */
public final class ManyJobs {
    private final Database database;

    public ManyJobs(Database database) {
        this.database = database;
    }

    /** Whether nobody has ever asked for anything here. */
    public boolean none() {
        return database.read(
                handle -> handle.createQuery("SELECT (SELECT COUNT(*) FROM (SELECT 1 FROM job LIMIT 1) AS j)"
                                        + " + (SELECT COUNT(*) FROM (SELECT 1 FROM tenant LIMIT 1) AS t)")
                                .mapTo(Integer.class)
                                .one()
                        == 0);
    }

    /**
     * Queues jobs of 5 to 40 seconds, evenly spread over communities and their members, none of whom has a cap that
     * matters.
     */
    public void queue(int jobs, int communities, int membersEach) {
        database.write(handle -> {
            long now = database.now(handle);
            String digits = "CAST(i AS TEXT)";
            handle.createUpdate("INSERT INTO job (id, front, external_id, community, member, wish, reply_to, state,"
                            + " recipe, cost, run_at, due, created, changed)"
                            + " WITH RECURSIVE counted (i) AS"
                            + " (SELECT 0 UNION ALL SELECT i + 1 FROM counted WHERE i + 1 < :jobs)"
                            + " SELECT SUBSTR(:zeros, 1, 26 - LENGTH(" + digits + ")) || " + digits + ", 'lobby', "
                            + digits + ", 'c' || (i % " + communities + "), 'm' || ((i / " + communities + ") % "
                            + membersEach + "), :wish, 'page', 'queued', 'look=eyes',"
                            + " 5 + ((i % 36000) * 7919) % 36, :now, 1, :now, :now FROM counted")
                    .bind("jobs", jobs)
                    .bind("zeros", id(0).text())
                    .bind("wish", new Wish("eyes", new Wish.Source.Link("https://example.com/a.png")).text())
                    .bind("now", now)
                    .execute();
            handle.execute("INSERT INTO job_picture (job, role, sha256, media_type, bytes)"
                    + " SELECT number, 'source', '" + "a".repeat(64) + "', 'image/png', 10 FROM job");
            handle.execute("INSERT INTO flow (front, community, member, max_running, ready)"
                    + " SELECT front, community, member, 1000, COUNT(*) FROM job GROUP BY front, community, member");
            handle.execute("INSERT INTO tenant (front, community, max_running, ready)"
                    + " SELECT front, community, 1000, COUNT(*) FROM job GROUP BY front, community");
            return jobs;
        });
        database.analyze();
    }

    /** The one that was queued so many after the first. */
    public static JobId id(int number) {
        return new JobId(String.format(Locale.ROOT, "%026d", number));
    }

    /** Deletes everything that was ever asked for. */
    public void clear() {
        database.write(handle -> {
            for (String table : new String[] {"answer", "ledger", "usage", "job_picture", "job", "flow", "tenant"}) {
                handle.execute("DELETE FROM " + table);
            }
            return 0;
        });
    }
}
