package io.pareidolia.bot.discord;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Instant;
import java.util.Locale;

/**
 * Where on Discord a job is answered, and how: what the store keeps of an interaction.
 *
 * @param token of the interaction, with which its message can be edited for fifteen minutes
 * @param tokenEnds epoch milliseconds; decides by itself, since what JDA makes of a token counts anew after a restart
 * @param channel id of the place
 * @param message id of our message there
 * @param user id of whoever asked
 * @param locale language tag of whoever asked
 * @param installed whether the bot can write into the place without the token
 * @param secret whether only who asked sees the message
 * @param spoiler whether the pictures are hidden until somebody wants to see them
 * @param author id of whoever posted the picture; that of who asked, if it was they
 */
record ReplyTo(
        String token,
        long tokenEnds,
        long channel,
        long message,
        long user,
        String locale,
        boolean installed,
        boolean secret,
        boolean spoiler,
        long author) {
    private static final ObjectMapper JSON = JsonMapper.builder().build();

    String text() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static ReplyTo of(String text) {
        try {
            return JSON.readValue(text, ReplyTo.class);
        } catch (JsonProcessingException damaged) {
            throw new IllegalArgumentException("this is no place on Discord", damaged);
        }
    }

    Locale language() {
        return Locale.forLanguageTag(locale);
    }

    /** Whether the message can still be edited with the token. */
    boolean tokenLives(Instant now) {
        return now.toEpochMilli() < tokenEnds;
    }
}
