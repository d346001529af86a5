package io.pareidolia.bot.store;

import io.pareidolia.bot.job.Departures;
import io.pareidolia.bot.quota.Scope;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Presence and departures, in a database. */
public final class SqlDepartures implements Departures {
    private final Database database;

    public SqlDepartures(Database database) {
        this.database = database;
    }

    @Override
    public void present(Scope community) {
        boolean known = database.read(
                handle -> handle.createQuery("SELECT 1 FROM presence WHERE scope = :scope AND gone IS NULL")
                        .bind("scope", community.text())
                        .mapTo(Integer.class)
                        .findOne()
                        .isPresent());
        if (!known) { // every start sees all of them
            database.write(handle -> handle.createUpdate("INSERT INTO presence (scope, gone) VALUES (:scope, NULL)"
                            + " ON CONFLICT (scope) DO UPDATE SET gone = NULL")
                    .bind("scope", community.text())
                    .execute());
        }
    }

    @Override
    public void left(Scope community) {
        database.write(handle -> handle.createUpdate("INSERT INTO presence (scope, gone) VALUES (:scope, :now)"
                        + " ON CONFLICT (scope) DO UPDATE SET gone = COALESCE(presence.gone, excluded.gone)")
                .bind("scope", community.text())
                .bind("now", database.now(handle))
                .execute());
    }

    @Override
    public Set<Scope> present(String front) {
        return database
                .read(handle -> handle.createQuery("SELECT scope FROM presence WHERE gone IS NULL")
                        .mapTo(String.class)
                        .list())
                .stream()
                .flatMap(text -> Scope.of(text).stream())
                .filter(scope -> scope.front().equals(front))
                .collect(Collectors.toSet());
    }

    @Override
    public int forget(Duration age) {
        List<Scope> old = database
                .read(handle -> handle.createQuery("SELECT scope FROM presence WHERE gone <= :until")
                        .bind("until", database.now(handle) - age.toMillis())
                        .mapTo(String.class)
                        .list())
                .stream()
                .flatMap(text -> Scope.of(text).stream())
                .toList();
        for (Scope community : old) {
            database.write(handle -> {
                String within = community.text() + "/";
                // a ban of the whole community stays: it must not be got rid of by leaving
                for (String table : List.of("rule", "pause")) {
                    handle.createUpdate("DELETE FROM " + table + " WHERE scope = :scope")
                            .bind("scope", community.text())
                            .execute();
                }
                for (String table : List.of("rule", "ban")) {
                    handle.createUpdate("DELETE FROM " + table + " WHERE SUBSTR(scope, 1, :length) = :within")
                            .bind("length", within.length())
                            .bind("within", within)
                            .execute();
                }
                for (String table : List.of("closure", "parking", "settings_page", "hearing", "seen")) {
                    handle.createUpdate("DELETE FROM " + table + " WHERE scope = :scope")
                            .bind("scope", community.text())
                            .execute();
                }
                // silence stays likewise, and what came after: who may call the bot without having it may go on
                for (String before : List.of(
                        "posting WHERE created",
                        "thread_answer WHERE at",
                        "thread WHERE silence IS NULL AND changed")) {
                    handle.createUpdate("DELETE FROM " + before + " <= (SELECT gone FROM presence WHERE scope = :scope)"
                                    + " AND front = :front AND community = :community")
                            .bind("scope", community.text())
                            .bind("front", community.front())
                            .bind("community", community.community())
                            .execute();
                }
                return handle.createUpdate("DELETE FROM presence WHERE scope = :scope")
                        .bind("scope", community.text())
                        .execute();
            });
        }
        return old.size();
    }
}
