package io.pareidolia.bot.discord.loopback;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLConnection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.dv8tion.jda.api.Permission;

/** Writes, edits and deletes messages, whatever way the wish for it came. */
final class Messages {
    /** How long a nonce is remembered. */
    static final Duration NONCE_MEMORY = Duration.ofMinutes(3);

    private static final int MOST_FILES = 10;
    private static final int REPLY = 19;
    private static final Pattern MENTION = Pattern.compile("<@!?(\\d+)>");

    private record Nonce(LoopbackMessage message, Instant time) {}

    private final World world;
    private final Map<String, Nonce> nonces = new HashMap<>();
    private final List<LoopbackMessage> everWritten = new ArrayList<>();

    Messages(World world) {
        this.world = world;
    }

    /** Every message that anybody wrote, deleted ones too, the oldest first. */
    List<LoopbackMessage> everWritten() {
        return new ArrayList<>(everWritten);
    }

    /** The bot posts in a channel. */
    LoopbackMessage post(LoopbackChannel channel, Payload payload) {
        LoopbackUser bot = world.bot();
        checkMaySend(channel, payload, bot);
        ObjectNode body = payload.object();
        Optional<LoopbackMessage> same = remembered(body);
        if (same.isPresent()) {
            return same.get();
        }
        JsonNode reference = body.path("message_reference");
        LoopbackMessage message =
                new LoopbackMessage(world, channel, bot, reference.isObject() ? REPLY : 0, null, null);
        if (reference.isObject()) {
            refer(message, reference);
        }
        write(message, payload);
        JsonNode nonce = body.path("nonce");
        if (Json.present(nonce)) {
            message.body().set("nonce", nonce);
            nonces.put(nonce.asText(), new Nonce(message, world.clock().instant()));
        }
        publish(message);
        return message;
    }

    private void checkMaySend(LoopbackChannel channel, Payload payload, LoopbackUser bot) {
        checkAccess(channel, bot);
        Permission send = channel.isThread() ? Permission.MESSAGE_SEND_IN_THREADS : Permission.MESSAGE_SEND;
        if (!channel.permits(bot, send)
                || (!payload.files().isEmpty() && !channel.permits(bot, Permission.MESSAGE_ATTACH_FILES))) {
            throw DiscordError.missingPermissions();
        }
        Optional<LoopbackUser> recipient = channel.recipient();
        if (recipient.isPresent() && (recipient.get().hasMessagesClosed() || !world.knowsBot(recipient.get()))) {
            throw DiscordError.cannotSendToUser();
        }
    }

    /** Whether the bot sees the channel at all. */
    static void checkAccess(LoopbackChannel channel, LoopbackUser bot) {
        Optional<LoopbackGuild> guild = channel.guild();
        if (guild.isPresent() && (!guild.get().hasBot() || !channel.permits(bot, Permission.VIEW_CHANNEL))) {
            throw DiscordError.missingAccess();
        }
    }

    private Optional<LoopbackMessage> remembered(ObjectNode body) {
        JsonNode nonce = body.path("nonce");
        if (!Json.present(nonce)) {
            return Optional.empty();
        }
        MessageRules.length("nonce", nonce, 1, 25);
        Instant forgotten = world.clock().instant().minus(NONCE_MEMORY);
        nonces.values().removeIf(known -> known.time().isBefore(forgotten));
        return body.path("enforce_nonce").asBoolean()
                ? Optional.ofNullable(nonces.get(nonce.asText())).map(Nonce::message)
                : Optional.empty();
    }

    private void refer(LoopbackMessage message, JsonNode reference) {
        LoopbackChannel channel = message.channel();
        if (!channel.permits(world.bot(), Permission.MESSAGE_HISTORY)) {
            throw DiscordError.cannotReplyWithoutHistory();
        }
        long target = Json.id(reference.path("message_id"));
        LoopbackMessage there = channel.content().get(target);
        if (there == null || there.isEphemeral()) {
            if (reference.path("fail_if_not_exists").asBoolean(true)) {
                throw DiscordError.invalid("message_reference", "REPLIES_UNKNOWN_MESSAGE", "Unknown message");
            }
            return;
        }
        ObjectNode kept = message.body().putObject("message_reference");
        kept.put("type", 0).put("message_id", Json.id(target)).put("channel_id", Json.id(channel.id()));
        channel.guild().ifPresent(guild -> kept.put("guild_id", Json.id(guild.id())));
    }

    /** A person posts in a channel. */
    LoopbackMessage say(LoopbackUser who, LoopbackChannel channel, String text, Collection<LoopbackFile> files) {
        LoopbackMessage message = new LoopbackMessage(world, channel, who, 0, null, null);
        message.body().put("content", text);
        files.forEach(world.cdn()::keep);
        message.attached().addAll(files);
        publish(message);
        return message;
    }

    /** Keeps a new message where it belongs, and lets those know who listen. */
    void publish(LoopbackMessage message) {
        message.channel().content().put(message.id(), message);
        everWritten.add(message);
        message.written(false);
        tell("MESSAGE_CREATE", message);
    }

