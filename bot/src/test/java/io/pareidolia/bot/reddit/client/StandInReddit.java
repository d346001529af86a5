package io.pareidolia.bot.reddit.client;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.pareidolia.bot.settings.RedditSettings;
import io.pareidolia.bot.settings.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Answers each path as the test says, the last answer again and again, and remembers what it was asked. */
final class StandInReddit implements AutoCloseable {
    static final String TOKEN = "/api/v1/access_token";
    static final String ME = "/api/v1/me";
    static final String TOKEN_BODY =
            "{\"access_token\":\"token-one\",\"token_type\":\"bearer\",\"expires_in\":86400,\"scope\":\"*\"}";
    static final String ME_BODY =
            "{\"name\":\"dreaming\",\"id\":\"b0t\",\"created_utc\":1700000000.0,\"total_karma\":321}";

    /** What it was asked. */
    record Asked(String method, String path, String query, Map<String, List<String>> headers, String body) {
        String header(String name) {
            return headers.entrySet().stream()
                    .filter(entry -> entry.getKey().equalsIgnoreCase(name))
                    .map(entry -> entry.getValue().get(0))
                    .findFirst()
                    .orElse("");
        }
    }

    /** What it says; status 0 breaks the connection after the request has been read. */
    record Said(int status, String type, String body, Map<String, String> headers) {
        static Said json(String body) {
            return json(200, body);
        }

        static Said json(int status, String body) {
            return new Said(status, "application/json; charset=UTF-8", body, Map.of());
        }

        static Said html(int status) {
            return new Said(status, "text/html", "<html>trouble</html>", Map.of());
        }

        static Said broken() {
            return new Said(0, "", "", Map.of());
        }

        Said with(String header, String value) {
            Map<String, String> more = new HashMap<>(headers);
            more.put(header, value);
            return new Said(status, type, body, more);
        }
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, Deque<Said>> answers = new ConcurrentHashMap<>();
    private final List<Asked> asked = new CopyOnWriteArrayList<>();

    StandInReddit() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
        say(TOKEN, Said.json(TOKEN_BODY));
        say(ME, Said.json(ME_BODY));
    }

    void say(String path, Said... said) {
        answers.put(path, new ArrayDeque<>(List.of(said)));
    }

    List<Asked> asked(String path) {
        return asked.stream().filter(one -> one.path().equals(path)).toList();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    }

    RedditSettings settings() {
        return settings(Optional.empty());
    }

    RedditSettings settings(Optional<Secret> refreshToken) {
        return new RedditSettings(
                Optional.of("client-id"),
                Optional.of(new Secret("s3cret-of-app")),
                Optional.of("dreaming"),
                Optional.of(new Secret("p4ssword")),
                refreshToken,
                Optional.of("keeper"),
                Optional.of(address()),
                Optional.of(address()),
                5,
                List.of(),
                false,
                Duration.ofHours(1),
                Optional.empty(),
                100);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            String path = exchange.getRequestURI().getPath();
            asked.add(new Asked(
                    exchange.getRequestMethod(),
                    path,
                    String.valueOf(exchange.getRequestURI().getQuery()),
                    Map.copyOf(exchange.getRequestHeaders()),
                    body));
            Said said = next(path);
            if (said.status() == 0) {
                return;
            }
            exchange.getResponseHeaders().set("Content-Type", said.type());
            said.headers().forEach(exchange.getResponseHeaders()::set);
            byte[] bytes = said.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(said.status(), bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private synchronized Said next(String path) {
        Deque<Said> waiting = answers.get(path);
        if (waiting == null) {
            return Said.json(404, "{\"message\":\"Not Found\",\"error\":404}");
        }
        return waiting.size() > 1 ? waiting.remove() : waiting.element();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    /** A port at which nobody listens. */
    static URI nobody() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return URI.create("http://127.0.0.1:" + socket.getLocalPort() + "/");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
