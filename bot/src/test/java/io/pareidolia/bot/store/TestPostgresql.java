package io.pareidolia.bot.store;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import javax.sql.DataSource;

/** A real PostgreSQL server for the tests of a class, with as many empty databases as they want. */
final class TestPostgresql implements AutoCloseable {
    private final EmbeddedPostgres server;
    private int databases;

    TestPostgresql() {
        try {
            server = EmbeddedPostgres.start();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    Database empty() throws SQLException {
        String name = "test" + ++databases;
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        }
        return latest();
    }

    /** The one that was made last, once more. */
    Database latest() {
        return Database.postgresql(source(), 20, Duration.ZERO);
    }

    /** The database that was asked for last. */
    DataSource source() {
        return server.getDatabase("postgres", "test" + databases);
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
