package io.pareidolia.bot.store;

import io.pareidolia.bot.quota.Author;
import io.pareidolia.bot.quota.RuleKey;
import io.pareidolia.bot.quota.Rules;
import io.pareidolia.bot.quota.Scope;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** The rules, in a database. */
public final class SqlRules implements Rules {
    private final Database database;

    public SqlRules(Database database) {
        this.database = database;
    }

    @Override
    public Map<Scope, Map<RuleKey, String>> of(Collection<Scope> scopes) {
        List<String> texts = scopes.stream().map(Scope::text).toList();
        return database.read(handle -> rules(handle.createQuery(
                        "SELECT scope, word, setting FROM rule WHERE scope IN (<scopes>) ORDER BY scope, word")
                .bindList("scopes", texts)));
    }

    @Override
    public Map<Scope, Map<RuleKey, String>> all() {
        return database.read(
                handle -> rules(handle.createQuery("SELECT scope, word, setting FROM rule ORDER BY scope, word")));
    }

    private record Row(String scope, String word, String setting) {}

    private static Map<Scope, Map<RuleKey, String>> rules(Query query) {
        Map<Scope, Map<RuleKey, String>> rules = new LinkedHashMap<>();
        query.map((row, context) -> new Row(row.getString(1), row.getString(2), row.getString(3)))
                .forEach(row -> Scope.of(row.scope)
                        .ifPresent(scope -> RuleKey.of(row.word)
                                .ifPresent(key -> rules.computeIfAbsent(scope, any -> new EnumMap<>(RuleKey.class))
                                        .put(key, row.setting))));
        return rules;
    }

    @Override
    public void set(Scope scope, Map<RuleKey, String> values, Author author) {
        if (!Scope.of(scope.text()).equals(Optional.of(scope))) {
            throw new IllegalArgumentException("a rule for " + scope + " would not be found again");
        }
        values.forEach((key, value) -> {
            if (!key.fits(scope)
                    || !key.isUpTo(author, value)
                    || !key.read(value).equals(Optional.of(value))) {
                throw new IllegalArgumentException(key.word() + "=" + value + " for " + scope);
            }
        });
        database.write(handle -> {
            values.forEach((key, value) -> {
                Optional<String> before = locked(handle, scope, key);
                handle.createUpdate("INSERT INTO rule (scope, word, setting) VALUES (:scope, :word, :setting)"
                                + " ON CONFLICT (scope, word) DO UPDATE SET setting = excluded.setting")
                        .bind("scope", scope.text())
                        .bind("word", key.word())
                        .bind("setting", value)
                        .execute();
                audit(handle, author, "quota set", scope, written(key, value), before.map(old -> written(key, old)));
            });
            return true;
        });
    }

    private Optional<String> locked(Handle handle, Scope scope, RuleKey key) {
        return handle.createQuery("SELECT setting FROM rule WHERE scope = :scope AND word = :word" + database.locking())
                .bind("scope", scope.text())
                .bind("word", key.word())
                .mapTo(String.class)
                .findOne();
    }

    private static String written(RuleKey key, String value) {
        return key.word() + "=" + value;
    }

    private void audit(Handle handle, Author author, String action, Scope scope, String what, Optional<String> before) {
        SqlAuditTrail.add(database, handle, author, action, scope.text(), what, before);
    }

    @Override
    public Set<RuleKey> reset(Scope scope, Set<RuleKey> keys, Author author) {
        Set<RuleKey> wanted = keys.isEmpty() ? EnumSet.allOf(RuleKey.class) : keys;
        return database.write(handle -> wanted.stream()
                .filter(key -> locked(handle, scope, key)
                        .map(before -> {
                            handle.createUpdate("DELETE FROM rule WHERE scope = :scope AND word = :word")
                                    .bind("scope", scope.text())
                                    .bind("word", key.word())
                                    .execute();
                            audit(handle, author, "quota reset", scope, key.word(), Optional.of(written(key, before)));
                            return true;
                        })
                        .orElse(false))
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(RuleKey.class))));
    }
}
