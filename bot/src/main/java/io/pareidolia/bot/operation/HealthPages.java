package io.pareidolia.bot.operation;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What monitors ask for: {@code /healthz} answers as long as the process lives, {@code /readyz} with 200 if it can do
 * its work and 503 if not, {@code /metrics} with all figures. Any server can hand them out.
 */
public final class HealthPages {
    /** By this the program knows its own service on a port. */
    static final String ALIVE = "{\"alive\":true,\"service\":\"pareidolia\"}";

    /** The paths that there are. */
    public static final List<String> PATHS = List.of("/healthz", "/readyz", "/metrics");

    private static final int OK = 200;
    private static final int UNAVAILABLE = 503;
    private static final String JSON = "application/json";
    private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";

    private final Supplier<Report> readiness;
    private final Supplier<String> metrics;

    /**
     * @param readiness such as {@link Readiness}
     * @param metrics such as {@link Metrics#text}
     */
    public HealthPages(Supplier<Report> readiness, Supplier<String> metrics) {
        this.readiness = readiness;
        this.metrics = metrics;
    }

    /** An answer over HTTP, which nobody keeps. */
    public record Page(int status, String type, String text) {}

    /** The page of a path; empty if it is none of {@link #PATHS}. */
    public Optional<Page> at(String path) {
        return switch (path) {
            case "/healthz" -> Optional.of(new Page(OK, JSON, ALIVE));
            case "/readyz" -> {
                Report report = readiness.get();
                yield Optional.of(new Page(report.good() ? OK : UNAVAILABLE, JSON, report.json()));
            }
            case "/metrics" -> Optional.of(new Page(OK, PROMETHEUS, metrics.get()));
            default -> Optional.empty();
        };
    }
}
