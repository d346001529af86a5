package io.pareidolia.bot.discord.loopback;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Set;

/** A person in a server, or the bot in it. */
final class LoopbackMember {
    private final LoopbackUser user;
    private final Instant joined;
    private final Set<LoopbackRole> roles = new LinkedHashSet<>();

    LoopbackMember(LoopbackUser user, Instant joined) {
        this.user = user;
        this.joined = joined;
    }

    LoopbackUser user() {
        return user;
    }

    Set<LoopbackRole> roles() {
        return roles;
    }

    ObjectNode json() {
        ObjectNode json = withoutUser();
        json.set("user", user.json());
        return json;
    }

    ObjectNode withoutUser() {
        ObjectNode json = Json.object()
                .putNull("nick")
                .putNull("avatar")
                .put("joined_at", joined.toString())
                .putNull("premium_since")
                .putNull("communication_disabled_until")
                .put("deaf", false)
                .put("mute", false)
                .put("pending", false)
                .put("flags", 0);
        ArrayNode ids = json.putArray("roles");
        roles.forEach(role -> ids.add(Json.id(role.id())));
        return json;
    }
}
