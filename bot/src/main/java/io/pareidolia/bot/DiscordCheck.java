package io.pareidolia.bot;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.pareidolia.bot.discord.Invitation;
import io.pareidolia.bot.operation.Check;
import io.pareidolia.bot.operation.Finding;
import io.pareidolia.bot.settings.Secret;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Whether Discord knows the bot's token; and how the bot is invited. */
record DiscordCheck(Secret token, URI apiUrl) implements Check {
    /** Where Discord's API is, unless the settings name another place. */
    static final URI DISCORD = URI.create("https://discord.com/api/v10/");

    private static final String PART = "discord";
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int OK = 200;
    private static final int UNAUTHORIZED = 401;
    private static final ObjectMapper JSON = JsonMapper.builder().build();

    @Override
    public Finding look() {
        HttpRequest request = HttpRequest.newBuilder(apiUrl.resolve("users/@me"))
                .header("Authorization", "Bot " + token.reveal())
                .header("User-Agent", "DiscordBot (Pareidolia, 1)")
                .timeout(PATIENCE)
                .build();
        try {
            HttpResponse<String> response = HttpClient.newBuilder()
                    .connectTimeout(PATIENCE)
                    .build()
                    .send(request, HttpResponse.BodyHandlers.ofString());
            return judged(response.statusCode(), response.body());
        } catch (IOException unreachable) {
            return Finding.warn(
                    PART,
                    "Discord cannot be reached (" + unreachable.getClass().getSimpleName() + ").",
                    "Check the network, and discord.apiUrl if it is set; the service tries again by itself.");
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            return Finding.warn(PART, "Discord was not asked.", "Ask again.");
        }
    }

    private static Finding judged(int status, String body) throws JsonProcessingException {
        if (status == UNAUTHORIZED) {
            return Finding.fail(
                    PART,
                    "Discord does not know the token of discord.token.",
                    "Copy it anew: discord.com/developers, your application, Bot, Reset Token.");
        }
        if (status != OK) {
            return Finding.warn(
                    PART,
                    "Discord answers with " + status + ".",
                    "Ask again in a while; the service tries again by itself.");
        }
        // a bot has the id of its application, unless it is older than 2016
        return Finding.ok(
                PART,
                "Discord knows the token; a server invites the bot with "
                        + Invitation.link(JSON.readTree(body).path("id").asText()));
    }
}
