package io.pareidolia.bot.discord.loopback;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A message as Discord keeps it, with all that it has been. */
public final class LoopbackMessage {
    static final int EPHEMERAL = 1 << 6;
    static final int LOADING = 1 << 7;
    static final int COMPONENTS_V2 = 1 << 15;

    /** What a message was from a time on; its links are those of that time. */
    public record Version(Instant time, JsonNode json, List<LoopbackFile> files) {}

    private final World world;
    private final long id;
    private final LoopbackChannel channel;
    private final LoopbackUser author;
    private final int type;
    private final LoopbackUser onlyFor;
    private final LoopbackInteraction interaction;
    private final Set<LoopbackUser> pinged = new LinkedHashSet<>();
    private final List<Version> versions = new ArrayList<>();
    private final List<LoopbackFile> files = new ArrayList<>();
    private final ObjectNode body = Json.object();
    private Instant edited;
    private boolean deleted;

    /**
     * @param onlyFor who alone sees it, or null
     * @param interaction under which it was written, or null
     */
    LoopbackMessage(
            World world,
            LoopbackChannel channel,
            LoopbackUser author,
            int type,
            LoopbackUser onlyFor,
            LoopbackInteraction interaction) {
        this.world = world;
        this.id = world.nextId();
        this.channel = channel;
        this.author = author;
        this.type = type;
        this.onlyFor = onlyFor;
        this.interaction = interaction;
        body.put("content", "").put("flags", onlyFor == null ? 0 : EPHEMERAL);
        body.putArray("embeds");
        body.putArray("components");
    }

    public long id() {
        return id;
    }

    public LoopbackChannel channel() {
        return channel;
    }

    public LoopbackUser author() {
        return author;
    }

    /** The files that it has now. */
    public List<LoopbackFile> files() {
        synchronized (world) {
            return List.copyOf(files);
        }
    }

    /** Everything that was written in it, content and texts among the components, a line each. */
    public String text() {
        synchronized (world) {
            return texts().stream().filter(text -> !text.isEmpty()).collect(Collectors.joining("\n"));
        }
    }

    /** The components that can be pressed or chosen, from top to bottom. */
    public List<ObjectNode> controls() {
        synchronized (world) {
            return Json.objects(body.path("components")).stream()
                    .filter(component -> component.has("custom_id"))
                    .map(ObjectNode::deepCopy)
                    .toList();
        }
    }

    /** What it has been, the present last. */
    public List<Version> versions() {
        synchronized (world) {
            return List.copyOf(versions);
        }
    }

    /** Who got a notification because of it. */
    public Set<LoopbackUser> pinged() {
        synchronized (world) {
            return new LinkedHashSet<>(pinged);
        }
    }

    public boolean isDeleted() {
        synchronized (world) {
            return deleted;
        }
    }

    /** Only one person sees it. */
    public boolean isEphemeral() {
        return onlyFor != null;
    }

    /** Shows no more than that the bot is thinking. */
    public boolean isLoading() {
        synchronized (world) {
            return has(LOADING);
        }
    }

    /** The message that this one replies to. */
    public Optional<Long> repliesTo() {
        synchronized (world) {
            JsonNode reference = body.path("message_reference").path("message_id");
            return reference.isMissingNode() ? Optional.empty() : Optional.of(Json.id(reference));
        }
    }

    /** The interaction that it answers. */
    public Optional<LoopbackInteraction> interaction() {
        return Optional.ofNullable(interaction);
    }

    /** As the API gives it now, with fresh links. */
    public JsonNode json() {
        synchronized (world) {
            return render();
        }
    }

    Optional<LoopbackUser> onlyFor() {
        return Optional.ofNullable(onlyFor);
    }

    ObjectNode body() {
        return body;
    }

    List<LoopbackFile> attached() {
        return files;
    }

    boolean has(int flag) {
        return (body.path("flags").asInt() & flag) != 0;
    }

    void set(int flag, boolean on) {
        int flags = body.path("flags").asInt();
        body.put("flags", on ? flags | flag : flags & ~flag);
    }

    void ping(LoopbackUser user) {
        if (!user.isBot()) {
            pinged.add(user);
        }
    }

    List<String> texts() {
        List<String> texts = new ArrayList<>();
        texts.add(body.path("content").asText());
        for (ObjectNode component : Json.objects(body.path("components"))) {
            if (component.path("type").asInt() == MessageRules.TEXT_DISPLAY) {
                texts.add(component.path("content").asText());
            }
        }
        return texts;
    }

    /** Its present state counts as a version. */
    void written(boolean anew) {
        if (anew) {
            edited = world.clock().instant();
        }
        versions.add(new Version(world.clock().instant(), render(), List.copyOf(files)));
        world.notifyAll();
    }

    void delete() {
        deleted = true;
        channel.content().remove(id);
        files.forEach(world.cdn()::forget);
        world.notifyAll();
    }

    ObjectNode render() {
        ObjectNode json = body.deepCopy();
        json.put("id", Json.id(id))
                .put("type", type)
                .put("channel_id", Json.id(channel.id()))
                .put("timestamp", Snowflakes.time(id).toString())
                .put("edited_timestamp", edited == null ? null : edited.toString())
                .put("tts", false)
                .put("mention_everyone", false)
                .put("pinned", false);
        json.set("author", author.json());
        ArrayNode mentions = json.putArray("mentions");
        pinged.forEach(user -> mentions.add(user.json()));
        json.putArray("mention_roles");
        ArrayNode attachments = json.putArray("attachments");
        files.forEach(file -> attachments.add(file.json(world.cdn().link(channel.id(), file), isEphemeral())));
        if (author.isBot()) {
            json.put("application_id", Json.id(author.id()));
        }
        if (interaction != null) {
            json.put("webhook_id", Json.id(author.id()));
            json.set("interaction_metadata", interaction.metadata());
        }
        if (channel.guild().isPresent() && interaction == null) {
            channel.guild().get().member(author.id()).ifPresent(member -> json.set("member", member.withoutUser()));
        }
        resolveMedia(json.path("components"));
        reference(json);
        return json;
    }

    private void resolveMedia(JsonNode components) {
        for (ObjectNode holder : Json.objects(components)) {
            JsonNode link = holder.path("url");
            if (link.asText().startsWith(MessageRules.ATTACHMENT)) {
                String name = link.asText().substring(MessageRules.ATTACHMENT.length());
                files.stream()
                        .filter(file -> file.name().equals(name))
                        .findFirst()
                        .ifPresent(file -> holder.setAll(file.media(world.cdn().link(channel.id(), file))));
            }
        }
    }

    private void reference(ObjectNode json) {
        Optional<Long> target = repliesTo();
        if (target.isPresent()) {
            LoopbackMessage there = channel.content().get(target.get());
            json.set("referenced_message", there == null ? null : there.renderWithoutReference());
        }
    }

    private ObjectNode renderWithoutReference() {
        JsonNode reference = body.remove("message_reference");
        try {
            return render();
        } finally {
            if (reference != null) {
                body.set("message_reference", reference);
            }
        }
    }

    @Override
    public String toString() {
        return "message " + Json.id(id) + " in " + channel + ": " + text();
    }
}
