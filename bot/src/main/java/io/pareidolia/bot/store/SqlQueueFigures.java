package io.pareidolia.bot.store;

import io.pareidolia.bot.job.QueueFigures;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The figures of the queue, from the counters that the turns keep: one row a community, however many jobs wait, and one
 * look into an index for the oldest of each.
 */
public final class SqlQueueFigures implements QueueFigures {
    private final Database database;

    public SqlQueueFigures(Database database) {
        this.database = database;
    }

    @Override
    public List<Waiting> waiting() {
        return database.read(handle -> {
            long now = database.now(handle);
            return handle.createQuery(
                            "SELECT t.front, t.community, t.ready, t.running, (SELECT MIN(j.run_at) FROM job j"
                                    + " WHERE j.front = t.front AND j.community = t.community AND j.due = 1)"
                                    + " FROM tenant t WHERE t.ready > 0 OR t.running > 0"
                                    + " ORDER BY t.ready DESC, t.running DESC, t.front, t.community")
                    .map((row, context) -> {
                        long since = row.getLong(5);
                        Optional<Duration> oldest = row.wasNull()
                                ? Optional.empty()
                                : Optional.of(Duration.ofMillis(Math.max(0, now - since)));
                        return new Waiting(row.getString(1), row.getString(2), row.getInt(3), row.getInt(4), oldest);
                    })
                    .list();
        });
    }
}
