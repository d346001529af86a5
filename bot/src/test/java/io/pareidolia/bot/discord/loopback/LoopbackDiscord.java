package io.pareidolia.bot.discord.loopback;

import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.config.SizeUnit;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * Discord on this machine, in memory. A bot talks with it at {@link #apiUrl} with the token {@link #TOKEN}; a test makes
 * servers and people, lets them do something, and looks at what the bot did.
 *
 * <pre>{@code
 * try (LoopbackDiscord discord = LoopbackDiscord.start()) {
 *     LoopbackGuild guild = discord.guild("Dreamers");
 *     LoopbackUser ada = discord.user("ada");
 *     guild.join(ada);
 *     // a bot connects, and registers /dream
 *     discord.awaitCommand("dream", Duration.ofSeconds(20));
 *     LoopbackInteraction asked = ada.in(guild.text("dreams"))
 *             .slash("dream").attach("image", "cat.jpg", photo).option("look", "eyes").send();
 *     LoopbackMessage answer = asked.awaitMessage(Duration.ofSeconds(20), message -> message.files().size() == 2);
 *     ada.in(answer.channel()).press(answer, "Deeper");
 * }
 * }</pre>
 */
public final class LoopbackDiscord implements AutoCloseable {
    public static final String TOKEN = "loopback.discord.token";

    private static final int MOST_THREADS = 200;
    private static final long LARGEST_FILE_MIB = 120;

    private final World world = new World(TOKEN);
    private final Faults faults = new Faults();
    private final Buckets buckets = new Buckets();
    private final RestApi api = new RestApi(world, TOKEN, faults, buckets);
    private final Javalin server;

    private LoopbackDiscord(int port) {
        server = Javalin.create(this::configure);
        server.start("127.0.0.1", port);
        world.cdn().standsAt(address());
        world.gateway().standsAt("ws://127.0.0.1:" + server.port() + Gateway.PATH);
    }

    /** At any free port. */
    public static LoopbackDiscord start() {
        return new LoopbackDiscord(0);
    }

    public static LoopbackDiscord start(int port) {
        return new LoopbackDiscord(port);
    }

    private void configure(JavalinConfig config) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        config.jetty.threadPool = new QueuedThreadPool(MOST_THREADS);
        config.jetty.modifyServer(jetty -> {
            jetty.setStopTimeout(0);
            jetty.setStopAtShutdown(false);
        });
        config.jetty.modifyWebSocketServletFactory(sockets -> sockets.setIdleTimeout(Duration.ZERO));
        config.jetty.multipartConfig.maxFileSize(LARGEST_FILE_MIB, SizeUnit.MB);
        config.jetty.multipartConfig.maxTotalRequestSize(LARGEST_FILE_MIB * 2, SizeUnit.MB);
        config.jetty.multipartConfig.maxInMemoryFileSize(1, SizeUnit.MB);
        config.http.maxRequestSize = LARGEST_FILE_MIB * 1_000_000;
        api.configure(config.routes);
        config.routes.get(Cdn.PATH, world.cdn()::serve);
        config.routes.ws(Gateway.PATH, world.gateway()::configure);
        new Control(this, world).configure(config.routes);
    }

    String address() {
        return "http://127.0.0.1:" + server.port();
    }

    /** What the bot is told to talk to. */
    public String apiUrl() {
        return address() + RestApi.ROOT + "/";
    }

    /** Its time, which can be set. */
    public LoopbackClock clock() {
        return world.clock();
    }

    /** What is to go wrong. */
    public Faults faults() {
        return faults;
    }

    /** Whether requests are counted and refused when there are too many, which they are from the start. */
    public LoopbackDiscord rateLimits(boolean on) {
        buckets.turn(on);
        return this;
    }

    public LoopbackUser bot() {
        return world.bot();
    }

    public LoopbackUser user(String name) {
        return world.newUser(name, false);
    }

    /** A server with the bot in it and a text channel "general". */
    public LoopbackGuild guild(String name) {
        return world.newGuild(name, true);
    }

    /** A server that has not invited the bot: it is there only for those who installed it for themselves. */
    public LoopbackGuild guildWithoutBot(String name) {
        return world.newGuild(name, false);
    }

    /** Every message that was ever written, by whomever, deleted ones too. */
    public List<LoopbackMessage> messages() {
        synchronized (world) {
            return world.messages().everWritten();
        }
    }

    /**
     * Every message of the bot that was ever there and has, or had last, a button or menu whose custom id contains this,
     * wherever it stands: in answer to an interaction, in a channel, in a conversation. What is answered exactly once
     * has one.
     */
    public List<LoopbackMessage> messagesCarrying(String partOfCustomId) {
        return messages().stream()
                .filter(message -> message.author() == bot())
                .filter(message -> message.controls().stream()
                        .anyMatch(control -> control.path("custom_id").asText().contains(partOfCustomId)))
                .toList();
    }

    public List<LoopbackInteraction> interactions() {
        synchronized (world) {
            return world.interactions().all();
        }
    }

    /** Every request of the bot, in the order of their ends. */
    public List<Exchange> exchanges() {
        return api.exchanges();
    }

    /** The largest number of edits of one message that were under way at the same time. */
    public int mostEditsAtOnce() {
        return api.mostAtOnce("PATCH", "/messages/");
    }

    /** The commands that are registered everywhere, as the bot described them. */
    public List<? extends JsonNode> commands() {
        synchronized (world) {
            return List.copyOf(world.commands().at(Commands.EVERYWHERE));
        }
    }

    /** The commands that are registered in a server alone. */
    public List<? extends JsonNode> commands(LoopbackGuild guild) {
        synchronized (world) {
            return List.copyOf(world.commands().at(guild.id()));
        }
    }

    /** How many shards are connected now. */
    public int connections() {
        synchronized (world) {
            return world.gateway().connections();
        }
    }

    /** How often a new session began. */
    public int identified() {
        synchronized (world) {
            return world.gateway().identified();
        }
    }

    /** How often a session was resumed. */
    public int resumed() {
        synchronized (world) {
            return world.gateway().resumed();
        }
    }

    /** The gateway's connections break off without a word. */
    public void dropConnections() {
        world.gateway().drop();
    }

    /** The gateway asks the bot to connect anew, and to resume. */
    public void askToReconnect() {
        synchronized (world) {
            world.gateway().askToReconnect();
        }
    }

    /** The gateway declares the sessions void, for now or for good. */
    public void invalidateSessions(boolean resumable) {
        synchronized (world) {
            world.gateway().invalidate(resumable);
        }
    }

    /** The gateway closes its connections with this code, such as 4004 for a token that was reset. */
    public void closeConnections(int code) {
        world.gateway().close(code, "");
    }

    /** How often the bot has to show that it lives; before it connects. */
    public LoopbackDiscord heartbeat(Duration every) {
        world.gateway().heartbeat((int) every.toMillis());
        return this;
    }

    /** How many shards the bot is told to have; before it connects. */
    public LoopbackDiscord shards(int recommended) {
        world.gateway().shards(recommended);
        return this;
    }

    /** Keeps no bytes of files that were replaced or deleted, for tests with very many of them. */
    public LoopbackDiscord forgetsRemovedFiles() {
        world.cdn().beFrugal();
        return this;
    }

    public void awaitConnection(Duration patience) {
        await(patience, "a connection", () -> connections() > 0 ? Optional.of(true) : Optional.empty());
    }

    /** Waits until the bot has registered a command of that name everywhere. */
    public void awaitCommand(String name, Duration patience) {
        await(
                patience,
                "the command " + name,
                () -> commands().stream()
                        .filter(command -> command.path("name").asText().equals(name))
                        .findFirst());
    }

    /** Waits until there is such a thing on this Discord; it is looked for whenever something happens. */
    public <T> T await(Duration patience, String what, Supplier<Optional<T>> there) {
        return world.await(patience, what, there);
    }

    @Override
    public void close() {
        faults.liftAll();
        server.stop();
    }
}
