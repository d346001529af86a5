package io.pareidolia.bot.store;

import io.pareidolia.bot.job.WorkerCard;
import io.pareidolia.bot.job.Workers;
import java.time.Duration;
import java.util.List;

/** The workers that are there, in a database. */
public final class SqlWorkers implements Workers {
    private static final String BETWEEN = ",";

    private final Database database;

    public SqlWorkers(Database database) {
        this.database = database;
    }

    @Override
    public void announce(WorkerCard card, Duration patience) {
        database.write(handle -> handle.createUpdate(
                        "INSERT INTO worker (name, device, threads, pace, networks, present_until)"
                                + " VALUES (:name, :device, :threads, :pace, :names, :until)"
                                + " ON CONFLICT (name) DO UPDATE SET device = excluded.device,"
                                + " threads = excluded.threads, pace = excluded.pace, networks = excluded.networks,"
                                + " present_until = excluded.present_until")
                .bindMethods(card)
                .bind("names", String.join(BETWEEN, card.networks()))
                .bind("until", database.now(handle) + patience.toMillis())
                .execute());
    }

    @Override
    public void leave(String name) {
        database.write(handle -> handle.createUpdate("DELETE FROM worker WHERE name = :name")
                .bind("name", name)
                .execute());
    }

    @Override
    public List<WorkerCard> present() {
        return database.read(handle -> handle.createQuery(
                        "SELECT name, device, threads, pace, networks FROM worker WHERE present_until > :now ORDER BY name")
                .bind("now", database.now(handle))
                .map((row, context) -> new WorkerCard(
                        row.getString(1),
                        row.getString(2),
                        row.getInt(3),
                        row.getDouble(4),
                        List.of(row.getString(5).split(BETWEEN, -1))))
                .list());
    }
}
