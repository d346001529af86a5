package io.pareidolia.bot.store;

import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.io.TempDir;

final class SqliteOperationTest extends OperationContract {
    @TempDir
    Path folder;

    @Override
    Database open() {
        return Database.sqlite(folder.resolve("pareidolia.db"), Clock.systemUTC());
    }

    @Override
    StoreInspection inspect() {
        return StoreInspection.sqlite(folder.resolve("pareidolia.db"));
    }
}
