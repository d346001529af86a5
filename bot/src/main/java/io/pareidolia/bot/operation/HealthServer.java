package io.pareidolia.bot.operation;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.pareidolia.bot.operation.HealthPages.Page;
import io.pareidolia.dream.failure.DreamException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands out the {@link HealthPages} where there is no lobby, or beside it. */
public final class HealthServer implements AutoCloseable {
    private static final int THREADS = 4;
    private static final int NOT_FOUND = 404;
    private static final int NOT_ALLOWED = 405;
    private static final int BROKEN = 500;
    private static final Set<String> METHODS = Set.of("GET", "HEAD");
    private static final Logger LOG = LoggerFactory.getLogger(HealthServer.class);

    private final HttpServer server;
    private final ExecutorService threads;

    private HealthServer(HttpServer server, ExecutorService threads) {
        this.server = server;
        this.threads = threads;
    }

    /**
     * Begins to listen.
     *
     * @param port 0 for any that is free
     * @throws DreamException with one sentence if that is not possible
     */
    public static HealthServer open(String host, int port, HealthPages pages) {
        // in seconds, read when the first server is made: nobody may hold a thread by sending slowly
        System.setProperty("sun.net.httpserver.maxReqTime", "10");
        System.setProperty("sun.net.httpserver.maxRspTime", "30");
        HttpServer server;
        try {
            server = HttpServer.create(new InetSocketAddress(host, port), 0);
        } catch (IOException | IllegalArgumentException failure) {
            throw new DreamException(
                    DreamException.Kind.MACHINE,
                    "Nothing can listen on " + host + ", port " + port + " for health.port; is it taken?",
                    failure);
        }
        ExecutorService threads = Executors.newFixedThreadPool(THREADS, work -> {
            Thread thread = new Thread(work, "health");
            thread.setDaemon(true);
            return thread;
        });
        server.setExecutor(threads);
        server.createContext("/", exchange -> answer(exchange, pages));
        server.start();
        return new HealthServer(server, threads);
    }

    /** Where it listens. */
    public int port() {
        return server.getAddress().getPort();
    }

    private static void answer(HttpExchange exchange, HealthPages pages) throws IOException {
        try (exchange) {
            Page page = page(exchange, pages);
            byte[] body = page.text().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", page.type());
            exchange.getResponseHeaders().set("Cache-Control", "no-store");
            exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
            if (exchange.getRequestMethod().equals("HEAD")) {
                exchange.sendResponseHeaders(page.status(), -1);
            } else {
                exchange.sendResponseHeaders(page.status(), body.length);
                exchange.getResponseBody().write(body);
            }
        }
    }

    private static Page page(HttpExchange exchange, HealthPages pages) {
        if (!METHODS.contains(exchange.getRequestMethod())) {
            return new Page(NOT_ALLOWED, "text/plain", "These pages can only be read.\n");
        }
        try {
            return pages.at(exchange.getRequestURI().getPath())
                    .orElseGet(() -> new Page(
                            NOT_FOUND, "text/plain", "Here are " + String.join(", ", HealthPages.PATHS) + ".\n"));
        } catch (RuntimeException fault) {
            LOG.error("a page for monitors failed", fault);
            return new Page(BROKEN, "text/plain", "Something went wrong; the log tells what.\n");
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
