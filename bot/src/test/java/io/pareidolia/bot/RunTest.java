package io.pareidolia.bot;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.pareidolia.dream.picture.PictureLimits;
import io.pareidolia.dream.picture.PictureReader;
import io.pareidolia.dream.picture.PictureWriter;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The service as a process, with its dreamer, asked over HTTP, told to end and killed. */
@Timeout(300)
class RunTest {
    private static final String BOUNDARY = "--------a-line-between";
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    private final HttpClient client = HttpClient.newHttpClient();
    private final List<Process> started = new ArrayList<>();
    private Path photo;
    private int port;

    @BeforeEach
    void prepare() throws IOException {
        photo = folder.resolve("photo.png");
        PictureWriter.write(BundledNetworkTest.photo(320, 240), photo, Optional.empty());
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
    }

    @AfterEach
    void leaveNothing() throws InterruptedException {
        for (Process process : started) {
            killed(process);
        }
    }

    private Process start(Map<String, String> variables, String... words) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()));
        Map<String, String> all = new HashMap<>(Map.of(
                "PAREIDOLIA_DATA", folder.resolve("data").toString(),
                "PAREIDOLIA_NETWORKS", folder.resolve("networks").toString(),
                "PAREIDOLIA_LOBBY_PORT", Integer.toString(port),
                "PAREIDOLIA_WORKER_DEVICES", "cpu"));
        all.putAll(variables);
        builder.environment().putAll(all);
        Process process = builder.start();
        started.add(process);
        return process;
    }

    private static void killed(Process process) throws InterruptedException {
        List<ProcessHandle> family = process.descendants().toList();
        process.destroyForcibly();
        family.forEach(ProcessHandle::destroyForcibly);
        process.waitFor(30, TimeUnit.SECONDS);
    }

    private String log() throws IOException {
        return Files.readString(folder.resolve("log"));
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .timeout(Duration.ofSeconds(30))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private void awaitReady() throws IOException, InterruptedException {
        for (int i = 0; i < 600; i++) {
            try {
                if (get("/readyz").statusCode() == 200) {
                    return;
                }
            } catch (IOException notYet) {
                // it does not listen yet
            }
            Thread.sleep(100);
        }
        throw new AssertionError("never ready:\n" + log());
    }

    private HttpResponse<String> post(Map<String, Object> fields) throws IOException, InterruptedException {
        List<byte[]> body = new ArrayList<>();
        for (Map.Entry<String, Object> field : fields.entrySet()) {
            boolean file = field.getValue() instanceof Path;
            body.add(("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"" + field.getKey() + "\""
                            + (file ? "; filename=\"photo.png\"\r\nContent-Type: image/png" : "") + "\r\n\r\n")
                    .getBytes(StandardCharsets.UTF_8));
            body.add(
                    field.getValue() instanceof Path path
                            ? Files.readAllBytes(path)
                            : field.getValue().toString().getBytes(StandardCharsets.UTF_8));
            body.add("\r\n".getBytes(StandardCharsets.UTF_8));
        }
        body.add(("--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.UTF_8));
        return client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/dreams"))
                        .timeout(Duration.ofSeconds(60))
                        .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                        .POST(HttpRequest.BodyPublishers.ofByteArrays(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private JsonNode await(String id, Predicate<JsonNode> what) throws IOException, InterruptedException {
        JsonNode job = JSON.nullNode();
        for (int i = 0; i < 1200; i++) {
            job = JSON.readTree(get("/api/dreams/" + id).body());
            if (what.test(job)) {
                return job;
            }
            Thread.sleep(50);
        }
        throw new AssertionError("still " + job + ":\n" + log());
    }

    private static boolean is(JsonNode job, String state) {
        return job.path("state").asText().equals(state);
    }

    private static boolean hasEnded(JsonNode job) {
        return Set.of("answered", "refused", "failed", "cancelled", "expired")
                .contains(job.path("state").asText());
    }

    @Test
    void aPhotoIsAnsweredAndWhatCannotBeDreamedIsRefusedAtOnce() throws IOException, InterruptedException {
        HttpServer site = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        site.createContext("/photo.png", exchange -> {
            try (exchange) {
                exchange.sendResponseHeaders(200, 0);
                exchange.getResponseBody().write(Files.readAllBytes(photo));
            }
        });
        site.start();
        try {
            start(Map.of("PAREIDOLIA_FETCH_ALLOW_LOOPBACK", "true"), "run");
            awaitReady();
            String link = "http://127.0.0.1:" + site.getAddress().getPort() + "/photo.png";
            HttpResponse<String> posted = post(Map.of("url", link, "recipe", "octaves=2 steps=2 size=256 seed=5"));
            assertThat(posted.statusCode()).as(posted.body()).isEqualTo(202);
            JsonNode job = await(JSON.readTree(posted.body()).path("id").asText(), RunTest::hasEnded);
            assertThat(job.path("state").asText()).as(job.toString()).isEqualTo("answered");
            assertThat(job.path("recipe").asText()).contains("octaves=2", "steps=2", "size=256", "seed=5");
            HttpResponse<byte[]> picture = client.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port
                                    + job.path("picture").asText()))
                            .build(),
                    HttpResponse.BodyHandlers.ofByteArray());
            assertThat(new PictureReader(PictureLimits.USUAL)
                            .header(picture.body(), "dream")
                            .size()
                            .longest())
                    .isEqualTo(256);
            assertThat(new String(picture.body(), StandardCharsets.ISO_8859_1)).contains("seed=5");

            assertThat(post(Map.of("url", link, "recipe", "look=nonsense")).statusCode())
                    .isEqualTo(422);
            assertThat(post(Map.of("url", "http://127.0.0.1:1/x.png")).statusCode())
                    .isEqualTo(422);
            assertThat(post(Map.of("url", "http://10.0.0.1/x.png")).statusCode())
                    .isEqualTo(422);
            HttpResponse<String> dear = post(Map.of("url", link, "recipe", "size=8000 steps=200"));
            assertThat(dear.statusCode()).isEqualTo(422);
            assertThat(dear.body()).contains("fits");
            Process pause = start(Map.of(), "pause", "--all", "--say", "Back at noon.");
            assertThat(pause.waitFor(60, TimeUnit.SECONDS)).isTrue();
            HttpResponse<String> paused = post(Map.of("url", link));
            assertThat(paused.statusCode()).isEqualTo(503);
            assertThat(paused.body()).contains("Back at noon.");
            assertThat(paused.headers().firstValue("Retry-After")).isPresent();
            assertThat(get("/metrics").body()).contains("pareidolia_jobs_received_total{front=\"lobby\"}");
        } finally {
            site.stop(0);
        }
    }

    @Test
    void killedInTheMiddleOfADreamItAnswersOnceWithTheSameRecipe() throws IOException, InterruptedException {
        Process first = start(Map.of(), "run");
        awaitReady();
        String id = JSON.readTree(post(Map.of("picture", photo, "recipe", "steps=60 octaves=2 size=320"))
                        .body())
                .path("id")
                .asText();
        JsonNode before = await(id, job -> job.path("progress").asDouble() > 0.1);
        assertThat(before.path("state").asText()).isEqualTo("dreaming");
        killed(first);
        start(Map.of(), "run");
        awaitReady();
        JsonNode after = await(id, RunTest::hasEnded);
        assertThat(after.path("state").asText()).as(after.toString()).isEqualTo("answered");
        assertThat(after.path("recipe")).isEqualTo(before.path("recipe"));
        assertThat(log().split("answered at try", -1)).hasSize(2);
    }

    @Test
    void toldToEndItHandsTheDreamBackAndASecondServiceIsRefused() throws IOException, InterruptedException {
        Process first = start(Map.of("PAREIDOLIA_WORKER_DRAIN", "0 ms"), "run");
        awaitReady();
        Process second = start(Map.of("PAREIDOLIA_LOBBY_PORT", "0"), "run");
        assertThat(second.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(second.exitValue()).isIn(1, 2);
        assertThat(log()).contains(folder.resolve("data").toString()).doesNotContain("Exception");
        String id = JSON.readTree(post(Map.of("picture", photo, "recipe", "steps=100 octaves=2 size=320"))
                        .body())
                .path("id")
                .asText();
        await(id, job -> is(job, "dreaming") && job.path("progress").asDouble() > 0);
        first.destroy();
        assertThat(first.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(first.exitValue()).isEqualTo(143);
        assertThat(log()).contains("handed back").doesNotContain("Exception");
        Process list = start(Map.of(), "jobs", "list");
        assertThat(list.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(log()).contains(id).contains("queued");
    }

    @Test
    void aHealthPortThatIsTakenIsSaidBeforeTheLobbyIsSaidToBeThere() throws IOException, InterruptedException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Process process = start(
                    Map.of(
                            "PAREIDOLIA_HEALTH_HOST",
                            "127.0.0.1",
                            "PAREIDOLIA_HEALTH_PORT",
                            Integer.toString(taken.getLocalPort())),
                    "run");
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(log()).contains("health.port; is it taken?").doesNotContain("The lobby is at");
    }

    @Test
    void aRoleAloneNeedsAStoreThatIsShared() throws IOException, InterruptedException {
        Process worker = start(Map.of(), "run", "--role", "worker");
        assertThat(worker.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(worker.exitValue()).isEqualTo(2);
        assertThat(log()).contains("--role worker needs a store").doesNotContain("Exception");
    }
}
