package io.pareidolia.bot.store;

import java.sql.SQLException;
import org.junit.jupiter.api.AutoClose;

final class PostgresqlConductTest extends ConductContract {
    @AutoClose
    private static final TestPostgresql server = new TestPostgresql();

    @Override
    Database open() throws SQLException {
        return server.empty();
    }

    @Override
    Database again() {
        return server.latest();
    }
}
