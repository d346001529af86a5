package io.pareidolia.bot;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Optional;

/**
 * What the process that checks a network tells the one that started it: an object of JSON on a line of its own. What
 * else is on its output, such as the last words of a crashing runtime, is none.
 *
 * @param kind what is told
 * @param words for a person
 * @param done how much is checked
 * @param all of how much
 */
record CheckLine(Kind kind, String words, int done, int all) {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII) // whatever the locale makes of other characters
            .build();

    enum Kind {
        /** Something on the way. */
        REMARK,
        /** The words are what is about to be checked. */
        BEGINS,
        /** A line of the result. */
        RESULT,
        /** The end: everything holds. */
        HOLDS,
        /** The end: something does not hold. */
        FAILS,
        /** The end: what was given cannot be used. */
        REFUSED,
        /** The end: the machine lacks something. */
        LACKING,
        /** The end that was asked for. */
        CANCELLED
    }

    static CheckLine of(Kind kind, String words) {
        return new CheckLine(kind, words, 0, 0);
    }

    /** Reads what {@link #toString} writes; anything else is empty. */
    static Optional<CheckLine> read(String line) {
        if (!line.startsWith("{\"kind\":")) {
            return Optional.empty();
        }
        try {
            return Optional.of(JSON.readValue(line, CheckLine.class));
        } catch (JsonProcessingException broken) {
            return Optional.empty(); // a process that dies may not get to the end of its line
        }
    }

    @Override
    public String toString() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
