package io.pareidolia.bot.store;

import java.io.IOException;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

final class PostgresqlPostingsTest extends PostingsContract {
    private static TestPostgresql server;

    @BeforeAll
    static void start() throws IOException {
        server = new TestPostgresql();
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    @Override
    Database open() throws SQLException {
        return server.empty();
    }
}
