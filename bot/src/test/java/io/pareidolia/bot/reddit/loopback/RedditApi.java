package io.pareidolia.bot.reddit.loopback;

import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.pareidolia.bot.discord.loopback.Exchange;
import io.pareidolia.bot.discord.loopback.Fault;
import io.pareidolia.bot.discord.loopback.Faults;
import io.pareidolia.bot.discord.loopback.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The HTTP interface: who may ask, what goes wrong on purpose, and which part of the loopback answers. */
final class RedditApi {
    private static final Logger LOG = LoggerFactory.getLogger(RedditApi.class);
    private static final Pattern USER_AGENT =
            Pattern.compile("[A-Za-z0-9._-]+:[A-Za-z0-9._-]+:[A-Za-z0-9._-]+ \\(by /?u/[A-Za-z0-9_-]{3,20}\\)");
    /** The calls that answer in a form for browsers unless they are asked for JSON. */
    private static final Set<String> TYPED =
            Set.of("/api/comment", "/api/submit", "/api/editusertext", "/api/compose", "/api/distinguish");

    private static final String TOO_MANY = "<!doctype html><html><head><title>Too Many Requests</title></head>"
            + "<body><h1>whoa there, pardner!</h1><p>we're sorry, but you appear to be a bot</p></body></html>";

    /** What is done for a request, with the lock of the world; the JSON to answer, or null if it has answered. */
    @FunctionalInterface
    interface Answer {
        JsonNode to(Request request);
    }

    /** Who may ask: a token with this scope, or anybody who says who he is, or simply anybody. */
    private record Door(String scope, boolean named) {
        static final Door CLIENT = new Door(null, true);
        static final Door ANYBODY = new Door(null, false);
    }

    private final World world;
    private final Tokens tokens;
    private final RateWindow window;
    private final Faults faults;
    private final List<Exchange> exchanges = new ArrayList<>();
    private final List<String> faultsOfClient = new CopyOnWriteArrayList<>();

    RedditApi(World world, Tokens tokens, RateWindow window, Faults faults) {
        this.world = world;
        this.tokens = tokens;
        this.window = window;
        this.faults = faults;
    }

    List<Exchange> exchanges() {
        synchronized (world) {
            return new ArrayList<>(exchanges);
        }
    }

    /** What the client did that Reddit asks not to do, although it answers. */
    List<String> violations() {
        return List.copyOf(faultsOfClient);
    }

    void configure(RoutesConfig routes) {
        add(routes, HandlerType.POST, "/api/v1/access_token", Door.CLIENT, tokens::issue);
        new InboxApi(world).configure(this, routes);
        new SubredditsApi(world).configure(this, routes);
        new WikiApi(world).configure(this, routes);
        new ModmailApi(world).configure(this, routes);
        new ThreadsApi(world).configure(this, routes);
        world.uploads().configure(this, routes);
        world.pictures().configure(routes);
        for (HandlerType method : List.of(HandlerType.GET, HandlerType.POST, HandlerType.PUT, HandlerType.DELETE)) {
            open(routes, method, "/<anything>", request -> {
                LOG.warn(
                        "The loopback Reddit knows no {} {}",
                        method,
                        request.context().path());
                throw RedditError.status(404);
            });
        }
    }

    /** A call that reads. */
    void get(RoutesConfig routes, String path, String scope, Answer answer) {
        add(routes, HandlerType.GET, path, new Door(scope, true), answer);
    }

    /** A call that changes something. */
    void post(RoutesConfig routes, String path, String scope, Answer answer) {
        add(routes, HandlerType.POST, path, new Door(scope, true), answer);
    }

    /** A call that anybody may make. */
    void open(RoutesConfig routes, HandlerType method, String path, Answer answer) {
        add(routes, method, path, Door.ANYBODY, answer);
    }

    private void add(RoutesConfig routes, HandlerType method, String path, Door door, Answer answer) {
        routes.addHttpHandler(method, path, context -> serve(context, door, answer));
    }