    /** Fills a new message, or one that waited for its content, with what a request says. */
    void write(LoopbackMessage message, Payload payload) {
        apply(message, payload, Set.of(LoopbackMessage.COMPONENTS_V2));
        pings(message, payload.object().path("allowed_mentions"));
    }

    /** The bot edits a message. */
    void edit(LoopbackMessage message, Payload payload) {
        apply(message, payload, Set.of(LoopbackMessage.COMPONENTS_V2));
        message.set(LoopbackMessage.LOADING, false);
        message.written(true);
        tell("MESSAGE_UPDATE", message);
    }

    void delete(LoopbackMessage message) {
        message.delete();
        if (!message.isEphemeral()) {
            ObjectNode data = Json.object()
                    .put("id", Json.id(message.id()))
                    .put("channel_id", Json.id(message.channel().id()));
            send("MESSAGE_DELETE", message.channel(), data);
        }
    }

    private void tell(String event, LoopbackMessage message) {
        if (!message.isEphemeral()) {
            send(event, message.channel(), message.render());
        }
    }

    private void send(String event, LoopbackChannel channel, ObjectNode data) {
        Optional<LoopbackGuild> guild = channel.guild();
        guild.ifPresent(there -> data.put("guild_id", Json.id(there.id())));
        if (guild.isEmpty() || world.connectedTo(guild.get())) {
            world.gateway().dispatch(event, data, guild.map(LoopbackGuild::id).orElse(0L));
        }
    }

    /** Changes what the request names and leaves the rest; nothing at all if the outcome would not be allowed. */
    private void apply(LoopbackMessage message, Payload payload, Set<Integer> settable) {
        ObjectNode wish = payload.object();
        ObjectNode body = message.body().deepCopy();
        for (String field : List.of("content", "embeds", "components")) {
            if (wish.has(field)) {
                body.set(field, wish.get(field).isNull() ? emptied(field) : wish.get(field));
            }
        }
        int flags = body.path("flags").asInt();
        for (int flag : settable) {
            flags |= wish.path("flags").asInt() & flag;
        }
        body.put("flags", flags);
        Map<LoopbackFile, String> descriptions = new LinkedHashMap<>();
        List<LoopbackFile> files = files(message, payload, descriptions);
        if (files.size() > MOST_FILES) {
            throw DiscordError.invalid("attachments", "BASE_TYPE_MAX_LENGTH", "Must be 10 or fewer in length.");
        }
        MessageRules.checkMessage(body, files.stream().map(LoopbackFile::name).toList());
        number(body.path("components"));
        hide(body.path("components"), files);
        message.body().setAll(body);
        descriptions.forEach(LoopbackFile::describe);
        message.attached().stream().filter(file -> !files.contains(file)).forEach(world.cdn()::forget);
        files.forEach(world.cdn()::keep);
        message.attached().clear();
        message.attached().addAll(files);
    }

    private static JsonNode emptied(String field) {
        return field.equals("content") ? Json.of("") : Json.array();
    }

    private List<LoopbackFile> files(LoopbackMessage message, Payload payload, Map<LoopbackFile, String> descriptions) {
        payload.files().values().forEach(part -> {
            if (part.bytes().length > message.channel().fileLimit()) {
                throw DiscordError.tooLarge();
            }
        });
        JsonNode listed = payload.object().path("attachments");
        List<LoopbackFile> files = new ArrayList<>();
        Map<Integer, Payload.Part> left = new TreeMap<>(payload.files());
        if (!listed.isArray()) {
            files.addAll(message.attached());
        }
        for (JsonNode item : listed) {
            long id = Json.id(item.path("id"));
            Payload.Part part = id < 1_000 ? left.remove((int) id) : null;
            LoopbackFile file;
            if (part != null) {
                file = uploaded(part, item);
            } else {
                file = message.attached().stream()
                        .filter(known -> known.id() == id)
                        .findFirst()
                        .orElseThrow(() -> DiscordError.invalid(
                                "attachments", "ATTACHMENT_NOT_FOUND", "Attachment " + id + " was not found."));
            }
            if (item.has("description")) {
                MessageRules.length("attachments.description", item.path("description"), 0, 1_024);
                descriptions.put(
                        file,
                        item.path("description").isNull()
                                ? null
                                : item.path("description").asText());
            }
            files.add(file);
        }
        left.values().forEach(part -> files.add(uploaded(part, Json.object())));
        return files;
    }

    private LoopbackFile uploaded(Payload.Part part, JsonNode item) {
        String name = item.path("filename").asText(part.name());
        if (name == null || name.isEmpty()) {
            throw DiscordError.invalid("attachments.filename", "BASE_TYPE_REQUIRED", "This field is required");
        }
        return new LoopbackFile(world.nextId(), name, mediaType(name, part.mediaType()), part.bytes());
    }

