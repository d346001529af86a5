package io.pareidolia.bot.store;

import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.io.TempDir;

final class SqlitePostingsTest extends PostingsContract {
    @TempDir
    Path data;

    @Override
    Database open() {
        return Database.sqlite(data.resolve("pareidolia.db"), Clock.systemUTC());
    }
}
