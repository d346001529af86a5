package io.pareidolia.bot.lobby;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.config.SizeUnit;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.pareidolia.bot.settings.LobbySettings;
import io.pareidolia.dream.Looks;
import io.pareidolia.dream.failure.DreamException;
import io.pareidolia.dream.network.Catalogue;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The web server of the lobby: listens from {@link #start} to {@link #close}. */
public final class Lobby implements AutoCloseable {
    /** What a form has beside its picture, at most. */
    static final long FORM_BYTES = 64_000;

    private static final Logger LOG = LoggerFactory.getLogger(Lobby.class);
    private static final int MOST_THREADS = 64;
    private static final int IN_MEMORY_BYTES = 64_000;

    private final LobbySettings settings;
    private final Path folder;
    private final Gate gate;
    private final Assets assets = new Assets();
    private final DreamsApi api;
    private final DreamEvents events;
    private final LookShelf shelf;
    private final Page page;
    private final Consumer<RoutesConfig> others;
    private final Javalin server;

    /**
     * @param folder for uploads on their way, the lobby's alone: files of an earlier process are deleted from it
     * @param key the same after a restart
     * @param others further routes, such as those of an operator
     * @throws IOException if the folder cannot be made
     */
    public Lobby(
            LobbySettings settings,
            LobbyServices services,
            Looks looks,
            Catalogue catalogue,
            Path folder,
            LobbyKey key,
            SecureRandom random,
            Clock clock,
            Consumer<RoutesConfig> others)
            throws IOException {
        this.settings = settings;
        this.folder = folder;
        this.others = others;
        Dreams dreams = new Dreams(services.jobs(), services.places(), services.shared());
        gate = new Gate(settings, key, clock);
        api = new DreamsApi(services, dreams, key, folder, settings.maxBytes(), random, clock);
        events = new DreamEvents(dreams);
        shelf = new LookShelf(looks, catalogue, services.workers(), assets);
        page = new Page(dreams, shelf, looks, assets, gate, settings.maxBytes());
        Files.createDirectories(folder);
        clear(folder);
        server = Javalin.create(this::configure);
    }

    private static void clear(Path folder) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                if (Files.isRegularFile(file)) {
                    Files.delete(file);
                }
            }
        }
    }

    /** Begins to listen, and returns then. */
    public void start() {
        checkAddress();
        server.start(settings.host(), settings.port());
        LOG.info("The lobby is at http://{}:{}/", settings.host(), server.port());
    }

    /** Asked beforehand, because the server takes whatever is wrong with the address for a port that is taken. */
    private void checkAddress() {
        try (ServerSocket trial = new ServerSocket()) {
            trial.setReuseAddress(true); // connections that a former service left do not matter
            trial.bind(new InetSocketAddress(settings.host(), settings.port()));
        } catch (IOException failure) {
            throw new DreamException(
                    DreamException.Kind.MACHINE,
                    "The lobby cannot listen on " + settings.host() + ", port " + settings.port() + " ("
                            + failure.getMessage() + "): set lobby.port to a port that is free, and lobby.host to an"
                            + " address of this machine.",
                    failure);
        }
    }

    /** Where it listens. */
    public int port() {
        return server.port();
    }

    private void configure(JavalinConfig config) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        config.jetty.threadPool = new QueuedThreadPool(MOST_THREADS);
        config.jetty.modifyHttpConfiguration(http -> {
            http.setSendServerVersion(false);
            http.setRelativeRedirectAllowed(true);
        });
        config.jetty.modifyServer(Lobby::quiet);
        config.jetty.multipartConfig.cacheDirectory(folder.toString());
        config.jetty.multipartConfig.maxFileSize(settings.maxBytes(), SizeUnit.BYTES);
        config.jetty.multipartConfig.maxTotalRequestSize(settings.maxBytes() + FORM_BYTES, SizeUnit.BYTES);
        config.jetty.multipartConfig.maxInMemoryFileSize(IN_MEMORY_BYTES, SizeUnit.BYTES);
        config.http.maxRequestSize = FORM_BYTES;
        routes(config.routes);
        others.accept(config.routes);
    }

    private static void quiet(Server server) {
        server.setStopTimeout(0);
        server.setStopAtShutdown(false);
    }

    private void routes(RoutesConfig routes) {
        routes.before(gate::pass);
        routes.get("/", page::get);
        routes.get("/dreams/{id}", page::panel);
        routes.get("/dreams/{id}/page", page::shown);
        routes.get("/recipe", page::check);
        routes.get(Gate.ENTRANCE, context -> page.entrance(context, ""));
        routes.post(Gate.ENTRANCE, page::enter);
        routes.get(Assets.PATH + "<name>", assets::get);
        routes.post("/api/dreams", api::post);
        routes.get("/api/dreams/{id}", api::get);
        routes.get("/api/dreams/{id}/picture", api::picture);
        routes.get("/api/dreams/{id}/preview", api::preview);
        routes.get("/api/dreams/{id}/events", events::get);
        routes.delete("/api/dreams/{id}", api::delete);
        routes.get("/api/looks", shelf::getLooks);
        routes.get("/api/networks", shelf::getNetworks);
        routes.get("/api/openapi.yaml", Lobby::description);
        routes.exception(Problem.class, (problem, context) -> tell(context, problem));
        routes.exception(EofException.class, (gone, context) -> LOG.debug("A visitor has left", gone));
        routes.exception(Exception.class, (failure, context) -> {
            LOG.error("A request failed", failure);
            tell(context, Problem.of(500, "Something went wrong on our side; please try again."));
        });
        routes.exception(
                HttpResponseException.class,
                (refused, context) -> tell(
                        context,
                        refused.getStatus() == 404
                                ? Problem.of(404, "There is nothing here.")
                                : Problem.of(refused.getStatus(), "That cannot be done here.")));
    }

    private static void description(Context context) throws IOException {
        try (InputStream in = Lobby.class.getResourceAsStream("/lobby/openapi.yaml")) {
            if (in == null) {
                throw new IllegalStateException("the description of the interface is missing from the program");
            }
            context.contentType("application/yaml").result(in.readAllBytes());
        }
    }

    /** Says no: to a person who opens an address as a page, to anybody else as RFC 9457 has it. */
    private void tell(Context context, Problem problem) {
        context.status(problem.status());
        problem.retryAfterSeconds().ifPresent(seconds -> context.header("Retry-After", String.valueOf(seconds)));
        String accepted = context.header("Accept");
        boolean person = context.req().getMethod().equals("GET")
                && !context.path().startsWith("/api/")
                && accepted != null
                && accepted.contains("text/html");
        if (person && problem.status() == 401) {
            page.entrance(context, "");
        } else if (person) {
            page.problem(context, problem);
        } else {
            Map<String, Object> body = new LinkedHashMap<>();
            body.put("status", problem.status());
            body.put("title", problem.sentence());
            if (problem.status() == 401) {
                // not Basic, or browsers ask with a window of their own
                context.header("WWW-Authenticate", "Bearer realm=\"lobby\"");
            }
            context.contentType("application/problem+json").result(Json.text(body));
        }
    }

    @Override
    public void close() {
        events.close();
        server.stop();
    }
}
