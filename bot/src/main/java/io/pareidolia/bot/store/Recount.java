package io.pareidolia.bot.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/** Counts everything in a store anew while nobody works on it, and tells what is not as it should be. */
public final class Recount {
    /** Sums of amounts that were added and taken away in another order differ by so much. */
    private static final double ROUNDING = 1e-6;

    private static final String PAID = "SUM(CASE WHEN kind = 'charge' THEN amount ELSE -amount END)";

    private final Database database;

    public Recount(Database database) {
        this.database = database;
    }

    /**
     * A job as it ended, or did not.
     *
     * @param externalId the front's name for the request
     * @param told whether a sentence says why, where it did not end well
     */
    public record Ended(String id, String externalId, String state, boolean told) {}

    /** Every job there is. */
    public List<Ended> jobs() {
        return database.read(handle -> handle.createQuery("SELECT id, external_id, state, sentence FROM job")
                .map((row, context) -> new Ended(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4) != null && !row.getString(4).isBlank()))
                .list());
    }

    /** How many jobs are in each state. */
    public Map<String, Integer> states() {
        Map<String, Integer> states = new TreeMap<>();
        jobs().forEach(job -> states.merge(job.state(), 1, Integer::sum));
        return states;
    }

    /** Whether every job has ended and nobody is owed an answer. */
    public boolean settled() {
        return database.read(handle -> handle.createQuery("SELECT (SELECT COUNT(*) FROM answer WHERE done = 0)"
                                + " + (SELECT COUNT(*) FROM job WHERE state NOT IN " + SqlRetention.ENDED + ")")
                        .mapTo(Integer.class)
                        .one())
                == 0;
    }

    /** How many workers were lost over jobs, in all. */
    public int losses() {
        return database.read(handle -> handle.createQuery("SELECT COALESCE(SUM(losses), 0) FROM job")
                .mapTo(Integer.class)
                .one());
    }

    /** What is wrong with the counters of the turns, the ledger and the answers; a sentence each. */
    public List<String> mistakes() {
        return database.read(handle -> {
            List<String> mistakes = new ArrayList<>();
            mistakes.addAll(flows(handle));
            mistakes.addAll(tenants(handle));
            mistakes.addAll(usage(handle));
            mistakes.addAll(refunds(handle));
            mistakes.addAll(answers(handle));
            return mistakes;
        });
    }

    private static List<String> flows(Handle handle) {
        return rows(
                handle,
                "SELECT f.front, f.community, f.member, f.ready, f.running, COALESCE(c.ready, 0), COALESCE(c.running, 0)"
                        + " FROM flow f LEFT JOIN (SELECT front, community, member, SUM(due) AS ready,"
                        + " SUM(CASE WHEN state = 'dreaming' THEN 1 ELSE 0 END) AS running FROM job"
                        + " GROUP BY front, community, member) c"
                        + " ON c.front = f.front AND c.community = f.community AND c.member = f.member"
                        + " WHERE f.ready <> COALESCE(c.ready, 0) OR f.running <> COALESCE(c.running, 0)",
                "the member %s/%s/%s counts %s ready and %s running jobs, and has %s and %s",
                7);
    }

    private static List<String> tenants(Handle handle) {
        return rows(
                handle,
                "SELECT t.front, t.community, t.ready, t.running, SUM(f.ready), SUM(f.running) FROM tenant t"
                        + " JOIN flow f ON f.front = t.front AND f.community = t.community"
                        + " GROUP BY t.front, t.community, t.ready, t.running"
                        + " HAVING t.ready <> SUM(f.ready) OR t.running <> SUM(f.running)",
                "the community %s/%s counts %s ready and %s running jobs, and its members %s and %s",
                6);
    }

    private static List<String> usage(Handle handle) {
        return rows(
                handle,
                "SELECT u.scope, u.window_start, u.used, COALESCE(l.paid, 0) FROM usage u LEFT JOIN"
                        + " (SELECT scope, window_start, " + PAID
                        + " AS paid FROM ledger GROUP BY scope, window_start) l"
                        + " ON l.scope = u.scope AND l.window_start = u.window_start"
                        + " WHERE ABS(u.used - COALESCE(l.paid, 0)) > " + ROUNDING,
                "%s has used %3$s since %2$s, and the ledger says %4$s",
                4);
    }

    /** Who got a dream has paid for it, whoever got none has not. */
    private static List<String> refunds(Handle handle) {
        return rows(
                handle,
                "SELECT j.id, j.state, " + PAID + " FROM job j JOIN ledger l ON l.job = j.number"
                        + " GROUP BY j.id, j.state HAVING (j.state = 'answered' AND ABS(" + PAID + " - SUM(CASE WHEN"
                        + " kind = 'charge' THEN amount ELSE 0 END)) > " + ROUNDING
                        + ") OR (j.state IN ('refused', 'failed', 'expired') AND ABS(" + PAID + ") > " + ROUNDING + ")",
                "the job %s is %s and has paid %s",
                3);
    }

    private static List<String> answers(Handle handle) {
        List<String> mistakes = new ArrayList<>(rows(
                handle,
                "SELECT j.id, j.state, a.attempts FROM answer a JOIN job j ON j.number = a.job WHERE a.done = 0",
                "the answer of the job %s, which is %s, is still owed after %s tries",
                3));
        mistakes.addAll(rows(
                handle,
                "SELECT j.id, j.state FROM job j LEFT JOIN answer a ON a.job = j.number"
                        + " WHERE a.job IS NULL AND j.state IN ('dreamed', 'answering', 'answered', 'refused', 'failed')",
                "the job %s is %s, and no answer is owed",
                2));
        return mistakes;
    }

    private static List<String> rows(Handle handle, String select, String sentence, int columns) {
        return handle.createQuery(select)
                .map((row, context) -> {
                    Object[] values = new Object[columns];
                    for (int column = 0; column < columns; column++) {
                        values[column] = row.getString(column + 1);
                    }
                    return String.format(Locale.ROOT, sentence, values);
                })
                .list();
    }
}
