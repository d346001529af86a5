package io.pareidolia.bot.lobby;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.pareidolia.bot.job.JobId;
import io.pareidolia.bot.job.Refusal;
import io.pareidolia.bot.job.Refusal.Reason;
import io.pareidolia.bot.lobby.LobbyClient.Came;
import io.pareidolia.bot.settings.LobbySettings;
import io.pareidolia.dream.failure.DreamException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import okhttp3.MediaType;
import okhttp3.MultipartBody;
import okhttp3.RequestBody;
import okio.BufferedSink;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class DreamsApiTest {
    @TempDir
    Path folder;

    private StandInService service;
    private LobbyClient client;

    @BeforeEach
    void open() throws IOException {
        service = new StandInService(folder, StandInService.settings());
        client = new LobbyClient(service.address());
    }

    @AfterEach
    void close() throws InterruptedException {
        service.close();
    }

    @Test
    void aPictureIsDreamedAndFetched() throws Exception {
        Came accepted = client.post(LobbyClient.photo("eyes"));
        assertThat(accepted.status()).isEqualTo(202);
        String id = accepted.json().get("id").asText();
        assertThat(accepted.headers().get("Location")).isEqualTo("/api/dreams/" + id);
        JsonNode dream = client.await(id, "answered");
        assertThat(dream.get("picture").asText()).isEqualTo("/api/dreams/" + id + "/picture");
        assertThat(Instant.parse(dream.get("keptUntil").asText())).isAfter(Instant.now());
        assertThat(dream.get("recipe").asText()).contains("seed=");
        Came picture = client.get(dream.get("picture").asText());
        assertThat(picture.body()).isEqualTo(Files.readAllBytes(Path.of("../docs/alpine-dream.jpg")));
        assertThat(client.send(client.request(dream.get("picture").asText())
                                .header(
                                        "If-None-Match",
                                        String.valueOf(picture.headers().get("ETag"))))
                        .status())
                .isEqualTo(304);
        assertThat(uploads()).isEmpty();
    }

    private List<Path> uploads() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("uploads"))) {
            return files.toList();
        }
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.1,taken", "192.0.2.1,of another machine", "nowhere.invalid,unknown"})
    void whereItCannotListenIsOneSentence(String host, String why) throws IOException {
        Path second = Files.createDirectory(folder.resolve("second"));
        int port = service.lobby.port();
        LobbySettings same = new LobbySettings(
                true, host, port, Optional.empty(), List.of(), Optional.empty(), List.of(), 40_000_000, 100_000);
        assertThatThrownBy(() -> new StandInService(second, same))
                .as(why)
                .isInstanceOf(DreamException.class)
                .hasMessageStartingWith("The lobby cannot listen on " + host + ", port " + port + " (")
                .hasMessageEndingWith(
                        "): set lobby.port to a port that is free, and lobby.host to an address of this machine.");
    }

    @Test
    void whoeverHasTheIdSeesNeitherOriginalNorAsker() throws Exception {
        Came accepted = client.post(LobbyClient.photo("eyes"));
        String id = accepted.json().get("id").asText();
        Came dream = client.get("/api/dreams/" + id);
        String member = service.jobs
                .find(new JobId(id))
                .orElseThrow()
                .received()
                .asker()
                .member();
        assertThat(dream.text())
                .doesNotContain(member, accepted.json().get("secret").asText(), "127.0.0.1");
        assertThat(member).doesNotContain("127.0.0.1").hasSize(43);
    }

    @Test
    void placeAndTimeAreToldWhileItWaits() throws Exception {
        service.working = false;
        service.place = 3;
        Came accepted = client.post(LobbyClient.photo(""));
        assertThat(accepted.json().get("place").asInt()).isEqualTo(3);
        assertThat(accepted.json().get("eta").asInt()).isEqualTo(42);
        JsonNode dream = client.get(accepted.headers().get("Location")).json();
        assertThat(dream.get("state").asText()).isEqualTo("queued");
        assertThat(dream.get("picture").isNull()).isTrue();
        assertThat(client.get(accepted.headers().get("Location") + "/picture").status())
                .isEqualTo(404);
        assertThat(client.get(accepted.headers().get("Location") + "/preview").status())
                .isEqualTo(204);
    }

    @Test
    void theDreamCanBeWatched() throws Exception {
        Came accepted = client.post(LobbyClient.photo(""));
        Came events = client.get(accepted.headers().get("Location") + "/events");
        List<String> states = events.text()
                .lines()
                .filter(line -> line.startsWith("data: "))
                .map(line -> line.replaceAll(".*\"state\":\"([a-z]+)\".*", "$1"))
                .toList();
        assertThat(states).isNotEmpty().endsWith("answered");
    }

    @Test
    void aPreviewIsThereWhileItGrows() throws Exception {
        service.millisPerStep = 300;
        Came accepted = client.post(LobbyClient.photo(""));
        client.await(accepted.json().get("id").asText(), "dreaming");
        Thread.sleep(500);
        Came preview = client.get(accepted.headers().get("Location") + "/preview");
        assertThat(preview.status()).isEqualTo(200);
        client.await(accepted.json().get("id").asText(), "answered");
        assertThat(client.get(accepted.headers().get("Location") + "/preview").status())
                .isEqualTo(404);
    }

    @Test
    void theSameKeyBringsTheFirstDreamAndItsSecret() throws Exception {
        RequestBody photo = LobbyClient.photo("eyes");
        JsonNode first = client.send(client.request("/api/dreams")
                        .header("Idempotency-Key", "mine")
                        .post(photo))
                .json();
        JsonNode again = client.send(client.request("/api/dreams")
                        .header("Idempotency-Key", "mine")
                        .post(photo))
                .json();
        JsonNode other = client.send(client.request("/api/dreams")
                        .header("Idempotency-Key", "other")
                        .post(photo))
                .json();
        assertThat(again.get("id")).isEqualTo(first.get("id"));
        assertThat(again.get("secret")).isEqualTo(first.get("secret"));
        assertThat(other.get("id")).isNotEqualTo(first.get("id"));
        assertThat(client.post(photo).json().get("id"))
                .isNotEqualTo(client.post(photo).json().get("id"));
    }

    @Test
    void onlyTheSecretCancels() throws Exception {
        service.working = false;
        JsonNode dream = client.post(LobbyClient.photo("")).json();
        String path = "/api/dreams/" + dream.get("id").asText();
        assertThat(client.send(client.request(path).delete()).status()).isEqualTo(403);
        assertThat(client.send(client.request(path)
                                .header("Authorization", "Bearer guess")
                                .delete())
                        .status())
                .isEqualTo(403);
        assertThat(client.send(client.request("/api/dreams/" + "0".repeat(26))
                                .header("Authorization", "Bearer guess")
                                .delete())
                        .status())
                .isEqualTo(403);
        assertThat(delete(dream)).isEqualTo(204);
        assertThat(client.get(path).json().get("state").asText()).isEqualTo("cancelled");
    }

    private int delete(JsonNode dream) throws IOException {
        return client.send(client.request("/api/dreams/" + dream.get("id").asText())
                        .header("Authorization", "Bearer " + dream.get("secret").asText())
                        .delete())
                .status();
    }

    @Test
    void aDreamIsCancelledInTheMiddle() throws Exception {
        service.millisPerStep = 200;
        JsonNode dream = client.post(LobbyClient.photo("")).json();
        client.await(dream.get("id").asText(), "dreaming");
        assertThat(delete(dream)).isEqualTo(204);
        client.await(dream.get("id").asText(), "cancelled");
    }

    @Test
    void thePicturesOfAnEndedDreamAreDeletedAtOnce() throws Exception {
        JsonNode dream = client.post(LobbyClient.photo("")).json();
        String path = client.await(dream.get("id").asText(), "answered")
                .get("picture")
                .asText();
        assertThat(delete(dream)).isEqualTo(204);
        assertThat(client.get(path).status()).isEqualTo(404);
        assertThat(client.get("/api/dreams/" + dream.get("id").asText())
                        .json()
                        .get("picture")
                        .isNull())
                .isTrue();
        assertThat(service.jobs.pictures(new JobId(dream.get("id").asText()))).isEmpty();
        assertThat(delete(dream)).isEqualTo(204);
    }

    @ParameterizedTest
    @CsvSource({
        "REQUEST,422",
        "CONTENT,422",
        "TOO_COSTLY,422",
        "NOT_A_PICTURE,415",
        "TOO_LARGE,413",
        "FORBIDDEN,403",
        "QUOTA,429",
        "UNAVAILABLE,503"
    })
    void aRefusalIsTheAnswer(Reason reason, int status) throws Exception {
        service.refusal = Optional.of(Refusal.of(reason, "No, and this is why."));
        Came refused = client.post(LobbyClient.photo(""));
        assertThat(refused.status()).isEqualTo(status);
        assertThat(refused.headers().get("Content-Type")).isEqualTo("application/problem+json");
        assertThat(refused.json().get("title").asText()).isEqualTo("No, and this is why.");
        assertThat(refused.headers().get("Retry-After") != null).isEqualTo(status == 429 || status == 503);
    }

    @Test
    void aQuotaSaysWhenItRenews() throws Exception {
        service.jobsPerHour = 1;
        assertThat(client.post(LobbyClient.photo("")).status()).isEqualTo(202);
        Came second = client.post(LobbyClient.photo(""));
        assertThat(second.status()).isEqualTo(429);
        assertThat(Integer.parseInt(second.headers().get("Retry-After"))).isBetween(1, 3600);
    }

    @Test
    void aLinkThatIsRefusedLeavesNoQueuedJob() throws Exception {
        service.working = false;
        Came refused = client.post(LobbyClient.form(Map.of("url", "http://127.0.0.1/a.png", "recipe", "eyes")));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(service.jobs.claim("nobody", java.time.Duration.ofMinutes(1)))
                .isEmpty();
    }

    @Test
    void aRecipeThatIsNoneIsRefusedWithTheNearest() throws Exception {
        Came refused = client.post(LobbyClient.photo("octavs=3"));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.json().get("title").asText()).contains("octaves");
    }

    @Test
    void whatIsNoPictureIsRefused() throws Exception {
        byte[] page = "<!doctype html><script>alert(1)</script>".getBytes(StandardCharsets.UTF_8);
        Came refused = client.post(LobbyClient.form(Map.of(), page, "photo.jpg"));
        assertThat(refused.status()).isEqualTo(415);
        byte[] broken = Arrays.copyOf(Files.readAllBytes(StandInService.EXAMPLE), 100);
        assertThat(client.post(LobbyClient.form(Map.of(), broken, "photo.jpg")).status())
                .isEqualTo(415);
        assertThat(client.send(client.request("/api/dreams")
                                .post(RequestBody.create(page, MediaType.get("text/plain"))))
                        .status())
                .isEqualTo(415);
        assertThat(uploads()).isEmpty();
    }

    @Test
    void whatSaysNothingOrTooMuchIsRefused() throws Exception {
        assertThat(client.post(LobbyClient.form(Map.of("recipe", "eyes"))).status())
                .isEqualTo(422);
        assertThat(client.post(LobbyClient.form(
                                Map.of("url", "https://example.com/a.png"),
                                Files.readAllBytes(StandInService.EXAMPLE),
                                "a.jpg"))
                        .status())
                .isEqualTo(422);
        assertThat(client.post(LobbyClient.form(Map.of("url", "https://example.com/" + "a".repeat(2_000))))
                        .status())
                .isEqualTo(422);
        assertThat(client.post(LobbyClient.photo("a".repeat(501))).status()).isEqualTo(422);
        assertThat(client.send(client.request("/api/dreams")
                                .header("Idempotency-Key", "a".repeat(201))
                                .post(LobbyClient.photo("")))
                        .status())
                .isEqualTo(422);
    }

    @Test
    void aDamagedFormIsRefused() throws Exception {
        RequestBody torn = RequestBody.create("--nothing", MediaType.get("multipart/form-data; boundary=x"));
        assertThat(client.post(torn).status()).isBetween(400, 422);
        RequestBody boundless = RequestBody.create("--nothing", MediaType.get("multipart/form-data"));
        assertThat(client.post(boundless).status()).isBetween(400, 422);
    }

    @Test
    void tooManyBytesAreRefusedWhetherTheyAreAnnouncedOrNot() throws Exception {
        Came announced = client.post(LobbyClient.form(Map.of(), new byte[40_100_000], "large.jpg"));
        assertThat(announced.status()).isEqualTo(413);
        RequestBody endless = new RequestBody() {
            @Override
            public MediaType contentType() {
                return MediaType.get("image/jpeg");
            }

            @Override
            public void writeTo(BufferedSink sink) throws IOException {
                byte[] block = new byte[1_000_000];
                for (int i = 0; i < 60; i++) {
                    sink.write(block);
                }
            }
        };
        RequestBody form = new MultipartBody.Builder()
                .setType(MultipartBody.FORM)
                .addFormDataPart("picture", "large.jpg", endless)
                .build();
        try {
            assertThat(client.post(form).status()).isEqualTo(413);
        } catch (IOException closedWhileSending) {
            // that says it too: what is too long is not read to its end
        }
        Thread.sleep(200);
        assertThat(uploads()).isEmpty();
    }

    @Test
    void aLaterDreamGoesOnFromAnEarlierOne() throws Exception {
        JsonNode first = client.post(LobbyClient.photo("")).json();
        String id = first.get("id").asText();
        client.await(id, "answered");
        Came deeper = client.post(LobbyClient.form(Map.of("of", id, "recipe", "deeper")));
        assertThat(deeper.status()).isEqualTo(202);
        Map<String, String> again = Map.of("of", id, "role", "source", "recipe", "again");
        assertThat(client.post(LobbyClient.form(again)).status()).isEqualTo(403);
        Map<String, String> own = new java.util.HashMap<>(again);
        own.put("secret", first.get("secret").asText());
        assertThat(client.post(LobbyClient.form(own)).status()).isEqualTo(202);
        assertThat(client.post(LobbyClient.form(Map.of("of", "0".repeat(26)))).status())
                .isEqualTo(422);
        assertThat(client.post(LobbyClient.form(Map.of("of", id, "role", "owner")))
                        .status())
                .isEqualTo(422);
    }

    @Test
    void thereAreLooksNetworksAndADescription() throws Exception {
        JsonNode looks = client.get("/api/looks").json().get("looks");
        assertThat(looks.get(0).get("name").asText()).isEqualTo("puppyslug");
        for (JsonNode look : looks) {
            assertThat(client.get(look.get("picture").asText()).headers().get("Content-Type"))
                    .isEqualTo("image/jpeg");
        }
        assertThat(client.get("/api/networks").json().get("networks")).hasSize(1);
        assertThat(client.get("/api/openapi.yaml").text()).startsWith("openapi: 3.1");
    }

    @Test
    void whatIsNotThereIsSaid() throws Exception {
        for (String path : List.of("", "/picture", "/preview", "/events")) {
            assertThat(client.get("/api/dreams/" + "0".repeat(26) + path).status())
                    .isEqualTo(404);
            assertThat(client.get("/api/dreams/nonsense" + path).status()).isEqualTo(404);
        }
        Came nowhere = client.get("/nowhere");
        assertThat(nowhere.status()).isEqualTo(404);
        assertThat(nowhere.json().get("title").asText()).isEqualTo("There is nothing here.");
    }

    @Test
    void aFailureSaysWhy() throws Exception {
        service.failure = Optional.of("Three workers were lost over this picture.");
        JsonNode dream = client.post(LobbyClient.photo("")).json();
        JsonNode failed = client.await(dream.get("id").asText(), "failed");
        assertThat(failed.get("sentence").asText()).isEqualTo("Three workers were lost over this picture.");
    }

    @Test
    void asManyMayWatchAsComeFromOneAddressAndNoMore() throws Exception {
        service.working = false;
        String path = client.post(LobbyClient.photo("")).headers().get("Location") + "/events";
        okhttp3.OkHttpClient http = new okhttp3.OkHttpClient.Builder()
                .connectionPool(new okhttp3.ConnectionPool(0, 1, java.util.concurrent.TimeUnit.SECONDS))
                .build();
        List<okhttp3.Response> open = new java.util.ArrayList<>();
        for (int i = 0; i < 20; i++) {
            open.add(http.newCall(client.request(path).build()).execute());
        }
        assertThat(client.get(path).status()).isEqualTo(429);
        open.forEach(okhttp3.Response::close);
        Thread.sleep(200);
    }
}
