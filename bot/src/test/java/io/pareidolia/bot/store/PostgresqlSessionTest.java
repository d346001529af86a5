package io.pareidolia.bot.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

class PostgresqlSessionTest {
    private static String said(Database database, String setting) {
        return database.read(handle -> handle.createQuery("SELECT current_setting(:setting)")
                .bind("setting", setting)
                .mapTo(String.class)
                .one());
    }

    @Test
    void whatIsCommittedIsOnTheDiskWhateverTheServerSaysOfIt() throws IOException, SQLException {
        try (TestPostgresql server = new TestPostgresql();
                Database database = server.empty()) {
            assertThat(ofTheServer(server)).isEqualTo("off");
            assertThat(said(database, "synchronous_commit")).isEqualTo("on");
            assertThat(said(database, "idle_in_transaction_session_timeout")).isEqualTo("30s");
        }
    }

    @Test
    void whatTheServerPromisesBeyondThatStays() throws IOException, SQLException {
        try (TestPostgresql server = new TestPostgresql()) {
            server.empty().close();
            try (Connection connection = server.source().getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("ALTER DATABASE test1 SET synchronous_commit = 'remote_apply'");
            }
            try (Database database = server.latest()) {
                assertThat(said(database, "synchronous_commit")).isEqualTo("remote_apply");
            }
        }
    }

    private static String ofTheServer(TestPostgresql server) throws SQLException {
        try (Connection connection = server.source().getConnection();
                Statement statement = connection.createStatement();
                ResultSet shown = statement.executeQuery("SHOW synchronous_commit")) {
            shown.next();
            return shown.getString(1);
        }
    }
}
