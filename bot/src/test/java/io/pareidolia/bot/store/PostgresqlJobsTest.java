package io.pareidolia.bot.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

final class PostgresqlJobsTest extends JobsContract {
    @AutoClose
    private static final TestPostgresql server = new TestPostgresql();

    @Override
    Database open() throws SQLException {
        return server.empty();
    }

    @Test
    void whoStandsStillInATransactionDoesNotKeepItsLocksForEver() throws SQLException {
        try (Database database = open()) {
            assertThat(database.<String>read(handle -> handle.createQuery("SHOW idle_in_transaction_session_timeout")
                            .mapTo(String.class)
                            .one()))
                    .isEqualTo("30s");
        }
    }
}
