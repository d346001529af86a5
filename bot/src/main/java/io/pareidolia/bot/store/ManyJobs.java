package io.pareidolia.bot.store;

import org.jdbi.v3.core.Handle;

/** Fills an empty database with more jobs than anybody would queue one by one, as the queueing of each would leave it. */
public final class ManyJobs {
    private static final String COUNTING =
            "WITH RECURSIVE counted (i) AS" + " (SELECT 0 UNION ALL SELECT i + 1 FROM counted WHERE i + 1 < :count) ";

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
            counted(
                    handle,
                    communities,
                    "INSERT INTO tenant (front, community, max_running) SELECT 'lobby', 'c' || i, 1000 FROM counted",
                    now);
            counted(
                    handle,
                    communities * membersEach,
                    "INSERT INTO flow (front, community, member, max_running)"
                            + " SELECT 'lobby', 'c' || (i % " + communities + "), 'm' || (i / " + communities
                            + "), 1000 FROM counted",
                    now);
            String digits = "CAST(i AS TEXT)";
            counted(
                    handle,
                    jobs,
                    "INSERT INTO job (id, front, external_id, community, member, wish, reply_to, state, recipe, cost,"
                            + " run_at, due, created, changed)"
                            + " SELECT SUBSTR('" + "0".repeat(26) + "', 1, 26 - LENGTH(" + digits + ")) || " + digits
                            + ", 'lobby', " + digits + ", 'c' || (i % " + communities + "), 'm' || ((i / "
                            + communities + ") % " + membersEach + "),"
                            + " '{\"recipe\":\"eyes\",\"source\":{\"from\":\"link\",\"url\":\"https://example.com/a.png\"}}',"
                            + " 'page', 'queued', 'look=eyes', 5 + (i * 7919) % 36, :now, 1, :now, :now FROM counted",
                    now);
            handle.execute("INSERT INTO job_picture (job, role, sha256, media_type, bytes)"
                    + " SELECT number, 'source', '" + "a".repeat(64) + "', 'image/png', 10 FROM job");
            handle.execute("UPDATE flow SET ready = (SELECT COUNT(*) FROM job WHERE job.front = flow.front"
                    + " AND job.community = flow.community AND job.member = flow.member AND job.due = 1)");
            handle.execute("UPDATE tenant SET ready = (SELECT SUM(flow.ready) FROM flow"
                    + " WHERE flow.front = tenant.front AND flow.community = tenant.community)");
            return jobs;
        });
        database.analyze();
    }

    private static void counted(Handle handle, int count, String insert, long now) {
        // SQLite wants the counting behind INSERT INTO, PostgreSQL takes it there too
        int select = insert.indexOf("SELECT");
        handle.createUpdate(insert.substring(0, select) + COUNTING + insert.substring(select))
                .bind("count", count)
                .bind("now", now)
                .execute();
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
