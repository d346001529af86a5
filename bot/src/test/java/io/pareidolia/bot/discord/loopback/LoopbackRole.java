package io.pareidolia.bot.discord.loopback;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** A role of a server. */
public final class LoopbackRole {
    private final long id;
    private final String name;
    private final int position;
    private long permissions;

    LoopbackRole(long id, String name, int position, long permissions) {
        this.id = id;
        this.name = name;
        this.position = position;
        this.permissions = permissions;
    }

    public long id() {
        return id;
    }

    public String name() {
        return name;
    }

    long permissions() {
        return permissions;
    }

    void permissions(long bits) {
        permissions = bits;
    }

    ObjectNode json() {
        ObjectNode json = Json.object()
                .put("id", Json.id(id))
                .put("name", name)
                .put("permissions", Long.toUnsignedString(permissions))
                .put("position", position)
                .put("color", 0)
                .put("hoist", false)
                .put("managed", false)
                .put("mentionable", false)
                .putNull("icon")
                .putNull("unicode_emoji")
                .put("flags", 0);
        json.putObject("colors")
                .put("primary_color", 0)
                .putNull("secondary_color")
                .putNull("tertiary_color");
        return json;
    }
}
