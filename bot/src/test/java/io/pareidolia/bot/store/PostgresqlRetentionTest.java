package io.pareidolia.bot.store;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;

final class PostgresqlRetentionTest extends RetentionContract {
    @AutoClose
    private static final TestPostgresql server = new TestPostgresql();

    @Override
    Database open() throws Exception {
        return server.empty();
    }

    @Override
    StoredPictures pictures(Database database, Path folder, long budget) throws IOException {
        return new SqlPictures(database, folder, budget, 0.9);
    }
}