    /** Discord goes by the name and the content, never by what the sender calls it. */
    static String mediaType(String name, String otherwise) {
        String guess = URLConnection.guessContentTypeFromName(name);
        if (name.endsWith(".webp")) {
            return "image/webp";
        }
        return guess == null ? otherwise : guess;
    }

    /** Components without an id get one. */
    private static void number(JsonNode components) {
        Set<Integer> taken = new HashSet<>();
        List<ObjectNode> without = new ArrayList<>();
        for (ObjectNode object : Json.objects(components)) {
            if (object.has("type")) {
                int id = object.path("id").asInt();
                if (id == 0) {
                    without.add(object);
                } else if (!taken.add(id)) {
                    throw DiscordError.invalid(
                            "components",
                            "COMPONENT_ID_DUPLICATED",
                            "The specified component id " + id + " is used twice");
                }
            }
        }
        int next = 1;
        for (ObjectNode component : without) {
            while (!taken.add(next)) {
                next++;
            }
            component.put("id", next);
        }
    }

    /** A spoiler in the gallery is one of the file, too. */
    private static void hide(JsonNode components, List<LoopbackFile> files) {
        for (ObjectNode object : Json.objects(components)) {
            if (object.path("spoiler").asBoolean()) {
                String url = object.path("media").path("url").asText();
                files.stream()
                        .filter(file -> url.equals(MessageRules.ATTACHMENT + file.name()))
                        .forEach(LoopbackFile::hide);
            }
        }
    }

    /** Who is notified by a new message: whom it names and may name, and to whom it replies. */
    private void pings(LoopbackMessage message, JsonNode allowed) {
        if (message.isEphemeral()) {
            return;
        }
        Set<String> users = new HashSet<>();
        allowed.path("users").forEach(id -> users.add(id.asText()));
        boolean all = !allowed.isObject() || contains(allowed.path("parse"), "users");
        for (String text : message.texts()) {
            Matcher mention = MENTION.matcher(text);
            while (mention.find()) {
                if (all || users.contains(mention.group(1))) {
                    world.user(Long.parseUnsignedLong(mention.group(1))).ifPresent(message::ping);
                }
            }
            if (text.contains("@everyone") && (!allowed.isObject() || contains(allowed.path("parse"), "everyone"))) {
                message.channel()
                        .guild()
                        .ifPresent(guild -> guild.members().forEach(member -> message.ping(member.user())));
            }
        }
        if (allowed.path("replied_user").asBoolean(!allowed.isObject())) {
            message.repliesTo()
                    .map(message.channel().content()::get)
                    .ifPresent(target -> message.ping(target.author()));
        }
    }

    private static boolean contains(JsonNode list, String word) {
        for (JsonNode item : list) {
            if (item.asText().equals(word)) {
                return true;
            }
        }
        return false;
    }

    /** The message of that id which the bot sees in the channel. */
    LoopbackMessage find(LoopbackChannel channel, long id) {
        checkAccess(channel, world.bot());
        if (!channel.permits(world.bot(), Permission.MESSAGE_HISTORY)) {
            throw DiscordError.missingPermissions();
        }
        LoopbackMessage message = channel.content().get(id);
        if (message == null || message.isEphemeral()) {
            throw DiscordError.unknownMessage();
        }
        return message;
    }

    /** As the bot sees it that has no permission to read what others write. */
    ObjectNode seenByBot(LoopbackMessage message) {
        ObjectNode json = message.render();
        if (!message.author().isBot()
                && message.channel().guild().isPresent()
                && !message.pinged().contains(world.bot())) {
            json.put("content", "");
            json.putArray("attachments");
            json.putArray("embeds");
            json.putArray("components");
        }
        return json;
    }

    /** The channel's past, the newest first. */
    ArrayNode history(LoopbackChannel channel, String before, String after, String around, int limit) {
        checkAccess(channel, world.bot());
        if (limit < 1 || limit > 100) {
            throw DiscordError.invalid("limit", "NUMBER_TYPE_MAX", "int value should be between 1 and 100.");
        }
        if (!channel.permits(world.bot(), Permission.MESSAGE_HISTORY)) {
            return Json.array();
        }
        List<LoopbackMessage> found = new ArrayList<>();
        if (around != null) {
            long middle = Long.parseUnsignedLong(around);
            found.addAll(channel.content().tailMap(middle, true).values().stream()
                    .limit(limit / 2 + 1L)
                    .toList());
            Collections.reverse(found);
            found.addAll(
                    channel.content().headMap(middle, false).descendingMap().values());
        } else if (after != null) {
            found.addAll(channel.content().tailMap(Long.parseUnsignedLong(after), false).values().stream()
                    .limit(limit)
                    .toList());
            Collections.reverse(found);
        } else {
            long end = before == null ? Long.MAX_VALUE : Long.parseUnsignedLong(before);
            found.addAll(channel.content().headMap(end, false).descendingMap().values());
        }
        return Json.array(found.stream()
                .filter(message -> !message.isEphemeral())
                .limit(limit)
                .map(this::seenByBot)
                .toList());
    }
}
