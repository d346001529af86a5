package io.pareidolia.bot.store;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

final class PostgresqlRetentionTest extends RetentionContract {
    private static TestPostgresql server;

    @BeforeAll
    static void startServer() throws IOException {
        server = new TestPostgresql();
    }

    @AfterAll
    static void stopServer() throws IOException {
        server.close();
    }

    @Override
    Database open() throws Exception {
        return server.empty();
    }

    @Override
    StoredPictures pictures(Database database, Path folder, long budget) throws IOException {
        return new SqlPictures(database, folder, budget, 0.9);
    }
}
