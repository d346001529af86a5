package io.pareidolia.bot.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SecretTest {
    private final Secret secret = new Secret("hunter2");

    @Test
    void onlyWhoAsksForItSeesIt() {
        assertThat(secret.reveal()).isEqualTo("hunter2");
        assertThat(secret).hasToString("***").isEqualTo(new Secret("hunter2")).isNotEqualTo(new Secret("hunter3"));
        assertThat(new AlertSettings(Optional.of(secret), Duration.ofHours(1)).toString())
                .contains("***")
                .doesNotContain("hunter2");
    }

    @Test
    void jsonHoldsItsMaskEvenWhereFieldsAreWritten() throws JsonProcessingException {
        assertThat(JsonMapper.builder().build().writeValueAsString(Map.of("password", secret)))
                .isEqualTo("{\"password\":\"***\"}");
        assertThat(JsonMapper.builder()
                        .visibility(PropertyAccessor.ALL, JsonAutoDetect.Visibility.ANY)
                        .build()
                        .writeValueAsString(secret))
                .isEqualTo("\"***\"");
    }

    @Test
    void javaDoesNotSerialiseIt() throws IOException {
        try (ObjectOutputStream out = new ObjectOutputStream(new ByteArrayOutputStream())) {
            assertThatThrownBy(() -> out.writeObject(secret)).isInstanceOf(NotSerializableException.class);
        }
    }
}
