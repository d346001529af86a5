package io.pareidolia.bot;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.pareidolia.dream.picture.Picture;
import io.pareidolia.dream.picture.PictureWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A platform that is as unreliable as real ones, and counts: it offers requests until they are acknowledged, and some
 * again; answers it sometimes does not take, and sometimes takes without saying so. It knows no idempotency keys: what
 * comes twice is there twice.
 */
final class ChaosPlatform implements AutoCloseable {
    /** Two places where people talk to the bot. */
    static final List<String> FRONTS = List.of("north", "south");

    private static final int COMMUNITIES = 6;
    private static final int MEMBERS = 5;
    private static final int PICTURES = 300;
    private static final int SIDE = 64;
    private static final double FAILS_BEFORE = 0.06;
    private static final double FAILS_AFTER = 0.06;
    private static final double OFFERED_AGAIN = 0.03;
    private static final Duration OFFER = Duration.ofSeconds(3);
    private static final int THREADS = 8;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    private final Random random;
    private final int requests;
    private final List<byte[]> pictures = new ArrayList<>();
    private final Map<Integer, Long> offered = new HashMap<>();
    private final Set<String> acknowledged = new HashSet<>();
    private final Map<String, Integer> answers = new HashMap<>();
    private int allowed;
    private int firstOpen;
    private int empty;
    private int failedBefore;
    private int failedAfter;
    private int repeated;

    private ChaosPlatform(HttpServer server, int requests, long seed) {
        this.server = server;
        this.requests = requests;
        this.random = new Random(seed);
    }

    /** Begins to listen on this machine. */
    static ChaosPlatform open(int requests, long seed, Path folder) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        ChaosPlatform platform = new ChaosPlatform(server, requests, seed);
        for (int number = 0; number < Math.min(PICTURES, requests); number++) {
            platform.pictures.add(picture(new Random(seed + number), folder.resolve("picture.png")));
        }
        server.setExecutor(platform.threads);
        server.createContext("/", platform::handle);
        server.start();
        return platform;
    }

    private static byte[] picture(Random random, Path file) throws IOException {
        float[] planes = new float[3 * SIDE * SIDE];
        for (int i = 0; i < planes.length; i++) {
            planes[i] = random.nextInt(256);
        }
        PictureWriter.write(new Picture(SIDE, SIDE, planes), file, Optional.empty());
        return Files.readAllBytes(file);
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** From now on so many requests are offered in all. */
    synchronized void allow(int number) {
        allowed = Math.max(allowed, Math.min(requests, number));
    }

    synchronized int allowed() {
        return allowed;
    }

    /** How many different answers have come. */
    synchronized int answered() {
        return answers.size();
    }

    synchronized Set<String> acknowledged() {
        return Set.copyOf(acknowledged);
    }

    /** How often the answer of each key has come. */
    synchronized Map<String, Integer> answers() {
        return Map.copyOf(answers);
    }

    synchronized int emptyAnswers() {
        return empty;
    }

    /** What it did to the fronts. */
    synchronized String mischief() {
        return String.format(
                Locale.ROOT,
                "%d answers failed before and %d after they had arrived; %d requests were offered again",
                failedBefore,
                failedAfter,
                repeated);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            URI uri = exchange.getRequestURI();
            String value = Optional.ofNullable(uri.getQuery())
                    .map(query -> query.substring(query.indexOf('=') + 1))
                    .orElse("");
            switch (uri.getPath()) {
                case "/next" -> next(exchange, value);
                case "/acknowledged" -> acknowledged(exchange, value);
                case "/answer" -> answer(exchange, value, body);
                default ->
                    reply(
                            exchange,
                            200,
                            pictures.get(Integer.parseInt(uri.getPath().substring(1))));
            }
        }
    }

    private static void reply(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
    }

    private static void reply(HttpExchange exchange, int status) throws IOException {
        reply(exchange, status, new byte[0]);
    }

    private void next(HttpExchange exchange, String front) throws IOException {
        Optional<Integer> number = offer(front);
        if (number.isEmpty()) {
            reply(exchange, 204);
            return;
        }
        Random who = new Random(number.get());
        String text = name(number.get()) + " community" + who.nextInt(COMMUNITIES) + " member" + who.nextInt(MEMBERS)
                + " " + address() + "/" + number.get() % pictures.size();
        reply(exchange, 200, text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    private static String name(int number) {
        return "request" + number;
    }

    /** Even ones are for the first front, odd ones for the second. */
    private synchronized Optional<Integer> offer(String front) {
        int remainder = FRONTS.indexOf(front);
        if (allowed > FRONTS.size() && random.nextDouble() < OFFERED_AGAIN) {
            int again = random.nextInt(allowed / FRONTS.size()) * FRONTS.size() + remainder;
            if (acknowledged.contains(name(again))) {
                repeated++;
                return Optional.of(again);
            }
        }
        while (firstOpen < allowed && acknowledged.contains(name(firstOpen))) {
            firstOpen++;
        }
        long now = System.nanoTime();
        for (int number = firstOpen; number < allowed; number++) {
            Long since = offered.get(number);
            if (number % FRONTS.size() == remainder
                    && !acknowledged.contains(name(number))
                    && (since == null || now - since > OFFER.toNanos())) {
                offered.put(number, now);
                return Optional.of(number);
            }
        }
        return Optional.empty();
    }

    private void acknowledged(HttpExchange exchange, String request) throws IOException {
        synchronized (this) {
            acknowledged.add(request);
        }
        reply(exchange, 200);
    }

    private void answer(HttpExchange exchange, String key, byte[] body) throws IOException {
        if (exchange.getRequestMethod().equals("GET")) {
            boolean there;
            synchronized (this) {
                there = answers.containsKey(key);
            }
            reply(exchange, there ? 200 : 404);
            return;
        }
        double luck;
        boolean polite;
        synchronized (this) {
            luck = random.nextDouble();
            polite = random.nextBoolean();
            if (luck < FAILS_BEFORE) {
                failedBefore++;
            } else {
                answers.merge(key, 1, Integer::sum);
                empty += body.length == 0 ? 1 : 0;
                failedAfter += luck < FAILS_BEFORE + FAILS_AFTER ? 1 : 0;
            }
        }
        if (luck < FAILS_BEFORE && polite) {
            reply(exchange, 503);
        } else if (luck >= FAILS_BEFORE + FAILS_AFTER) {
            reply(exchange, 200);
        } else if (polite) {
            reply(exchange, 500);
        } // else the connection breaks
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    /** Makes a file of what cannot be missing from the program. */
    static void copy(String resource, Path file) {
        try (var in = ChaosPlatform.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException(resource + " is missing from the program");
            }
            Files.write(file, in.readAllBytes());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
