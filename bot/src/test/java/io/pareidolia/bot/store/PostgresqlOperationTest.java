package io.pareidolia.bot.store;

import java.sql.SQLException;
import org.junit.jupiter.api.AutoClose;

final class PostgresqlOperationTest extends OperationContract {
    @AutoClose
    private static final TestPostgresql server = new TestPostgresql();

    @Override
    Database open() throws SQLException {
        return server.empty();
    }

    @Override
    StoreInspection inspect() {
        return StoreInspection.postgresql(server.source());
    }
}
