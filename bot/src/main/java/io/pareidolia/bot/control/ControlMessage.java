package io.pareidolia.bot.control;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** One line of JSON either way. */
final class ControlMessage {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .build();

    private ControlMessage() {}

    /**
     * What is sent.
     *
     * @param folder in which the caller is
     */
    record Call(List<String> arguments, String folder, int width) {
        Call {
            arguments = List.copyOf(arguments);
        }
    }

    static byte[] line(Object message) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(JSON.writeValueAsBytes(message));
        bytes.write('\n');
        return bytes.toByteArray();
    }

    /**
     * Reads a message up to its line's end.
     *
     * @throws IOException if there is none, or it is longer than {@code longest}
     */
    static <T> T read(InputStream in, int longest, Class<T> kind) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int one = in.read(); one != '\n'; one = in.read()) {
            if (one < 0 || line.size() >= longest) {
                throw new IOException("no whole message");
            }
            line.write(one);
        }
        return JSON.readValue(line.toByteArray(), kind);
    }
}
