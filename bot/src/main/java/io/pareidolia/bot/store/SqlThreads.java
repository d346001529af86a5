package io.pareidolia.bot.store;

import io.pareidolia.bot.job.Threads;
import io.pareidolia.bot.quota.Reason;
import io.pareidolia.bot.quota.Scope;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** What was said in threads, in a database. */
public final class SqlThreads implements Threads {
    private final Database database;

    public SqlThreads(Database database) {
        this.database = database;
    }

    private static Map<String, Object> named(Scope community, String thread) {
        return Map.of("front", community.front(), "community", community.community(), "thread", thread);
    }

    @Override
    public boolean admit(Scope community, String thread, String message, int most) {
        return database.write(handle -> {
            long now = database.now(handle);
            // whoever asks for the same thread meanwhile waits here
            boolean silent = handle.createQuery("INSERT INTO thread (front, thread, community, changed)"
                            + " VALUES (:front, :thread, :community, :now)"
                            + " ON CONFLICT (front, thread) DO UPDATE SET changed = excluded.changed RETURNING silence")
                    .bindMap(named(community, thread))
                    .bind("now", now)
                    .map((row, context) -> row.getString(1) != null)
                    .one();
            if (silent) {
                return false;
            }
            if (isAdmitted(handle, community, thread, message)) {
                return true;
            }
            return count(handle, community, thread) < most
                    && handle.createUpdate("INSERT INTO thread_answer (front, thread, message, community, at)"
                                            + " VALUES (:front, :thread, :message, :community, :now)")
                                    .bindMap(named(community, thread))
                                    .bind("message", message)
                                    .bind("now", now)
                                    .execute()
                            == 1;
        });
    }

    private static boolean isAdmitted(Handle handle, Scope community, String thread, String message) {
        return handle.createQuery(
                        "SELECT 1 FROM thread_answer WHERE front = :front AND thread = :thread AND message = :message")
                .bindMap(named(community, thread))
                .bind("message", message)
                .mapTo(Integer.class)
                .findOne()
                .isPresent();
    }

    private static int count(Handle handle, Scope community, String thread) {
        return handle.createQuery("SELECT COUNT(*) FROM thread_answer WHERE front = :front AND thread = :thread")
                .bindMap(named(community, thread))
                .mapTo(Integer.class)
                .one();
    }

    @Override
    public void withdraw(Scope community, String thread, String message) {
        database.write(handle -> handle.createUpdate(
                        "DELETE FROM thread_answer WHERE front = :front AND thread = :thread AND message = :message")
                .bindMap(named(community, thread))
                .bind("message", message)
                .execute());
    }

    @Override
    public int answers(Scope community, String thread) {
        return database.read(handle -> count(handle, community, thread));
    }

    @Override
    public boolean explain(Scope community, String thread, String message) {
        return database.write(handle -> handle.createQuery("INSERT INTO thread (front, thread, community, explained,"
                                + " changed) VALUES (:front, :thread, :community, :message, :now)"
                                + " ON CONFLICT (front, thread) DO UPDATE SET changed = excluded.changed,"
                                + " explained = COALESCE(thread.explained, excluded.explained) RETURNING explained")
                        .bindMap(named(community, thread))
                        .bind("message", message)
                        .bind("now", database.now(handle))
                        .mapTo(String.class)
                        .one())
                .equals(message);
    }

    @Override
    public void silence(Scope community, String thread, Reason why) {
        database.write(handle -> handle.createUpdate("INSERT INTO thread (front, thread, community, silence, changed)"
                        + " VALUES (:front, :thread, :community, :why, :now)"
                        + " ON CONFLICT (front, thread) DO UPDATE SET changed = excluded.changed,"
                        + " silence = COALESCE(thread.silence, excluded.silence)")
                .bindMap(named(community, thread))
                .bind("why", why.text())
                .bind("now", database.now(handle))
                .execute());
    }

    @Override
    public Optional<Reason> silence(Scope community, String thread) {
        return database.read(handle -> handle.createQuery(
                        "SELECT silence FROM thread WHERE front = :front AND thread = :thread AND silence IS NOT NULL")
                .bindMap(named(community, thread))
                .map((row, context) -> new Reason(row.getString(1)))
                .findOne());
    }
}
