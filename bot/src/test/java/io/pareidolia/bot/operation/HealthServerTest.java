package io.pareidolia.bot.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pareidolia.bot.worker.DreamerProtocol;
import io.pareidolia.bot.worker.DreamerState;
import io.pareidolia.dream.failure.DreamException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class HealthServerTest {
    private final AtomicReference<Optional<DreamerState>> dreamer = new AtomicReference<>(Optional.empty());
    private final List<Supplier<Optional<DreamerState>>> dreamers = List.of(dreamer::get, Optional::empty);
    private final long[] now = {0};

    private static DreamerState state(Set<String> loaded) {
        return new DreamerState(
                "cpu",
                1,
                List.of(new DreamerProtocol.NetworkFile("inception-v3", "a".repeat(64))),
                loaded,
                OptionalDouble.empty());
    }

    private Readiness readiness(Check... checks) {
        return new Readiness(List.of(checks), Duration.ofMillis(200), () -> now[0] += TimeUnit.SECONDS.toNanos(2));
    }

    private static HttpResponse<String> get(HealthServer server, String path) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    private static int healthcheck(int port) throws IOException, InterruptedException {
        ProcessBuilder check = new ProcessBuilder(
                        "bash", Path.of("../deploy/healthcheck").toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        check.environment().put("PAREIDOLIA_HEALTH_PORT", Integer.toString(port));
        return check.start().waitFor();
    }

    @Test
    void theServiceIsReadyOnceADreamerHasItsNetwork() throws Exception {
        int port;
        try (Readiness readiness = readiness(
                        ServiceChecks.store(() -> {}),
                        ServiceChecks.dreamer(dreamers),
                        ServiceChecks.network(dreamers));
                HealthServer server =
                        HealthServer.open("127.0.0.1", 0, new HealthPages(readiness, () -> "figures 1\n"))) {
            port = server.port();
            assertThat(get(server, "/healthz").statusCode()).isEqualTo(200);
            HttpResponse<String> early = get(server, "/readyz");
            assertThat(early.statusCode()).isEqualTo(503);
            assertThat(early.body())
                    .contains("\"ok\":false", "The store can be written.", "No dreamer is connected.", "\"remedy\"");
            dreamer.set(Optional.of(state(Set.of())));
            assertThat(get(server, "/readyz").body())
                    .contains("1 of 2 dreamers", "\"part\":\"network\",\"grade\":\"fail\"");
            assertThat(healthcheck(port)).isNotZero();
            dreamer.set(Optional.of(state(Set.of("inception-v3"))));
            HttpResponse<String> ready = get(server, "/readyz");
            assertThat(ready.statusCode()).isEqualTo(200);
            assertThat(ready.headers().firstValue("content-type")).contains("application/json");
            assertThat(ready.body()).contains("\"ok\":true", "inception-v3 is verified and ready on cpu");
            assertThat(healthcheck(port)).isZero();
            HttpResponse<String> metrics = get(server, "/metrics");
            assertThat(metrics.body()).isEqualTo("figures 1\n");
            assertThat(metrics.headers().firstValue("content-type").orElseThrow())
                    .startsWith("text/plain; version=0.0.4");
            assertThat(get(server, "/").statusCode()).isEqualTo(404);
        }
        assertThat(healthcheck(port)).isNotZero();
    }

    @Test
    void nobodyChangesAnythingThereAndAFaultIsAnAnswer() throws Exception {
        HealthPages pages = new HealthPages(() -> new Report(List.of()), () -> {
            throw new IllegalStateException("secret");
        });
        try (HealthServer server = HealthServer.open("127.0.0.1", 0, pages)) {
            HttpRequest post = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/healthz"))
                    .POST(HttpRequest.BodyPublishers.ofString("x"))
                    .build();
            assertThat(HttpClient.newHttpClient()
                            .send(post, HttpResponse.BodyHandlers.ofString())
                            .statusCode())
                    .isEqualTo(405);
            HttpResponse<String> broken = get(server, "/metrics");
            assertThat(broken.statusCode()).isEqualTo(500);
            assertThat(broken.body()).doesNotContain("secret");
            assertThatThrownBy(() -> HealthServer.open("127.0.0.1", server.port(), pages))
                    .isInstanceOf(DreamException.class)
                    .hasMessageContaining("health.port");
        }
    }

    @Test
    void aStoreThatFailsIsSaidWithoutItsWords() {
        Finding finding = ServiceChecks.store(() -> {
                    throw new IllegalStateException("password=hunter2");
                })
                .look();
        assertThat(finding.grade()).isEqualTo(Finding.Grade.FAIL);
        assertThat(finding.toString()).contains("The store cannot be written.").doesNotContain("hunter2", "Exception");
    }

    @Test
    void aCheckThatHangsDoesNotHangTheAnswer() {
        CountDownLatch never = new CountDownLatch(1);
        try (Readiness readiness = readiness(() -> {
            try {
                never.await();
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
            }
            return Finding.ok("store", "at last");
        })) {
            assertThat(readiness.get().good()).isFalse();
            assertThat(readiness.get().good()).isFalse();
        }
    }

    @Test
    void howeverOftenSomebodyAsksItLooksOnceASecond() {
        AtomicInteger looks = new AtomicInteger();
        List<Report> reports = new ArrayList<>();
        try (Readiness readiness = new Readiness(List.of(() -> {
            looks.incrementAndGet();
            return Finding.ok("store", "fine");
        }))) {
            for (int i = 0; i < 100; i++) {
                reports.add(readiness.get());
            }
        }
        assertThat(looks.get()).isBetween(1, 3);
        assertThat(reports).allMatch(Report::good);
    }
}
