package io.pareidolia.bot.discord.loopback;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.websocket.WsConfig;
import io.javalin.websocket.WsContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The websocket by which the bot hears what happens. */
final class Gateway {
    static final String PATH = "/gateway";

    private static final int HEARTBEAT = 1;
    private static final int IDENTIFY = 2;
    private static final int RESUME = 6;
    private static final int RECONNECT = 7;
    private static final int REQUEST_MEMBERS = 8;
    private static final int INVALID_SESSION = 9;
    private static final int HELLO = 10;
    private static final int HEARTBEAT_ACKNOWLEDGED = 11;

    private final World world;
    private final String token;
    private final Map<String, GatewayConnection> connections = new ConcurrentHashMap<>();
    private final Map<String, GatewaySession> sessions = new LinkedHashMap<>();
    private int heartbeatMillis = 41_250;
    private int shards = 1;
    private int identified;
    private int resumed;
    private volatile String address = "";

    Gateway(World world, String token) {
        this.world = world;
        this.token = token;
    }

    void standsAt(String address) {
        this.address = address;
    }

    String address() {
        return address;
    }

    void heartbeat(int millis) {
        heartbeatMillis = millis;
    }

    int shards() {
        return shards;
    }

    void shards(int recommended) {
        shards = recommended;
    }

    void configure(WsConfig socket) {
        socket.onConnect(this::connect);
        socket.onMessage(message -> receive(message, message.message()));
        socket.onClose(closed -> closed(closed, closed.status()));
        socket.onError(error -> closed(error, 1006));
    }

    private void connect(WsContext context) {
        boolean compressed = "zlib-stream".equals(context.queryParam("compress"));
        GatewayConnection connection = new GatewayConnection(context, compressed);
        connections.put(context.sessionId(), connection);
        connection.send(HELLO, Json.object().put("heartbeat_interval", heartbeatMillis));
    }

    private void receive(WsContext context, String text) {
        GatewayConnection connection = connections.get(context.sessionId());
        JsonNode message = Json.parse(text);
        JsonNode data = message.path("d");
        synchronized (world) {
            switch (message.path("op").asInt()) {
                case HEARTBEAT -> connection.send(HEARTBEAT_ACKNOWLEDGED, null);
                case IDENTIFY -> identify(connection, data);
                case RESUME -> resume(connection, data);
                case REQUEST_MEMBERS -> members(connection, data);
                default -> {
                    // presence and voice are nobody's business here
                }
            }
        }
    }

    private void identify(GatewayConnection connection, JsonNode data) {
        if (!data.path("token").asText().equals(token)) {
            connection.close(4004, "Authentication failed.");
            return;
        }
        JsonNode shard = data.path("shard");
        GatewaySession session = new GatewaySession(
                Integer.toHexString(System.identityHashCode(connection)) + "-" + Json.id(world.nextId()),
                shard.path(0).asInt(0),
                shard.path(1).asInt(1),
                data.path("intents").asInt());
        sessions.put(session.id(), session);
        session.attach(connection);
        identified++;
        ObjectNode ready = Json.object()
                .put("v", 10)
                .put("session_id", session.id())
                .put("session_type", "normal")
                .put("resume_gateway_url", address);
        ready.set("user", self());
        ready.putArray("private_channels");
        ready.putArray("relationships");
        ready.putObject("application").put("id", Json.id(world.bot().id())).put("flags", 0);
        ready.putArray("shard").add(session.shard()).add(session.shards());
        List<LoopbackGuild> guilds = world.guilds().stream()
                .filter(guild -> guild.hasBot() && session.serves(guild.id()))
                .toList();
        ArrayNode listed = ready.putArray("guilds");
        guilds.forEach(
                guild -> listed.addObject().put("id", Json.id(guild.id())).put("unavailable", true));
        session.dispatch("READY", ready);
        guilds.stream()
                .filter(LoopbackGuild::isAvailable)
                .forEach(guild -> session.dispatch("GUILD_CREATE", guild.created()));
        world.notifyAll();
    }

