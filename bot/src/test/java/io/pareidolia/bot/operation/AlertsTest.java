package io.pareidolia.bot.operation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.pareidolia.bot.settings.AlertSettings;
import io.pareidolia.bot.settings.Secret;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AlertsTest {
    private final BlockingQueue<String> bodies = new LinkedBlockingQueue<>();
    private final Hands clock = new Hands();
    private volatile int status = 204;
    private HttpServer server;
    private Alerts alerts;

    /** A clock that is set by hand. */
    private static final class Hands extends Clock {
        private Instant now = Instant.parse("2026-11-28T10:00:00Z");

        void pass(Duration time) {
            now = now.plus(time);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.createContext("/hook/hunter2", exchange -> {
            try (exchange) {
                bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
                exchange.getResponseHeaders().set("Location", "/elsewhere");
                exchange.sendResponseHeaders(status, -1);
            }
        });
        server.createContext("/elsewhere", exchange -> {
            try (exchange) {
                bodies.add("followed");
                exchange.sendResponseHeaders(204, -1);
            }
        });
        server.start();
        alerts = alerts("http://127.0.0.1:" + server.getAddress().getPort() + "/hook/hunter2");
    }

    private Alerts alerts(String address) {
        return new Alerts(new AlertSettings(Optional.of(new Secret(address)), Duration.ofHours(1)), clock);
    }

    @AfterEach
    void stop() {
        alerts.close();
        server.stop(0);
    }

    private Optional<String> next() throws InterruptedException {
        return Optional.ofNullable(bodies.poll(10, TimeUnit.SECONDS));
    }

    private boolean nothingMore() throws InterruptedException {
        return bodies.poll(500, TimeUnit.MILLISECONDS) == null;
    }

    @Test
    void discordAndSlackBothFindTheirLine() throws Exception {
        alerts.tell(AlertCause.ABUSE, "@everyone <!channel> & more");
        JsonNode body = new ObjectMapper().readTree(next().orElseThrow());
        assertThat(body.get("content").asText()).isEqualTo("Pareidolia, abuse: @everyone <!channel> & more");
        assertThat(body.get("allowed_mentions").get("parse")).isEmpty();
        assertThat(body.get("text").asText()).isEqualTo("Pareidolia, abuse: @everyone &lt;!channel&gt; &amp; more");
    }

    @Test
    void aCauseIsToldOnceAnHourHoweverOftenItComes() throws InterruptedException {
        for (int i = 0; i < 50; i++) {
            alerts.tell(AlertCause.WORKER_DOWN, "down");
            clock.pass(Duration.ofSeconds(20));
        }
        alerts.tell(AlertCause.DISK, "full");
        assertThat(next().orElseThrow()).contains("worker down");
        assertThat(next().orElseThrow()).contains("disk");
        assertThat(nothingMore()).isTrue();
        clock.pass(Duration.ofHours(1));
        alerts.tell(AlertCause.WORKER_DOWN, "down");
        assertThat(next().orElseThrow()).contains("worker down");
    }

    @Test
    void whatWasRefusedMayBeToldAgainAndNobodyIsLedElsewhere() throws InterruptedException {
        status = 307;
        alerts.tell(AlertCause.STORE, "gone");
        assertThat(next()).isPresent();
        assertThat(nothingMore()).isTrue();
        status = 204;
        alerts.tell(AlertCause.STORE, "gone");
        assertThat(next().orElseThrow()).contains("gone");
    }

    @Test
    void aWebhookThatIsNotThereHoldsNobodyUp() {
        server.stop(0);
        long begun = System.nanoTime();
        try (Alerts nowhere = alerts("http://127.0.0.1:1/hook/hunter2")) {
            nowhere.tell(AlertCause.DISK, "full");
            nowhere.close();
            nowhere.tell(AlertCause.STORE, "gone, as the service ends");
        }
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(8));
    }

    @Test
    void oneFailureIsMendedByItselfThreeAreTold() throws InterruptedException {
        AtomicReference<Finding> finding = new AtomicReference<>(Finding.fail("dreamer", "Nothing dreams.", "Wait."));
        try (AlertWatch watch = new AlertWatch(Map.of(AlertCause.WORKER_DOWN, finding::get), alerts)) {
            watch.look();
            watch.look();
            finding.set(Finding.ok("dreamer", "It dreams."));
            watch.look();
            finding.set(Finding.fail("dreamer", "Nothing dreams.", "Wait."));
            watch.look();
            watch.look();
            assertThat(nothingMore()).isTrue();
            watch.look();
            assertThat(next().orElseThrow()).contains("Nothing dreams.");
        }
    }

    @Test
    void aLongSentenceFits() {
        assertThat(List.of(AlertCause.values()))
                .allMatch(cause -> Alerts.body(cause, "x".repeat(9000)).length() < 4000);
    }
}
