package io.pareidolia.bot.store;

import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.io.TempDir;

final class SqliteBlocklistsTest extends BlocklistsContract {
    @TempDir
    Path folder;

    @Override
    Database open() {
        return Database.sqlite(folder.resolve("pareidolia.db"), Clock.systemUTC());
    }
}
