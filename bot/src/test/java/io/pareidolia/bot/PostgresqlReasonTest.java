package io.pareidolia.bot;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PostgresqlReasonTest {
    @ParameterizedTest
    @CsvSource({"28P01,password", "28000,pg_hba", "3D000,createdb", "53300,poolSize"})
    void whatTheServerMeansIsSaidWithWhatToDo(String state, String word) {
        SQLException refused = new SQLException("FATAL: no, ann with hunter2", state);
        PostgresqlReason reason = PostgresqlReason.of(
                        new IllegalStateException(new SQLTransientConnectionException("pool", "08001", refused)))
                .orElseThrow();
        assertThat(reason.sentence() + reason.remedy()).contains(word).doesNotContain("hunter2", "FATAL");
    }

    @Test
    void whatIsNotKnownIsNotGuessed() {
        assertThat(PostgresqlReason.of(new SQLException("?", "XX000"))).isEmpty();
    }
}
