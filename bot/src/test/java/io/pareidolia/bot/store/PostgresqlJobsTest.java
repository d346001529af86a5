package io.pareidolia.bot.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class PostgresqlJobsTest extends JobsContract {
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