    private ObjectNode self() {
        return world.bot().json().put("verified", true).put("mfa_enabled", true).put("flags", 0);
    }

    private void resume(GatewayConnection connection, JsonNode data) {
        GatewaySession session = sessions.get(data.path("session_id").asText());
        if (!data.path("token").asText().equals(token)) {
            connection.close(4004, "Authentication failed.");
        } else if (session == null || !session.canResumeFrom(data.path("seq").asInt())) {
            connection.send(INVALID_SESSION, Json.of(false));
        } else {
            resumed++;
            session.resume(connection, data.path("seq").asInt());
            world.notifyAll();
        }
    }

    private void members(GatewayConnection connection, JsonNode data) {
        GatewaySession session = of(connection).orElse(null);
        LoopbackGuild guild = world.guild(Json.id(data.path("guild_id")))
                .filter(LoopbackGuild::hasBot)
                .orElse(null);
        if (session == null || guild == null) {
            return;
        }
        ObjectNode chunk = Json.object()
                .put("guild_id", Json.id(guild.id()))
                .put("chunk_index", 0)
                .put("chunk_count", 1);
        ArrayNode found = chunk.putArray("members");
        ArrayNode missing = chunk.putArray("not_found");
        JsonNode ids = data.path("user_ids");
        for (JsonNode id : ids.isArray() ? ids : Json.array().add(ids)) {
            guild.member(Json.id(id)).ifPresentOrElse(member -> found.add(member.json()), () -> missing.add(id));
        }
        if (data.has("nonce")) {
            chunk.set("nonce", data.path("nonce"));
        }
        session.dispatch("GUILD_MEMBERS_CHUNK", chunk);
    }

    private void closed(WsContext context, int status) {
        GatewayConnection connection = connections.remove(context.sessionId());
        if (connection != null) {
            synchronized (world) {
                of(connection).ifPresent(session -> {
                    session.detach();
                    if (status == 1000 || status == 1001) {
                        sessions.remove(session.id());
                    }
                });
                world.notifyAll();
            }
            connection.end();
        }
    }

    private Optional<GatewaySession> of(GatewayConnection connection) {
        return sessions.values().stream()
                .filter(session -> session.isOn(connection))
                .findFirst();
    }

    /**
     * Tells the shard that serves the server (0: conversations). A session whose connection is lost hears of it when it
     * resumes.
     *
     * @return whether a connected bot was told
     */
    boolean dispatch(String event, ObjectNode data, long guild) {
        boolean told = false;
        for (GatewaySession session : sessions.values()) {
            if (session.serves(guild) && session.wants(event, guild)) {
                session.dispatch(event, data);
                told |= session.isConnected();
            }
        }
        world.notifyAll();
        return told;
    }

    private List<GatewaySession> connected() {
        return sessions.values().stream().filter(GatewaySession::isConnected).toList();
    }

    /** How many sessions have a connection. */
    int connections() {
        return connected().size();
    }

    int identified() {
        return identified;
    }

    int resumed() {
        return resumed;
    }

    /** All connections break off without a word. */
    void drop() {
        new ArrayList<>(connections.values()).forEach(GatewayConnection::drop);
    }

    /** Asks for a reconnection, as before Discord restarts something. */
    void askToReconnect() {
        connected().forEach(session -> session.connection().send(RECONNECT, null));
    }

    /** Declares all sessions void. */
    void invalidate(boolean resumable) {
        List<GatewaySession> all = connected();
        if (!resumable) {
            sessions.clear();
        }
        all.forEach(session -> session.connection().send(INVALID_SESSION, Json.of(resumable)));
    }

    /** Closes all connections with this code. */
    void close(int code, String reason) {
        new ArrayList<>(connections.values()).forEach(connection -> connection.close(code, reason));
    }
}
