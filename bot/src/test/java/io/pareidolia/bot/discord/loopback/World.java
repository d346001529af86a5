package io.pareidolia.bot.discord.loopback;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/**
 * All that the loopback Discord knows of. It is its own lock: whoever reads or changes anything in it holds its monitor,
 * and it wakes those who wait with every change.
 */
final class World {
    private final LoopbackClock clock = new LoopbackClock();
    private final Snowflakes snowflakes = new Snowflakes(clock);
    private final Map<Long, LoopbackUser> users = new LinkedHashMap<>();
    private final Map<Long, LoopbackGuild> guilds = new LinkedHashMap<>();
    private final Map<Long, LoopbackChannel> channels = new LinkedHashMap<>();
    private final Map<LoopbackUser, LoopbackChannel> conversations = new HashMap<>();
    private final LoopbackUser bot;
    private final LoopbackUser owner;
    private final Gateway gateway;
    private final Cdn cdn;
    private final Commands commands;
    private final Interactions interactions;
    private final Messages messages;

    World(String token) {
        bot = newUser("pareidolia", true);
        owner = newUser("operator", false);
        gateway = new Gateway(this, token);
        cdn = new Cdn(clock);
        commands = new Commands(this);
        messages = new Messages(this);
        interactions = new Interactions(this);
    }

    LoopbackClock clock() {
        return clock;
    }

    Gateway gateway() {
        return gateway;
    }

    Cdn cdn() {
        return cdn;
    }

    Commands commands() {
        return commands;
    }

    Interactions interactions() {
        return interactions;
    }

    Messages messages() {
        return messages;
    }

    LoopbackUser bot() {
        return bot;
    }

    /** To whom the bot belongs. */
    LoopbackUser owner() {
        return owner;
    }

    long nextId() {
        return snowflakes.next();
    }

    synchronized LoopbackUser newUser(String name, boolean isBot) {
        LoopbackUser user = new LoopbackUser(this, nextId(), name, isBot);
        users.put(user.id(), user);
        return user;
    }

    synchronized LoopbackGuild newGuild(String name, boolean withBot) {
        LoopbackGuild guild = new LoopbackGuild(this, name, newUser("owner of " + name, false));
        guilds.put(guild.id(), guild);
        guild.text("general");
        if (withBot) {
            guild.inviteBot();
        }
        return guild;
    }

    synchronized LoopbackChannel directMessages(LoopbackUser with) {
        return conversations.computeIfAbsent(with, somebody -> {
            LoopbackChannel channel = LoopbackChannel.directMessages(this, somebody);
            add(channel);
            return channel;
        });
    }

    void add(LoopbackChannel channel) {
        channels.put(channel.id(), channel);
    }

    void forget(LoopbackChannel channel) {
        channels.remove(channel.id());
    }

    Optional<LoopbackUser> user(long id) {
        return Optional.ofNullable(users.get(id));
    }

    Optional<LoopbackGuild> guild(long id) {
        return Optional.ofNullable(guilds.get(id));
    }

    Optional<LoopbackChannel> channel(long id) {
        return Optional.ofNullable(channels.get(id));
    }

    synchronized List<LoopbackGuild> guilds() {
        return new ArrayList<>(guilds.values());
    }

    synchronized List<LoopbackUser> users() {
        return new ArrayList<>(users.values());
    }

    /** By name or id. */
    synchronized LoopbackUser userNamed(String which) {
        return named(users.values(), which, LoopbackUser::name, LoopbackUser::id);
    }

    /** By name or id. */
    synchronized LoopbackChannel channelNamed(String which) {
        return named(channels.values(), which, LoopbackChannel::name, LoopbackChannel::id);
    }

    private static <T> T named(Collection<T> all, String which, Function<T, String> name, ToLongFunction<T> id) {
        return all.stream()
                .filter(one -> name.apply(one).equals(which)
                        || Json.id(id.applyAsLong(one)).equals(which))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("There is no " + which + "."));
    }

    /** Whether the bot would hear of changes in it. */
    boolean connectedTo(LoopbackGuild guild) {
        return guild != null && guild.hasBot() && guild.isAvailable();
    }

    /** Whether the bot and this user meet in a server, or the user has installed it. */
    boolean knowsBot(LoopbackUser user) {
        return user.hasInstalled()
                || guilds.values().stream()
                        .anyMatch(guild ->
                                guild.hasBot() && guild.member(user.id()).isPresent());
    }

    /**
     * Waits until there is such a thing.
     *
     * @throws AssertionError if it takes longer than that
     */
    <T> T await(Duration patience, String what, Supplier<Optional<T>> there) {
        long end = System.nanoTime() + patience.toNanos();
        synchronized (this) {
            Optional<T> thing = there.get();
            while (thing.isEmpty()) {
                long left = (end - System.nanoTime()) / 1_000_000;
                if (left <= 0) {
                    throw new AssertionError("waited " + patience.toMillis() + " ms in vain for " + what);
                }
                try {
                    wait(left);
                } catch (InterruptedException ended) {
                    Thread.currentThread().interrupt();
                    throw new AssertionError("interrupted while waiting for " + what, ended);
                }
                thing = there.get();
            }
            return thing.get();
        }
    }
}
