package io.pareidolia.bot.discord.loopback;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.dv8tion.jda.api.Permission;

/** A server. The bot is in it unless it was made {@linkplain LoopbackDiscord#guildWithoutBot without}. */
public final class LoopbackGuild {
    /** What everybody may do in a server that nobody has changed, as far as a bot cares. */
    static final EnumSet<Permission> EVERYONE = EnumSet.of(
            Permission.VIEW_CHANNEL,
            Permission.MESSAGE_SEND,
            Permission.MESSAGE_SEND_IN_THREADS,
            Permission.MESSAGE_EMBED_LINKS,
            Permission.MESSAGE_ATTACH_FILES,
            Permission.MESSAGE_HISTORY,
            Permission.MESSAGE_ADD_REACTION,
            Permission.USE_APPLICATION_COMMANDS,
            Permission.USE_EXTERNAL_APPLICATIONS);

    /** What owners and administrators may do. */
    static final long EVERYTHING = Permission.getRaw(Permission.values());

    private static final long MIB = 1 << 20;

    private final World world;
    private final long id;
    private final String name;
    private final LoopbackUser owner;
    private final Map<Long, LoopbackRole> roles = new LinkedHashMap<>();
    private final Map<Long, LoopbackMember> members = new LinkedHashMap<>();
    private final Map<Long, LoopbackChannel> channels = new LinkedHashMap<>();
    private String locale = "en-US";
    private int boostTier;
    private boolean available = true;

    LoopbackGuild(World world, String name, LoopbackUser owner) {
        this.world = world;
        this.id = world.nextId();
        this.name = name;
        this.owner = owner;
        roles.put(id, new LoopbackRole(id, "@everyone", 0, Permission.getRaw(EVERYONE)));
        addMember(owner);
    }

    public long id() {
        return id;
    }

    public String name() {
        return name;
    }

    /** Who made it, and may do everything. */
    public LoopbackUser owner() {
        return owner;
    }

    /** 0 to 3; larger files from 2 on. */
    public LoopbackGuild boosted(int tier) {
        synchronized (world) {
            boostTier = tier;
            changed();
        }
        return this;
    }

    public LoopbackGuild speaks(String locale) {
        synchronized (world) {
            this.locale = locale;
            changed();
        }
        return this;
    }

    /** What everybody may do from now on. */
    public LoopbackGuild everyoneMay(Permission... permissions) {
        synchronized (world) {
            LoopbackRole everyone = roles.get(id);
            everyone.permissions(Permission.getRaw(permissions));
            announce("GUILD_ROLE_UPDATE", "role", everyone.json());
        }
        return this;
    }

    public LoopbackRole role(String name, Permission... permissions) {
        synchronized (world) {
            LoopbackRole role = new LoopbackRole(world.nextId(), name, roles.size(), Permission.getRaw(permissions));
            roles.put(role.id(), role);
            announce("GUILD_ROLE_CREATE", "role", role.json());
            return role;
        }
    }

    /** Joins this server, or gets further roles in it. */
    public LoopbackGuild join(LoopbackUser user, LoopbackRole... withRoles) {
        synchronized (world) {
            LoopbackMember member = members.get(user.id());
            if (member == null) {
                member = addMember(user);
            }
            member.roles().addAll(List.of(withRoles));
            if (user.isBot() && world.connectedTo(this)) {
                ObjectNode update = member.json();
                update.put("guild_id", Json.id(id));
                world.gateway().dispatch("GUILD_MEMBER_UPDATE", update, id);
            }
        }
        return this;
    }

    /** Leaves this server, or is thrown out of it; if it is the bot, it learns so. */
    public void leave(LoopbackUser user) {
        synchronized (world) {
            members.remove(user.id());
            if (user.isBot()) {
                world.gateway().dispatch("GUILD_DELETE", Json.object().put("id", Json.id(id)), id);
            }
            world.notifyAll();
        }
    }

    /** The bot is invited. */
    public void inviteBot() {
        synchronized (world) {
            addMember(world.bot());
            world.gateway().dispatch("GUILD_CREATE", created(), id);
        }
    }

    /** Discord has an outage: the bot has not left, but sees nothing of this server. */
    public void becomesUnavailable() {
        synchronized (world) {
            available = false;
            world.gateway()
                    .dispatch(
                            "GUILD_DELETE", Json.object().put("id", Json.id(id)).put("unavailable", true), id);
        }
    }

    public void becomesAvailable() {
        synchronized (world) {
            available = true;
            world.gateway().dispatch("GUILD_CREATE", created(), id);
        }
    }

    public LoopbackChannel text(String name) {
        return channel(LoopbackChannel.Type.TEXT, name, null, false);
    }

    /** A text channel for adults. */
    public LoopbackChannel nsfw(String name) {
        return channel(LoopbackChannel.Type.TEXT, name, null, true);
    }

