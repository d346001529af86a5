package io.pareidolia.bot.discord.loopback;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Objects;

/** Somebody on the loopback Discord: a person, or the bot itself. */
public final class LoopbackUser {
    private final World world;
    private final long id;
    private final String name;
    private final boolean bot;
    private String locale = "en-US";
    private boolean installed;
    private boolean messagesClosed;

    LoopbackUser(World world, long id, String name, boolean bot) {
        this.world = world;
        this.id = id;
        this.name = name;
        this.bot = bot;
    }

    public long id() {
        return id;
    }

    public String name() {
        return name;
    }

    /** Has the bot installed for themselves, so that its commands are there in every server and conversation. */
    public LoopbackUser installs() {
        installed = true;
        return this;
    }

    /** Takes no direct messages of bots any more. */
    public LoopbackUser closesMessages() {
        messagesClosed = true;
        return this;
    }

    /** Reads Discord in this language. */
    public LoopbackUser speaks(String locale) {
        this.locale = Objects.requireNonNull(locale);
        return this;
    }

    /** What this person does in a channel. */
    public Hand in(LoopbackChannel channel) {
        return new Hand(world, this, channel);
    }

    /** What this person does in the conversation with the bot. */
    public Hand inDirectMessages() {
        return in(world.directMessages(this));
    }

    boolean isBot() {
        return bot;
    }

    boolean hasInstalled() {
        return installed;
    }

    boolean hasMessagesClosed() {
        return messagesClosed;
    }

    String locale() {
        return locale;
    }

    ObjectNode json() {
        ObjectNode json = Json.object()
                .put("id", Json.id(id))
                .put("username", name)
                .put("discriminator", "0")
                .put("global_name", name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1))
                .putNull("avatar")
                .put("public_flags", 0)
                .put("bot", bot);
        return json;
    }

    @Override
    public String toString() {
        return name;
    }
}
