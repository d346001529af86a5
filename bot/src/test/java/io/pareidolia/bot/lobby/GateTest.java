package io.pareidolia.bot.lobby;

import static org.assertj.core.api.Assertions.assertThat;

import io.pareidolia.bot.lobby.LobbyClient.Came;
import io.pareidolia.bot.settings.LobbySettings;
import io.pareidolia.bot.settings.Secret;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import okhttp3.Credentials;
import okhttp3.FormBody;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class GateTest {
    private static final LobbySettings USUAL = StandInService.settings();

    @TempDir
    Path folder;

    private StandInService service;
    private LobbyClient client;

    private void open(LobbySettings settings) throws IOException {
        service = new StandInService(folder, settings);
        client = new LobbyClient(service.address());
    }

    private static LobbySettings settings(
            Optional<Secret> password, List<String> proxies, Optional<URI> url, List<String> names, int perMinute) {
        return new LobbySettings(true, USUAL.host(), 0, password, proxies, url, names, USUAL.maxBytes(), perMinute);
    }

    private static LobbySettings withPassword() {
        return settings(Optional.of(new Secret("open sesame")), List.of(), Optional.empty(), List.of(), 100_000);
    }

    @AfterEach
    void close() throws InterruptedException {
        service.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "evil.example:80",
                "127.0.0.1.evil.example",
                "localhost.evil.example",
                "[::2]",
                "0.0.0.0"
            })
    void anUnknownHostIsRefused(String host) throws Exception {
        open(USUAL);
        for (String path : List.of("/", "/api/looks", "/assets/lobby.css")) {
            assertThat(client.send(client.request(path).header("Host", host)).status())
                    .as(path)
                    .isEqualTo(421);
        }
        assertThat(client.send(client.request("/api/dreams")
                                .header("Host", host)
                                .post(LobbyClient.photo("")))
                        .status())
                .isEqualTo(421);
        assertThat(client.send(client.request("/healthz").header("Host", host)).status())
                .as("a probe calls it by its address")
                .isEqualTo(200);
    }

    @Test
    void itIsKnownByTheNamesOfItsSettings() throws Exception {
        open(settings(
                Optional.empty(),
                List.of(),
                Optional.of(URI.create("https://dreams.example/")),
                List.of("attic.local", "2001:db8::1"),
                100_000));
        for (String host : List.of(
                "localhost",
                "LOCALHOST:8080",
                "127.0.0.1",
                "[::1]:8080",
                "dreams.example",
                "attic.local:8080",
                "[2001:db8::1]")) {
            assertThat(client.send(client.request("/").header("Host", host)).status())
                    .as(host)
                    .isEqualTo(200);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "https://evil.example,",
        "null,",
        "http://localhost:9,",
        "http://127.0.0.1:9,same-origin",
        ",cross-site",
        ",same-site",
        "https://evil.example,none",
        "http://127.0.0.1.evil.example,"
    })
    void anotherSiteChangesNothing(String origin, String fetchSite) throws Exception {
        open(USUAL);
        okhttp3.Request.Builder request = client.request("/api/dreams").post(LobbyClient.photo(""));
        if (origin != null) {
            request.header("Origin", origin);
        }
        if (fetchSite != null) {
            request.header("Sec-Fetch-Site", fetchSite);
        }
        assertThat(client.send(request).status()).isEqualTo(403);
        assertThat(service.jobs.claim("nobody", java.time.Duration.ofMinutes(1)))
                .isEmpty();
        assertThat(client.send(client.request("/api/dreams/" + "0".repeat(26))
                                .header("Origin", "https://evil.example")
                                .delete())
                        .status())
                .isEqualTo(403);
    }

    @Test
    void itsOwnPageMayAsk() throws Exception {
        open(settings(
                Optional.empty(), List.of(), Optional.of(URI.create("https://dreams.example/")), List.of(), 100_000));
        for (String origin : List.of(service.address(), "https://dreams.example")) {
            Came came = client.send(client.request("/api/dreams")
                    .header("Origin", origin)
                    .header("Sec-Fetch-Site", "same-origin")
                    .post(LobbyClient.photo("")));
            assertThat(came.status()).as(origin).isEqualTo(202);
            assertThat(came.headers().names()).noneMatch(name -> name.startsWith("Access-Control"));
        }
    }

    @Test
    void tooManyRequestsOfOneAddressHaveToWait() throws Exception {
        open(settings(Optional.empty(), List.of(), Optional.empty(), List.of(), 5));
        for (int i = 0; i < 5; i++) {
            assertThat(client.get("/api/looks").status()).isEqualTo(200);
        }
        Came refused = client.get("/api/looks");
        assertThat(refused.status()).isEqualTo(429);
        assertThat(Integer.parseInt(refused.headers().get("Retry-After"))).isBetween(1, 60);
        assertThat(client.get("/assets/lobby.css").status())
                .as("files of the page do not count")
                .isEqualTo(200);
        assertThat(client.send(client.request("/api/looks").header("X-Forwarded-For", "203.0.113.9"))
                        .status())
                .as("nobody makes itself another by a header")
                .isEqualTo(429);
    }

    @Test
    void behindATrustedProxyEachVisitorCounts() throws Exception {
        open(settings(Optional.empty(), List.of("127.0.0.0/8"), Optional.empty(), List.of(), 2));
        for (String address : List.of("203.0.113.1", "203.0.113.2", "2001:db8:1:1::1", "2001:db8:1:2::1")) {
            assertThat(from(address)).as(address).isEqualTo(200);
        }
        assertThat(from("evil, 203.0.113.1")).isEqualTo(200);
        assertThat(from("198.51.100.7, 203.0.113.1"))
                .as("the last untrusted one counts")
                .isEqualTo(429);
        assertThat(from("2001:db8:1:1:ffff::2")).isEqualTo(200);
        assertThat(from("2001:db8:1:1:ffff::3")).as("a household is one").isEqualTo(429);
    }

    private int from(String address) throws IOException {
        return client.send(client.request("/api/looks").header("X-Forwarded-For", address))
                .status();
    }

    @Test
    void withoutThePasswordThereIsOnlyADoor() throws Exception {
        open(withPassword());
        Came door = client.send(client.request("/?recipe=eyes").header("Accept", "text/html"));
        assertThat(door.status()).isEqualTo(401);
        assertThat(door.text()).contains("type=\"password\"", "value=\"eyes\"");
        for (String path : List.of(
                "/api/looks",
                "/api/networks",
                "/api/openapi.yaml",
                "/api/dreams/x",
                "/recipe",
                "/metrics",
                "/metrics/")) {
            Came came = client.get(path);
            assertThat(came.status()).as(path).isEqualTo(401);
            assertThat(came.headers().get("WWW-Authenticate")).startsWith("Bearer");
        }
        assertThat(client.post(LobbyClient.photo("")).status()).isEqualTo(401);
        assertThat(client.get("/healthz").status()).isEqualTo(200);
    }

    @Test
    void scriptsSayThePasswordEachTime() throws Exception {
        open(withPassword());
        for (String authorization : List.of("Bearer open sesame", Credentials.basic("anybody", "open sesame"))) {
            assertThat(client.send(client.request("/api/looks").header("Authorization", authorization))
                            .status())
                    .isEqualTo(200);
        }
        for (String authorization :
                List.of("Bearer sesame", Credentials.basic("open sesame", ""), "Basic %%%", "Digest x")) {
            assertThat(client.send(client.request("/api/looks").header("Authorization", authorization))
                            .status())
                    .isEqualTo(401);
        }
    }

    @Test
    void aSecretOpensTheDoorToItsDreamAlone() throws Exception {
        open(withPassword());
        service.working = false;
        var dream = client.send(client.request("/api/dreams")
                        .header("Authorization", "Bearer open sesame")
                        .post(LobbyClient.photo("")))
                .json();
        String path = "/api/dreams/" + dream.get("id").asText();
        assertThat(client.send(client.request(path).delete()).status()).isEqualTo(403);
        String secret = "Bearer " + dream.get("secret").asText();
        assertThat(client.send(client.request(path).header("Authorization", secret))
                        .status())
                .isEqualTo(401);
        assertThat(client.send(client.request(path)
                                .header("Authorization", secret)
                                .delete())
                        .status())
                .isEqualTo(204);
    }

    @Test
    void whoHasSaidThePasswordNeedNotSayItAgain() throws Exception {
        open(withPassword());
        Came in = enter("open sesame");
        assertThat(in.status()).isEqualTo(303);
        assertThat(in.headers().get("Location")).isEqualTo("/?recipe=look%3Deyes");
        String cookie = in.headers().get("Set-Cookie");
        assertThat(cookie).contains("HttpOnly", "SameSite=Lax").doesNotContain("sesame");
        String pair = cookie.replaceFirst(";.*", "");
        assertThat(client.send(client.request("/").header("Cookie", pair)).status())
                .isEqualTo(200);
        assertThat(client.send(client.request("/").header("Cookie", pair.replace("=", "=9")))
                        .status())
                .as("a later end needs another seal")
                .isEqualTo(401);
    }

    private Came enter(String password) throws IOException {
        return client.send(client.request("/enter")
                .header("Accept", "text/html")
                .post(new FormBody.Builder()
                        .add("password", password)
                        .add("recipe", "look=eyes")
                        .build()));
    }

    @Test
    void guessingIsSlow() throws Exception {
        open(withPassword());
        for (int i = 0; i < 10; i++) {
            assertThat(enter("guess " + i).status()).isEqualTo(401);
        }
        Came refused = enter("open sesame");
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.headers().get("Retry-After")).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../lobby.css",
                "%2e%2e/openapi.yaml",
                "..%2fopenapi.yaml",
                "looks/../../openapi.yaml",
                "lobby.class",
                "looks//a.jpg",
                "looks/inception-v3/eyes.jpg%00.css"
            })
    void onlyFilesOfThePageAreGivenOut(String name) throws Exception {
        open(USUAL);
        assertThat(client.get("/assets/" + name).status()).isBetween(400, 404);
    }

    @Test
    void nothingOfAVisitorBecomesMarkup() throws Exception {
        open(USUAL);
        String evil = "\"><script>alert(1)</script><img src=x onerror=alert(1)>'`${7*7}";
        String encoded = java.net.URLEncoder.encode(evil, java.nio.charset.StandardCharsets.UTF_8);
        for (String path : List.of("/?recipe=" + encoded, "/recipe?recipe=" + encoded)) {
            Came page = client.get(path);
            assertThat(page.status()).isEqualTo(200);
            assertThat(page.text()).doesNotContain("<script>alert", "<img src=x");
            assertThat(page.headers().get("Content-Security-Policy"))
                    .contains("default-src 'none'", "script-src 'self'")
                    .doesNotContain("unsafe");
        }
        assertThat(client.get("/").text())
                .doesNotContain("<script>", "<style", "style=", "onclick", "src=\"http", "href=\"http");
        Came refused = client.post(LobbyClient.photo(evil, StandInService.EXAMPLE, evil));
        assertThat(refused.headers().get("Content-Type")).isEqualTo("application/problem+json");
    }

    @Test
    void whatStandsInTheStoreIsNoMarkupEither() throws Exception {
        open(USUAL);
        String evil = "<script>alert(1)</script>";
        service.failure = Optional.of(evil);
        String id = client.post(LobbyClient.photo("")).json().get("id").asText();
        client.await(id, "failed");
        Came panel = client.get("/dreams/" + id);
        assertThat(panel.text()).doesNotContain("<script").contains("&lt;script&gt;");
    }
}