    LoopbackChannel channel(LoopbackChannel.Type type, String name, LoopbackChannel parent, boolean nsfw) {
        synchronized (world) {
            LoopbackChannel channel = new LoopbackChannel(world, type, name, this, parent, nsfw);
            channels.put(channel.id(), channel);
            world.add(channel);
            if (world.connectedTo(this)) {
                world.gateway().dispatch(channel.isThread() ? "THREAD_CREATE" : "CHANNEL_CREATE", channel.json(), id);
            }
            return channel;
        }
    }

    /** What this person may do in the server as a whole. */
    public EnumSet<Permission> permissions(LoopbackUser user) {
        return Permission.getPermissions(permissionBits(user));
    }

    private LoopbackMember addMember(LoopbackUser user) {
        LoopbackMember member = new LoopbackMember(user, world.clock().instant());
        members.put(user.id(), member);
        return member;
    }

    long permissionBits(LoopbackUser user) {
        LoopbackMember member = members.get(user.id());
        if (user == owner) {
            return EVERYTHING;
        } else if (member == null) {
            return 0;
        }
        long bits = roles.get(id).permissions();
        for (LoopbackRole role : member.roles()) {
            bits |= role.permissions();
        }
        return (bits & Permission.ADMINISTRATOR.getRawValue()) == 0 ? bits : EVERYTHING;
    }

    Optional<LoopbackMember> member(long user) {
        return Optional.ofNullable(members.get(user));
    }

    List<LoopbackMember> members() {
        return new ArrayList<>(members.values());
    }

    List<LoopbackRole> roles() {
        return new ArrayList<>(roles.values());
    }

    List<LoopbackChannel> channels() {
        return new ArrayList<>(channels.values());
    }

    void forget(LoopbackChannel channel) {
        channels.remove(channel.id());
    }

    boolean hasBot() {
        return members.containsKey(world.bot().id());
    }

    boolean isAvailable() {
        return available;
    }

    String locale() {
        return locale;
    }

    /** How many bytes a file may have here. */
    long fileLimit() {
        return switch (boostTier) {
            case 2 -> 50 * MIB;
            case 3 -> 100 * MIB;
            default -> LoopbackFile.USUAL_LIMIT;
        };
    }

    private void changed() {
        if (world.connectedTo(this)) {
            world.gateway().dispatch("GUILD_UPDATE", json(), id);
        }
    }

    private void announce(String event, String field, ObjectNode value) {
        if (world.connectedTo(this)) {
            ObjectNode data = Json.object().put("guild_id", Json.id(id));
            data.set(field, value);
            world.gateway().dispatch(event, data, id);
        }
    }

    ObjectNode json() {
        ObjectNode json = Json.object()
                .put("id", Json.id(id))
                .put("name", name)
                .putNull("icon")
                .putNull("splash")
                .putNull("description")
                .putNull("banner")
                .putNull("vanity_url_code")
                .put("owner_id", Json.id(owner.id()))
                .put("preferred_locale", locale)
                .put("premium_tier", boostTier)
                .put("premium_subscription_count", 0)
                .put("afk_timeout", 300)
                .putNull("afk_channel_id")
                .putNull("system_channel_id")
                .putNull("rules_channel_id")
                .putNull("public_updates_channel_id")
                .put("system_channel_flags", 0)
                .put("verification_level", 0)
                .put("default_message_notifications", 0)
                .put("explicit_content_filter", 0)
                .put("mfa_level", 0)
                .put("nsfw_level", 0)
                .put("max_members", 500_000)
                .put("premium_progress_bar_enabled", false);
        json.putArray("features");
        json.putArray("emojis");
        json.putArray("stickers");
        json.set(
                "roles",
                Json.array(roles.values().stream().map(LoopbackRole::json).toList()));
        return json;
    }

    /** What the gateway tells of it. */
    ObjectNode created() {
        ObjectNode json = json().put("member_count", members.size())
                .put("large", false)
                .put("unavailable", false)
                .put("joined_at", world.clock().instant().toString());
        json.set(
                "members",
                Json.array(member(world.bot().id()).map(LoopbackMember::json).stream()
                        .toList()));
        ArrayNode plain = json.putArray("channels");
        ArrayNode threads = json.putArray("threads");
        channels.values().forEach(channel -> (channel.isThread() ? threads : plain).add(channel.json()));
        json.putArray("voice_states");
        json.putArray("presences");
        json.putArray("guild_scheduled_events");
        json.putArray("stage_instances");
        json.putArray("soundboard_sounds");
        return json;
    }

    /** What an interaction tells of it. */
    ObjectNode partial() {
        ObjectNode json = Json.object().put("id", Json.id(id)).put("locale", locale);
        json.putArray("features");
        return json;
    }

    @Override
    public String toString() {
        return name;
    }
}
