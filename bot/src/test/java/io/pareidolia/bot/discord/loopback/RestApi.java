package io.pareidolia.bot.discord.loopback;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The HTTP interface: who may ask, what goes wrong on purpose, and which part of the loopback answers. */
final class RestApi {
    static final String ROOT = "/api/v10";

    private static final Logger LOG = LoggerFactory.getLogger(RestApi.class);

    /** What is done for a request, with the lock of the world; the JSON to answer, or null for nothing (204). */
    @FunctionalInterface
    interface Answer {
        JsonNode to(Context context, Payload payload);
    }

    private final World world;
    private final String token;
    private final Faults faults;
    private final Buckets buckets;
    private final List<Exchange> exchanges = new ArrayList<>();
    private final Map<String, Integer> underWay = new HashMap<>();
    private final Map<String, Integer> mostUnderWay = new HashMap<>();

    RestApi(World world, String token, Faults faults, Buckets buckets) {
        this.world = world;
        this.token = token;
        this.faults = faults;
        this.buckets = buckets;
    }

    List<Exchange> exchanges() {
        synchronized (world) {
            return new ArrayList<>(exchanges);
        }
    }

    /** The largest number of requests of this method that were under way to one path at the same time. */
    int mostAtOnce(String method, String pathPart) {
        synchronized (world) {
            return mostUnderWay.entrySet().stream()
                    .filter(entry -> entry.getKey().startsWith(method + " ")
                            && entry.getKey().contains(pathPart))
                    .mapToInt(Map.Entry::getValue)
                    .max()
                    .orElse(0);
        }
    }

    void configure(RoutesConfig routes) {
        new PlacesApi(world).configure(this, routes);
        new MessagesApi(world).configure(this, routes);
        new CommandsApi(world).configure(this, routes);
        new InteractionsApi(world).configure(this, routes);
        for (HandlerType method :
                List.of(HandlerType.GET, HandlerType.POST, HandlerType.PUT, HandlerType.PATCH, HandlerType.DELETE)) {
            route(routes, method, "/<anything>", (context, payload) -> {
                LOG.warn("The loopback Discord knows no {} {}", method, context.path());
                throw DiscordError.notFound();
            });
        }
    }

    void route(RoutesConfig routes, HandlerType method, String path, Answer answer) {
        routes.addHttpHandler(method, ROOT + path, context -> serve(context, answer));
    }

    private void serve(Context context, Answer answer) throws InterruptedException {
        long begin = System.nanoTime();
        String method = context.method().name();
        String path = context.path().substring(ROOT.length());
        context.header("via", "1.1 google");
        Payload payload = new Payload(Json.object(), Map.of());
        String fault = "";
        boolean effective = false;
        begin(method, path);
        try {
            payload = Payload.of(context);
            checkToken(context, path);
            Optional<Fault> strike = faults.strike(method, path, payload.fileNames());
            fault = strike.map(Fault::toString).orElse("");
            if (strike.isPresent()) {
                before(context, strike.get());
            }
            Duration wait = buckets.take(method, path, context);
            if (!wait.isZero()) {
                tooMany(context, wait, false);
            } else if (context.attribute("struck") == null) {
                effective = answered(context, payload, answer);
                if (strike.isPresent()) {
                    after(context, strike.get());
                }
            }
        } catch (DiscordError refused) {
            refuse(context, refused);
        } finally {
            end(method, path);
        }
        note(new Exchange(
                world.clock().instant(),
                method,
                path,
                payload.body(),
                payload.files().values().stream().map(Payload.Part::name).toList(),
                context.attribute("cut") == null ? context.statusCode() : 0,
                effective,
                fault,
                System.nanoTime() - begin));
    }

    private boolean answered(Context context, Payload payload, Answer answer) {
        try {
            JsonNode json;
            synchronized (world) {
                json = answer.to(context, payload);
            }
            if (json == null) {
                context.status(204);
            } else {
                context.contentType("application/json").result(Json.write(json));
            }
            return true;
        } catch (DiscordError refused) {
            refuse(context, refused);
            return false;
        } catch (RuntimeException fault) {
            LOG.error("The loopback Discord has a fault of its own at {}", context.path(), fault);
            context.status(500).result("");
            return false;
        }
    }

    private void checkToken(Context context, String path) {
        boolean open = path.startsWith("/interactions/") || path.startsWith("/webhooks/");
        if (!open && !("Bot " + token).equals(context.header("Authorization"))) {
            throw DiscordError.unauthorized();
        }
    }

    private static void before(Context context, Fault fault) throws InterruptedException {
        switch (fault.effect()) {
            case DELAY -> Thread.sleep(fault.duration().toMillis());
            case HOLD -> {
                fault.awaitRelease();
                if (fault.isDropped()) {
                    context.attribute("struck", true);
                    Fault.hangUp(context);
                }
            }
            case TOO_MANY_REQUESTS -> {
                context.attribute("struck", true);
                tooMany(context, fault.duration(), fault.isGlobal());
            }
            case STATUS_BEFORE -> {
                context.attribute("struck", true);
                context.status(fault.status()).result(fault.body());
            }
            case HANG_UP_BEFORE -> {
                context.attribute("struck", true);
                Fault.hangUp(context);
            }
            default -> {
                // strikes afterwards
            }
        }
    }

    private static void after(Context context, Fault fault) throws InterruptedException {
        if (fault.effect() == Fault.Effect.STATUS_AFTER) {
            context.status(fault.status()).result(fault.body());
        } else if (fault.effect() == Fault.Effect.HANG_UP_AFTER) {
            Fault.hangUp(context);
        } else if (fault.effect() == Fault.Effect.HOLD_AFTER) {
            fault.awaitRelease();
        }
    }

    private static void tooMany(Context context, Duration wait, boolean global) {
        long seconds = Math.max(1, (wait.toMillis() + 999) / 1_000);
        context.status(429).header("Retry-After", String.valueOf(seconds));
        context.header("X-RateLimit-Scope", global ? "global" : "user");
        if (global) {
            context.header("X-RateLimit-Global", "true");
        }
        ObjectNode body = Json.object()
                .put("message", "You are being rate limited.")
                .put("retry_after", wait.toMillis() / 1_000.0)
                .put("global", global);
        context.contentType("application/json").result(Json.write(body));
    }

    private static void refuse(Context context, DiscordError refused) {
        context.status(refused.status()).contentType("application/json").result(Json.write(refused.body()));
    }

    private void begin(String method, String path) {
        synchronized (world) {
            int many = underWay.merge(method + " " + path, 1, Integer::sum);
            mostUnderWay.merge(method + " " + path, many, Math::max);
        }
    }

    private void end(String method, String path) {
        synchronized (world) {
            underWay.merge(method + " " + path, -1, Integer::sum);
        }
    }

    private void note(Exchange exchange) {
        synchronized (world) {
            exchanges.add(exchange);
            world.notifyAll();
        }
    }
}
