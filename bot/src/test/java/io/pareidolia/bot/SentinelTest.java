package io.pareidolia.bot;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Plants secrets when the program starts, and finds them nowhere but where they belong. */
@Timeout(180)
class SentinelTest {
    private static final String SENTINEL = "sentinel-7c1d9e40b2";

    @TempDir
    Path folder;

    private HttpServer webhook;
    private int lobbyPort;
    private int healthPort;

    @BeforeEach
    void plant() throws IOException {
        Files.writeString(folder.resolve("store-password"), SENTINEL + "-store\n");
        lobbyPort = freePort();
        healthPort = freePort();
        webhook = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        webhook.createContext("/", exchange -> {
            try (exchange) {
                exchange.sendResponseHeaders(500, -1);
            }
        });
        webhook.start();
    }

    @AfterEach
    void stop() {
        webhook.stop(0);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private Process start(String... words) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile());
        builder.environment()
                .putAll(Map.of(
                        "PAREIDOLIA_DATA",
                        folder.resolve("data").toString(),
                        "PAREIDOLIA_NETWORKS",
                        folder.resolve("networks").toString(),
                        "PAREIDOLIA_LOBBY_PORT",
                        Integer.toString(lobbyPort),
                        "PAREIDOLIA_HEALTH_PORT",
                        Integer.toString(healthPort),
                        "PAREIDOLIA_LOG_LEVEL",
                        "trace",
                        "PAREIDOLIA_TRACE",
                        "1",
                        "PAREIDOLIA_WORKER_DEVICES",
                        "cpu",
                        "PAREIDOLIA_LOBBY_PASSWORD",
                        SENTINEL + "-lobby",
                        "PAREIDOLIA_STORE_PASSWORD_FILE",
                        folder.resolve("store-password").toString(),
                        "PAREIDOLIA_ALERT_WEBHOOK",
                        "http://127.0.0.1:" + webhook.getAddress().getPort() + "/hook/" + SENTINEL + "-hook"));
        return builder.start();
    }

    private String log() throws IOException {
        return Files.readString(folder.resolve("log"));
    }

    private static void assertClean(String where, String text) {
        assertThat(text.contains(SENTINEL) || text.contains(encoded()))
                .as("a secret in " + where)
                .isFalse();
    }

    /** As it goes over the net with a password dialogue; encoded is not hidden. */
    private static String encoded() {
        return Base64.getEncoder()
                .withoutPadding()
                .encodeToString((":" + SENTINEL).getBytes(StandardCharsets.UTF_8))
                .substring(0, 16);
    }

    @Test
    void settingsAndDoctorTellNoSecret() throws IOException, InterruptedException {
        for (List<String> words :
                List.of(List.of("settings", "show"), List.of("doctor"), List.of("doctor", "--json"))) {
            Process process = start(words.toArray(String[]::new));
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).as(words + ": " + log()).isZero();
            assertThat(log()).isNotEmpty();
            assertClean("what " + words + " says", log());
        }
    }

    @Test
    void aMistakeBesideASecretDoesNotTellIt() throws IOException, InterruptedException {
        Path file = Files.writeString(
                folder.resolve("s.yaml"), "lobby:\n  password: [" + SENTINEL + "]\nalert.webhook: " + SENTINEL + "\n");
        Process process = start("settings", "show", "--config", file.toString());
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(2);
        assertClean("the list of mistakes", log());
    }

    @Test
    void theServiceTellsNoSecret() throws IOException, InterruptedException {
        Process service = start("run");
        try {
            awaitReady(service);
            for (String path :
                    List.of("/", "/healthz", "/readyz", "/metrics", "/api/looks", "/api/networks", "/nothing")) {
                assertClean("http://…" + path, get(lobbyPort, path));
                assertClean("health: " + path, get(healthPort, path));
            }
            assertClean("the answer to nonsense", post("/api/dreams", "nonsense"));
            List<ProcessHandle> children = service.descendants().toList();
            assertThat(children).isNotEmpty();
            for (ProcessHandle child : children) {
                Path proc = Path.of("/proc", Long.toString(child.pid()));
                assertClean(
                        "a dreamer's environment",
                        new String(Files.readAllBytes(proc.resolve("environ")), StandardCharsets.UTF_8));
                assertClean(
                        "a dreamer's command line",
                        new String(Files.readAllBytes(proc.resolve("cmdline")), StandardCharsets.UTF_8));
            }
            assertClean(
                    "the service's command line",
                    new String(
                            Files.readAllBytes(Path.of("/proc", Long.toString(service.pid()), "cmdline")),
                            StandardCharsets.UTF_8));
        } finally {
            service.toHandle().destroy();
            service.waitFor(60, TimeUnit.SECONDS);
            service.destroyForcibly();
        }
        assertThat(log()).contains("DEBUG");
        assertClean("the log", log());
        try (Stream<Path> files = Files.walk(folder.resolve("data"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertClean(file.toString(), new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
            }
        }
    }

    private void awaitReady(Process service) throws IOException, InterruptedException {
        for (int tries = 0; tries < 240 && service.isAlive(); tries++) {
            try {
                if (get(healthPort, "/readyz").startsWith("200")) {
                    return;
                }
            } catch (IOException notYet) {
                // it does not listen yet
            }
            Thread.sleep(250);
        }
        throw new AssertionError("it is not ready: " + log());
    }

    private static String get(int port, String path) throws IOException, InterruptedException {
        return send(request(port, path).GET().build());
    }

    private String post(String path, String body) throws IOException, InterruptedException {
        return send(request(lobbyPort, path)
                .header("Content-Type", "multipart/form-data; boundary=x")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    /** With the right password, as a browser sends it. */
    private static HttpRequest.Builder request(int port, String path) {
        String credentials =
                Base64.getEncoder().encodeToString((":" + SENTINEL + "-lobby").getBytes(StandardCharsets.UTF_8));
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(10))
                .header("Authorization", "Basic " + credentials);
    }

    private static String send(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<String> answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        return answer.statusCode() + " " + answer.headers().map() + " " + answer.body();
    }
}
