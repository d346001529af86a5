package io.pareidolia.bot.discord.loopback;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** One thing that a person wanted of the bot, and what the bot did about it. */
public final class LoopbackInteraction {
    /** Discord's numbers. */
    enum Type {
        COMMAND(2),
        COMPONENT(3),
        COMPLETION(4),
        MODAL(5);

        final int number;

        Type(int number) {
            this.number = number;
        }
    }

    private final World world;
    private final long id;
    private final String token;
    private final Type type;
    private final LoopbackUser user;
    private final LoopbackChannel channel;
    private final Instant asked;
    private final long askedNanos = System.nanoTime();
    private final ObjectNode metadata;
    private final boolean userInstalledOnly;
    private final LoopbackMessage source;
    private final List<LoopbackMessage> messages = new ArrayList<>();
    private boolean delivered;
    private int acknowledgement;
    private long acknowledgedNanos;
    private LoopbackMessage original;
    private JsonNode choices = Json.array();
    private ObjectNode modal;
    private int edits;

    LoopbackInteraction(
            World world,
            long id,
            String token,
            Type type,
            LoopbackUser user,
            LoopbackChannel channel,
            ObjectNode metadata,
            boolean userInstalledOnly,
            LoopbackMessage source) {
        this.world = world;
        this.id = id;
        this.token = token;
        this.type = type;
        this.user = user;
        this.channel = channel;
        this.asked = world.clock().instant();
        this.metadata = metadata;
        this.userInstalledOnly = userInstalledOnly;
        this.source = source;
    }

    public long id() {
        return id;
    }

    public String token() {
        return token;
    }

    public LoopbackUser user() {
        return user;
    }

    public LoopbackChannel channel() {
        return channel;
    }

    /** Whether a connected bot was told of it. */
    public boolean isDelivered() {
        synchronized (world) {
            return delivered;
        }
    }

    /** How long the bot took to acknowledge it, by real time; none if it has not. */
    public Optional<Duration> acknowledgedAfter() {
        synchronized (world) {
            return acknowledgement == 0
                    ? Optional.empty()
                    : Optional.of(Duration.ofNanos(acknowledgedNanos - askedNanos));
        }
    }

    /** The callback's type by which it was acknowledged: 4 message, 5 deferred message, 6 deferred edit, 7 edit, 8, 9. */
    public Optional<Integer> acknowledgement() {
        synchronized (world) {
            return acknowledgement == 0 ? Optional.empty() : Optional.of(acknowledgement);
        }
    }

    /** The message that came, or was edited, by the acknowledgement. */
    public Optional<LoopbackMessage> original() {
        synchronized (world) {
            return Optional.ofNullable(original);
        }
    }

    /** All messages that were created under its token, the original first; deleted ones too. */
    public List<LoopbackMessage> messages() {
        synchronized (world) {
            return List.copyOf(messages);
        }
    }

    /** {@link #messages()}, and every message that replies to one of those, and to those. */
    public List<LoopbackMessage> messagesAndReplies() {
        synchronized (world) {
            List<LoopbackMessage> found = new ArrayList<>(messages);
            for (LoopbackMessage message : world.messages().everWritten()) {
                if (!found.contains(message)
                        && message.repliesTo().isPresent()
                        && found.stream()
                                .anyMatch(known ->
                                        known.id() == message.repliesTo().get())) {
                    found.add(message);
                }
            }
            return found;
        }
    }

    /** How often its messages were edited. */
    public int edits() {
        synchronized (world) {
            return edits;
        }
    }

    /** The names of what the bot offered to complete with, in order. */
    public List<String> choices() {
        synchronized (world) {
            List<String> names = new ArrayList<>();
            choices.forEach(choice -> names.add(choice.path("name").asText()));
            return names;
        }
    }

    /** The form that the bot showed. */
    public Optional<JsonNode> modal() {
        synchronized (world) {
            return Optional.ofNullable(modal);
        }
    }

    public LoopbackInteraction awaitAcknowledgement(Duration patience) {
        world.await(patience, "the acknowledgement of " + this, this::acknowledgement);
        return this;
    }

    /** Waits for a message under it, which is no longer loading and is like that. */
    public LoopbackMessage awaitMessage(Duration patience, Predicate<LoopbackMessage> like) {
        return world.await(patience, "a message of " + this, () -> visible(like));
    }

    private Optional<LoopbackMessage> visible(Predicate<LoopbackMessage> like) {
        List<LoopbackMessage> all = new ArrayList<>(messagesAndReplies());
        if (original != null && !all.contains(original)) {
            all.add(original);
        }
        return all.stream()
                .filter(message -> !message.isDeleted() && !message.isLoading())
                .filter(like)
                .findFirst();
    }

    Type type() {
        return type;
    }

    Instant asked() {
        return asked;
    }

    boolean isUserInstalledOnly() {
        return userInstalledOnly;
    }

    Optional<LoopbackMessage> source() {
        return Optional.ofNullable(source);
    }

    ObjectNode metadata() {
        return metadata.deepCopy();
    }

    boolean isAcknowledged() {
        return acknowledgement != 0;
    }

    void acknowledged(int how) {
        acknowledgement = how;
        acknowledgedNanos = System.nanoTime();
        world.notifyAll();
    }

    void delivered() {
        delivered = true;
    }

    void original(LoopbackMessage message) {
        original = message;
    }

    void add(LoopbackMessage message) {
        messages.add(message);
    }

    void edited() {
        edits++;
    }

    void choices(JsonNode offered) {
        choices = offered;
    }

    void modal(ObjectNode shown) {
        modal = shown;
    }

    /** How many further messages there were. */
    long followUps() {
        return messages.stream().filter(message -> message != original).count();
    }

    ObjectNode summary() {
        ObjectNode json = Json.object()
                .put("id", Json.id(id))
                .put("token", token)
                .put("type", type.number)
                .put("user", user.name())
                .put("channel_id", Json.id(channel.id()))
                .put("asked", asked.toString())
                .put("delivered", delivered)
                .put("acknowledgement", acknowledgement)
                .put("edits", edits);
        acknowledgedAfter().ifPresent(after -> json.put("acknowledged_after_ms", after.toMillis()));
        json.set("choices", choices);
        json.set("modal", modal);
        json.put("original", original == null ? null : Json.id(original.id()));
        json.set(
                "messages",
                Json.array(messagesAndReplies().stream()
                        .map(LoopbackMessage::render)
                        .collect(Collectors.toList())));
        return json;
    }

    @Override
    public String toString() {
        return "interaction " + Json.id(id) + " of " + user + " in " + channel;
    }
}
