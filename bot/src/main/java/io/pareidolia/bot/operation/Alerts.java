package io.pareidolia.bot.operation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.pareidolia.bot.settings.AlertSettings;
import io.pareidolia.bot.settings.Secret;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the operator of trouble: in the log, and by a webhook that Discord, Slack and their like understand. One cause is
 * told once in a while at most, however often it comes. Nobody waits for the webhook, and its address stands nowhere.
 */
public final class Alerts implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** Discord takes 2,000 characters. */
    private static final int LONGEST = 1_500;

    private static final String JSON_TYPE = "application/json; charset=utf-8";
    private static final ObjectMapper JSON = JsonMapper.builder().build();
    private static final Logger LOG = LoggerFactory.getLogger(Alerts.class);

    private final AlertSettings settings;
    private final Clock clock;
    private final Map<AlertCause, Instant> told = new EnumMap<>(AlertCause.class);
    private final ExecutorService sender = new ThreadPoolExecutor(
            0,
            1,
            1,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(AlertCause.values().length * 2),
            work -> {
                Thread thread = new Thread(work, "alerts");
                thread.setDaemon(true);
                return thread;
            },
            // at the end of the service, or where the webhook hangs, the log has to do
            new ThreadPoolExecutor.DiscardPolicy());

    public Alerts(AlertSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Tells of a cause, unless that was done a short while ago. Returns at once.
     *
     * @param sentence what is the matter; it holds no secret
     */
    public void tell(AlertCause cause, String sentence) {
        if (!isDue(cause)) {
            LOG.debug("not told again: {}: {}", cause, sentence);
            return;
        }
        LOG.error("alert, {}: {}", word(cause), sentence);
        settings.webhook().ifPresent(address -> sender.execute(() -> send(cause, sentence, address)));
    }

    private synchronized boolean isDue(AlertCause cause) {
        Instant now = clock.instant();
        Instant before = told.get(cause);
        if (before != null && now.isBefore(before.plus(settings.every()))) {
            return false;
        }
        told.put(cause, now);
        return true;
    }

    /** What certainly was not told may be told anew. */
    private synchronized void forget(AlertCause cause) {
        told.remove(cause);
    }

    private void send(AlertCause cause, String sentence, Secret address) {
        try {
            Request request = new Request.Builder()
                    .url(address.reveal())
                    .header("User-Agent", "Pareidolia")
                    .post(RequestBody.create(body(cause, sentence), MediaType.get(JSON_TYPE)))
                    .build();
            try (Response response = client().newCall(request).execute()) {
                if (!response.isSuccessful()) {
                    LOG.warn("the webhook for alerts answered with {}", response.code());
                    forget(cause);
                }
            }
        } catch (IOException | IllegalArgumentException failure) {
            // not its message: that may hold the address
            LOG.warn(
                    "the webhook for alerts was not reached ({})",
                    failure.getClass().getSimpleName());
        }
    }

    /** Made when there is something to tell: to read the trusted certificates takes a good part of a second. */
    private static OkHttpClient client() {
        return new OkHttpClient.Builder()
                .callTimeout(PATIENCE)
                .followRedirects(false)
                .followSslRedirects(false)
                .build();
    }

    /** Discord reads {@code content}, Slack and Mattermost {@code text}. Nobody's name in it shall ring a bell. */
    static String body(AlertCause cause, String sentence) {
        String cut = sentence.length() <= LONGEST ? sentence : sentence.substring(0, LONGEST) + "…";
        String line = "Pareidolia, " + word(cause) + ": " + cut;
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("content", line);
        body.put("allowed_mentions", Map.of("parse", List.of()));
        body.put("text", line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"));
        try {
            return JSON.writeValueAsString(body);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String word(AlertCause cause) {
        return switch (cause) {
            case WORKER_DOWN -> "worker down";
            case STORE -> "store";
            case DISK -> "disk";
            case TOKEN_REFUSED -> "token refused";
            case ABUSE -> "abuse";
            case REPORTED -> "reported";
        };
    }

    /** Ends after what is on its way was sent, or after a few seconds. */
    @Override
    public void close() {
        sender.shutdown();
        try {
            if (!sender.awaitTermination(PATIENCE.toSeconds() / 2, TimeUnit.SECONDS)) {
                sender.shutdownNow();
            }
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }
}
