package io.pareidolia.bot.discord.loopback;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import net.dv8tion.jda.api.Permission;

/** Where messages are: a channel or thread of a server, or somebody's conversation with the bot. */
public final class LoopbackChannel {
    /** Discord's numbers. */
    enum Type {
        TEXT(0),
        DIRECT_MESSAGES(1),
        GROUP(3),
        THREAD(11);

        final int number;

        Type(int number) {
            this.number = number;
        }
    }

    private record Overwrite(int type, long allowed, long denied) {
        Overwrite then(Overwrite later) {
            return new Overwrite(
                    type, (allowed & ~later.denied) | later.allowed, (denied & ~later.allowed) | later.denied);
        }
    }

    private final World world;
    private final long id;
    private final Type type;
    private final String name;
    private final LoopbackGuild guild;
    private final LoopbackChannel parent;
    private final boolean nsfw;
    private final int position;
    private final Map<Long, Overwrite> overwrites = new LinkedHashMap<>();
    private final NavigableMap<Long, LoopbackMessage> messages = new TreeMap<>();
    private LoopbackUser recipient;

    LoopbackChannel(World world, Type type, String name, LoopbackGuild guild, LoopbackChannel parent, boolean nsfw) {
        this.world = world;
        this.id = world.nextId();
        this.type = type;
        this.name = name;
        this.guild = guild;
        this.parent = parent;
        this.nsfw = nsfw;
        this.position = guild == null ? 0 : guild.channels().size();
    }

    static LoopbackChannel directMessages(World world, LoopbackUser with) {
        LoopbackChannel channel = new LoopbackChannel(world, Type.DIRECT_MESSAGES, with.name(), null, null, false);
        channel.recipient = with;
        return channel;
    }

    public long id() {
        return id;
    }

    public String name() {
        return name;
    }

    public Optional<LoopbackGuild> guild() {
        return Optional.ofNullable(guild);
    }

    /** A thread in this channel. */
    public LoopbackChannel thread(String name) {
        return guild.channel(Type.THREAD, name, this, false);
    }

    /** Nobody in this role may do that here. */
    public LoopbackChannel forbids(LoopbackRole role, Permission... permissions) {
        return overwrite(role.id(), new Overwrite(0, 0, Permission.getRaw(permissions)));
    }

    /** This person, or the bot, may not do that here. */
    public LoopbackChannel forbids(LoopbackUser user, Permission... permissions) {
        return overwrite(user.id(), new Overwrite(1, 0, Permission.getRaw(permissions)));
    }

    /** This person, or the bot, may do that here. */
    public LoopbackChannel allows(LoopbackUser user, Permission... permissions) {
        return overwrite(user.id(), new Overwrite(1, Permission.getRaw(permissions), 0));
    }

    /** It is deleted with everything in it. */
    public void delete() {
        synchronized (world) {
            if (world.connectedTo(guild)) {
                world.gateway().dispatch(isThread() ? "THREAD_DELETE" : "CHANNEL_DELETE", json(), guild.id());
            }
            guild.forget(this);
            world.forget(this);
        }
    }

    /** Everything that stands in it, the oldest first, without what only one person sees. */
    public List<LoopbackMessage> messages() {
        synchronized (world) {
            return messages.values().stream()
                    .filter(message -> !message.isEphemeral())
                    .toList();
        }
    }

    private LoopbackChannel overwrite(long whom, Overwrite overwrite) {
        synchronized (world) {
            overwrites.merge(whom, overwrite, Overwrite::then);
            if (world.connectedTo(guild)) {
                world.gateway().dispatch("CHANNEL_UPDATE", json(), guild.id());
            }
        }
        return this;
    }

    Type type() {
        return type;
    }

    boolean isThread() {
        return type == Type.THREAD;
    }

    Optional<LoopbackUser> recipient() {
        return Optional.ofNullable(recipient);
    }

    NavigableMap<Long, LoopbackMessage> content() {
        return messages;
    }

    long fileLimit() {
        return guild == null ? LoopbackFile.USUAL_LIMIT : guild.fileLimit();
    }

    boolean permits(LoopbackUser user, Permission permission) {
        return (permissionBits(user) & permission.getRawValue()) != 0;
    }

    /** What this user may do here, as Discord counts it: server, then everyone's overwrite, the roles', the user's. */
    long permissionBits(LoopbackUser user) {
        if (guild == null) {
            return Permission.getRaw(LoopbackGuild.EVERYONE);
        } else if (parent != null) {
            return parent.permissionBits(user);
        }
        long bits = guild.permissionBits(user);
        if ((bits & Permission.ADMINISTRATOR.getRawValue()) != 0) {
            return LoopbackGuild.EVERYTHING;
        }
        bits = apply(bits, List.of(guild.id()));
        List<Long> roles = new ArrayList<>();
        guild.member(user.id()).ifPresent(member -> member.roles().forEach(role -> roles.add(role.id())));
        bits = apply(bits, roles);
        bits = apply(bits, List.of(user.id()));
        return (bits & Permission.VIEW_CHANNEL.getRawValue()) == 0 ? 0 : bits;
    }

    private long apply(long bits, List<Long> whom) {
        long allowed = 0;
        long denied = 0;
        for (long who : whom) {
            Overwrite overwrite = overwrites.get(who);
            if (overwrite != null) {
                allowed |= overwrite.allowed();
                denied |= overwrite.denied();
            }
        }
        return (bits & ~denied) | allowed;
    }

    ObjectNode json() {
        ObjectNode json = Json.object().put("id", Json.id(id)).put("type", type.number);
        if (guild == null) {
            json.putNull("last_message_id").put("flags", 0);
            if (recipient != null) {
                json.putArray("recipients").add(recipient.json());
            }
            return json;
        }
        json.put("guild_id", Json.id(guild.id()))
                .put("name", name)
                .putNull("last_message_id")
                .put("rate_limit_per_user", 0)
                .put("flags", 0);
        if (isThread()) {
            json.put("parent_id", Json.id(parent.id()))
                    .put("owner_id", Json.id(guild.owner().id()))
                    .put("message_count", messages.size())
                    .put("member_count", 1)
                    .put("total_message_sent", messages.size());
            json.putObject("thread_metadata")
                    .put("archived", false)
                    .put("auto_archive_duration", 1_440)
                    .put("archive_timestamp", Snowflakes.time(id).toString())
                    .put("create_timestamp", Snowflakes.time(id).toString())
                    .put("locked", false)
                    .put("invitable", true);
        } else {
            json.put("position", position).putNull("parent_id").putNull("topic").put("nsfw", nsfw);
            ArrayNode written = json.putArray("permission_overwrites");
            overwrites.forEach((whom, overwrite) -> written.addObject()
                    .put("id", Json.id(whom))
                    .put("type", overwrite.type())
                    .put("allow", Long.toUnsignedString(overwrite.allowed()))
                    .put("deny", Long.toUnsignedString(overwrite.denied())));
        }
        return json;
    }

    @Override
    public String toString() {
        return "#" + name;
    }
}