    private void serve(Context context, Door door, Answer answer) throws InterruptedException {
        long begin = System.nanoTime();
        String method = context.method().name();
        Request request = Request.of(context);
        Optional<Fault> strike = faults.strike(method, context.path(), List.of());
        boolean effective = false;
        try {
            checkClient(context, door);
            if (strike.isEmpty() || !before(context, strike.get())) {
                effective = answered(request, door, answer);
                if (strike.isPresent()) {
                    after(context, strike.get());
                }
            }
        } catch (RedditError refused) {
            refuse(request, refused);
        }
        note(new Exchange(
                world.clock().instant(),
                method,
                context.path(),
                request.json(),
                List.of(),
                context.attribute("cut") == null ? context.statusCode() : 0,
                effective,
                strike.map(Fault::toString).orElse(""),
                System.nanoTime() - begin));
    }

    private void checkClient(Context context, Door door) {
        String userAgent = String.valueOf(context.header("User-Agent"));
        if (door.named() && !USER_AGENT.matcher(userAgent).matches()) {
            faultsOfClient.add("User-Agent " + userAgent);
            throw RedditError.status(429);
        }
    }

    private boolean answered(Request request, Door door, Answer answer) {
        Context context = request.context();
        try {
            if (door.scope() != null) {
                tokens.check(context.header("Authorization"), door.scope());
                if (!window.take(context)) {
                    context.status(429).contentType("text/html").result(TOO_MANY);
                    return false;
                }
                checkParameters(request);
            }
            JsonNode json;
            synchronized (world) {
                json = answer.to(request);
                world.notifyAll();
            }
            if (json != null) {
                write(request, json);
            }
            return true;
        } catch (RedditError refused) {
            refuse(request, refused);
            return false;
        } catch (RuntimeException fault) {
            LOG.error("The loopback Reddit has a fault of its own at {}", context.path(), fault);
            context.status(500).result("");
            return false;
        }
    }

    private void checkParameters(Request request) {
        Context context = request.context();
        if (!request.is("raw_json")) {
            faultsOfClient.add("no raw_json at " + context.path());
        }
        if (TYPED.contains(context.path()) && !request.text("api_type").equals("json")) {
            faultsOfClient.add("no api_type at " + context.path());
            throw RedditError.with(
                    200,
                    Json.object()
                            .put("success", false)
                            .set(
                                    "jquery",
                                    Json.array().add(Json.array().add(0).add(1).add("call"))));
        }
    }

    private static void write(Request request, JsonNode json) {
        JsonNode shown = request.is("raw_json") ? json : Words.escaped(json);
        request.context().contentType("application/json; charset=UTF-8").result(Json.write(shown));
    }

    /** Whether nothing is done any more. */
    private static boolean before(Context context, Fault fault) throws InterruptedException {
        switch (fault.effect()) {
            case DELAY -> Thread.sleep(fault.duration().toMillis());
            case HOLD -> {
                fault.awaitRelease();
                if (fault.isDropped()) {
                    Fault.hangUp(context);
                    return true;
                }
            }
            case TOO_MANY_REQUESTS -> {
                context.header(
                        "retry-after",
                        String.valueOf(Math.max(1, fault.duration().toSeconds())));
                if (fault.isGlobal()) {
                    context.status(429).contentType("application/json");
                    context.result("{\"message\": \"Too Many Requests\", \"error\": 429}");
                } else {
                    context.status(429).contentType("text/html").result(TOO_MANY);
                }
                return true;
            }
            case STATUS_BEFORE -> {
                fail(context, fault);
                return true;
            }
            case HANG_UP_BEFORE -> {
                Fault.hangUp(context);
                return true;
            }
            default -> {
                // strikes afterwards
            }
        }
        return false;
    }

    private static void after(Context context, Fault fault) throws InterruptedException {
        switch (fault.effect()) {
            case STATUS_AFTER -> fail(context, fault);
            case HANG_UP_AFTER -> Fault.hangUp(context);
            case HOLD_AFTER -> fault.awaitRelease();
            default -> {
                // has struck already
            }
        }
    }

    private static void fail(Context context, Fault fault) {
        String body = fault.body().isEmpty()
                ? "<html><body><h1>" + fault.status() + " our CDN was unable to reach our servers</h1></body></html>"
                : fault.body();
        context.status(fault.status())
                .contentType(body.startsWith("{") ? "application/json; charset=UTF-8" : "text/html; charset=UTF-8")
                .result(body);
    }

    private static void refuse(Request request, RedditError refused) {
        Context context = request.context();
        refused.headers().forEach(context::header);
        context.status(refused.status());
        write(request, refused.body());
    }

    private void note(Exchange exchange) {
        synchronized (world) {
            exchanges.add(exchange);
            world.notifyAll();
        }
    }
}
