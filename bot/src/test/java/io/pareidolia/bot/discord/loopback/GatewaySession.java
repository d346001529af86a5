package io.pareidolia.bot.discord.loopback;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;

/** A shard's session: it outlives its connections, and remembers what a lost one may have missed. */
final class GatewaySession {
    private static final int MOST_REMEMBERED = 2_000;
    private static final int GUILDS = 1;
    private static final int MEMBERS = 1 << 1;
    private static final int GUILD_MESSAGES = 1 << 9;
    private static final int DIRECT_MESSAGES = 1 << 12;
    private static final Set<String> OF_MESSAGES = Set.of("MESSAGE_CREATE", "MESSAGE_UPDATE", "MESSAGE_DELETE");

    private final String id;
    private final int shard;
    private final int shards;
    private final int intents;
    private final Deque<ObjectNode> remembered = new ArrayDeque<>();
    private int sequence;
    private GatewayConnection connection;

    GatewaySession(String id, int shard, int shards, int intents) {
        this.id = id;
        this.shard = shard;
        this.shards = shards;
        this.intents = intents;
    }

    String id() {
        return id;
    }

    int shard() {
        return shard;
    }

    int shards() {
        return shards;
    }

    GatewayConnection connection() {
        return connection;
    }

    boolean serves(long guild) {
        return (guild >>> 22) % shards == shard;
    }

    boolean wants(String event, long guild) {
        if (OF_MESSAGES.contains(event)) {
            return (intents & (guild == 0 ? DIRECT_MESSAGES : GUILD_MESSAGES)) != 0;
        } else if (event.equals("GUILD_MEMBER_UPDATE")) {
            return (intents & (MEMBERS | GUILDS)) != 0; // one's own comes without the privilege
        }
        return event.startsWith("INTERACTION") || (intents & GUILDS) != 0;
    }

    boolean isConnected() {
        return connection != null;
    }

    boolean isOn(GatewayConnection other) {
        return connection == other;
    }

    void attach(GatewayConnection fresh) {
        connection = fresh;
    }

    void detach() {
        connection = null;
    }

    void dispatch(String event, JsonNode data) {
        ObjectNode message = Json.object().put("op", 0).put("s", ++sequence).put("t", event);
        message.set("d", data);
        remembered.add(message);
        if (remembered.size() > MOST_REMEMBERED) {
            remembered.remove();
        }
        if (connection != null) {
            connection.send(message);
        }
    }

    boolean canResumeFrom(int heard) {
        return heard <= sequence
                && (remembered.isEmpty() || remembered.element().path("s").asInt() <= heard + 1);
    }

    void resume(GatewayConnection fresh, int heard) {
        connection = fresh;
        remembered.stream().filter(message -> message.path("s").asInt() > heard).forEach(fresh::send);
        dispatch("RESUMED", Json.object());
    }
}
