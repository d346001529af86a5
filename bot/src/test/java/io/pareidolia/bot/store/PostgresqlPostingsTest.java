package io.pareidolia.bot.store;

import java.sql.SQLException;
import org.junit.jupiter.api.AutoClose;

final class PostgresqlPostingsTest extends PostingsContract {
    @AutoClose
    private static final TestPostgresql server = new TestPostgresql();

    @Override
    Database open() throws SQLException {
        return server.empty();
    }
}
