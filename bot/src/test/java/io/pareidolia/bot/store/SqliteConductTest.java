package io.pareidolia.bot.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.pareidolia.bot.quota.Author;
import io.pareidolia.bot.quota.RuleKey;
import io.pareidolia.bot.quota.Scope;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SqliteConductTest extends ConductContract {
    @TempDir
    Path folder;

    @Override
    Database open() {
        return again();
    }

    @Override
    Database again() {
        return Database.sqlite(folder.resolve("pareidolia.db"), Clock.systemUTC());
    }

    @Test
    void aCopyIsWholeWhateverIsWrittenMeanwhile() {
        Path copy = folder.resolve("copy's.db");
        try (Database database = again()) {
            new SqlRules(database).set(Scope.ALL, Map.of(RuleKey.PRIORITY, "3"), Author.operator("anna"));
            database.write(handle -> {
                handle.execute("UPDATE rule SET setting = '4'");
                database.copyTo(copy);
                return 0;
            });
        }
        try (Database copied = Database.sqlite(copy, Clock.systemUTC())) {
            assertThat(new SqlRules(copied).all()).isEqualTo(Map.of(Scope.ALL, Map.of(RuleKey.PRIORITY, "3")));
        }
    }
}
