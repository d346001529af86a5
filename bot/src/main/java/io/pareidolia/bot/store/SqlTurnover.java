package io.pareidolia.bot.store;

import io.pareidolia.bot.quota.Scope;
import io.pareidolia.bot.quota.Turnover;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** What was dreamed, counted from the jobs in a database. */
public final class SqlTurnover implements Turnover {
    private static final long DAY = Duration.ofDays(1).toMillis();
    private static final String DREAMED =
            " FROM job WHERE seconds IS NOT NULL AND changed >= :since AND front = :front";

    private final Database database;

    public SqlTurnover(Database database) {
        this.database = database;
    }

    /** The first millisecond of the first of so many days of which today is the last. */
    private long since(Handle handle, int days) {
        return (database.now(handle) / DAY - (days - 1)) * DAY;
    }

    @Override
    public List<Day> days(Scope community, int days) {
        return database.read(handle -> handle.createQuery(
                        "SELECT changed / " + DAY + " AS day, COUNT(*) AS jobs, SUM(seconds) AS taken" + DREAMED
                                + " AND community = :community GROUP BY changed / " + DAY + " ORDER BY day DESC")
                .bind("since", since(handle, days))
                .bind("front", community.front())
                .bind("community", community.community())
                .map((row, context) ->
                        new Day(LocalDate.ofEpochDay(row.getLong("day")), row.getInt("jobs"), row.getDouble("taken")))
                .list());
    }

    @Override
    public List<Share> members(Scope community, int days, int most) {
        return database.read(handle -> handle.createQuery(
                        "SELECT member, COUNT(*) AS jobs, SUM(seconds) AS taken" + DREAMED
                                + " AND community = :community GROUP BY member ORDER BY taken DESC, member LIMIT :most")
                .bind("since", since(handle, days))
                .bind("front", community.front())
                .bind("community", community.community())
                .bind("most", most)
                .map((row, context) -> new Share(row.getString("member"), row.getInt("jobs"), row.getDouble("taken")))
                .list());
    }

    @Override
    public List<Total> communities(String front, int days, int most) {
        return database.read(handle -> handle.createQuery("SELECT community, COUNT(*) AS jobs, SUM(seconds) AS taken"
                        + DREAMED + " GROUP BY community ORDER BY taken DESC, community LIMIT :most")
                .bind("since", since(handle, days))
                .bind("front", front)
                .bind("most", most)
                .map((row, context) -> new Total(
                        Scope.community(front, row.getString("community")), row.getInt("jobs"), row.getDouble("taken")))
                .list());
    }
}
