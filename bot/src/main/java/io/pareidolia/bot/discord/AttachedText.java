package io.pareidolia.bot.discord;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Fetches small files that were attached to a command: from where Discord itself says, without going on from there. */
final class AttachedText {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int OK = 200;
    private static final Logger LOG = LoggerFactory.getLogger(AttachedText.class);

    private final HttpClient client = HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(PATIENCE)
            .build();

    /** Its bytes; empty if it cannot be had or is longer. */
    Optional<byte[]> read(String url, int longest) {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(url)).timeout(PATIENCE).build();
        try {
            HttpResponse<InputStream> response = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                byte[] bytes = body.readNBytes(longest + 1);
                return response.statusCode() == OK && bytes.length <= longest ? Optional.of(bytes) : Optional.empty();
            }
        } catch (IOException failure) {
            LOG.info("an attached file could not be fetched: {}", failure.getMessage());
            return Optional.empty();
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
