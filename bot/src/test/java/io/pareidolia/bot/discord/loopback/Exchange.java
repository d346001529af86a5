package io.pareidolia.bot.discord.loopback;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;

/**
 * A request of the bot and what came of it.
 *
 * @param path below the API's address, with ids and tokens
 * @param body the JSON that came
 * @param files the names of the files that came
 * @param status the answer's, or 0 if the connection was cut
 * @param effective whether Discord did what was asked
 * @param fault what was done to it on purpose, or nothing
 * @param nanos how long it took
 */
public record Exchange(
        Instant time,
        String method,
        String path,
        JsonNode body,
        List<String> files,
        int status,
        boolean effective,
        String fault,
        long nanos) {}
