package io.pareidolia.bot.discord.loopback;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A slash command that a person types. */
public final class SlashCommand {
    private static final int STRING = 3;
    private static final int INTEGER = 4;
    private static final int BOOLEAN = 5;
    private static final int USER = 6;
    private static final int CHANNEL = 7;
    private static final int ROLE = 8;
    private static final int MENTIONABLE = 9;
    private static final int NUMBER = 10;
    private static final int ATTACHMENT = 11;

    private record Typed(String text) {}

    private final Hand hand;
    private final String[] words;
    private final Map<String, Object> options = new LinkedHashMap<>();
    private final ObjectNode resolved = Json.object();
    private boolean evenIfHidden;

    SlashCommand(Hand hand, String command) {
        this.hand = hand;
        this.words = command.split(" ");
    }

    /**
     * Fills an option.
     *
     * @param value a text, number, truth value, user, role, channel or file, as the option wants it
     */
    public SlashCommand option(String name, Object value) {
        options.put(name, value);
        return this;
    }

    /** Its text form, whatever the option wants; users, roles and channels by name or id. */
    SlashCommand typed(String name, String text) {
        return option(name, new Typed(text));
    }

    /** Puts a file in. */
    public SlashCommand attach(String name, String fileName, byte[] bytes) {
        return option(name, hand.file(fileName, bytes));
    }

    /** As one to whom the server has shown it although the bot's default would not. */
    public SlashCommand evenIfHidden() {
        evenIfHidden = true;
        return this;
    }

    public LoopbackInteraction send() {
        return send(LoopbackInteraction.Type.COMMAND, null);
    }

    /** Has not sent it yet, but looks at the completions of this option. */
    LoopbackInteraction complete(String focused) {
        return send(LoopbackInteraction.Type.COMPLETION, focused);
    }

    private LoopbackInteraction send(LoopbackInteraction.Type type, String focused) {
        synchronized (hand.world()) {
            ObjectNode command = hand.command(CommandRules.SLASH, words[0]);
            if (!evenIfHidden) {
                hand.checkShown(command);
            }
            ObjectNode data = hand.commandData(command);
            JsonNode level = command;
            ArrayNode written = data.putArray("options");
            for (int word = 1; word < words.length; word++) {
                level = named(level, words[word]);
                written = written.addObject()
                        .put("name", words[word])
                        .put("type", level.path("type").asInt())
                        .putArray("options");
            }
            write(level, written, focused);
            if (!resolved.isEmpty()) {
                data.set("resolved", resolved);
            }
            ObjectNode owners = hand.owners(command);
            return hand.send(type, data, owners, hand.metadata(type, owners), null);
        }
    }

    private static JsonNode named(JsonNode level, String name) {
        for (JsonNode option : level.path("options")) {
            if (option.path("name").asText().equals(name)) {
                return option;
            }
        }
        throw new IllegalStateException(level.path("name").asText() + " has no " + name + ": " + level);
    }

    private void write(JsonNode level, ArrayNode written, String focused) {
        List<String> left = new ArrayList<>(options.keySet());
        for (JsonNode option : level.path("options")) {
            String name = option.path("name").asText();
            int type = option.path("type").asInt();
            Hand.check(type > CommandRules.SUBCOMMAND_GROUP, "The command needs a subcommand: " + level);
            Object value = options.get(name);
            left.remove(name);
            if (value == null) {
                Hand.check(
                        focused != null || !option.path("required").asBoolean(), "The option " + name + " is required");
                continue;
            }
            ObjectNode there = written.addObject().put("name", name).put("type", type);
            if (name.equals(focused)) {
                Hand.check(option.path("autocomplete").asBoolean(), name + " is not completed");
                there.put("focused", true).put("value", String.valueOf(value));
            } else {
                there.set("value", value(option, type, value instanceof Typed typed ? meant(typed, type) : value));
            }
        }
        Hand.check(left.isEmpty(), "The command has no options " + left + ": " + level);
    }

    private Object meant(Typed typed, int type) {
        String text = typed.text();
        return switch (type) {
            case INTEGER -> Long.parseLong(text);
            case NUMBER -> Double.parseDouble(text);
            case BOOLEAN -> Boolean.parseBoolean(text);
            case USER, MENTIONABLE -> hand.world().userNamed(text);
            case CHANNEL -> hand.world().channelNamed(text);
            case ROLE ->
                hand.channel().guild().stream()
                        .flatMap(guild -> guild.roles().stream())
                        .filter(role ->
                                role.name().equals(text) || Json.id(role.id()).equals(text))
                        .findFirst()
                        .orElseThrow(() -> new IllegalStateException("There is no role " + text + "."));
            default -> text;
        };
    }

    private JsonNode value(JsonNode option, int type, Object value) {
        String name = option.path("name").asText();
        boolean fits = switch (type) {
            case STRING -> value instanceof String;
            case INTEGER -> value instanceof Integer || value instanceof Long;
            case BOOLEAN -> value instanceof Boolean;
            case NUMBER -> value instanceof Number;
            case USER -> value instanceof LoopbackUser;
            case CHANNEL -> value instanceof LoopbackChannel;
            case ROLE -> value instanceof LoopbackRole;
            case MENTIONABLE -> value instanceof LoopbackUser || value instanceof LoopbackRole;
            case ATTACHMENT -> value instanceof LoopbackFile;
            default -> false;
        };
        Hand.check(fits, name + " does not take " + value);
        if (value instanceof String text) {
            Hand.check(
                    text.length() >= option.path("min_length").asInt(0)
                            && text.length() <= option.path("max_length").asInt(6_000),
                    name + " has not the right length");
        } else if (value instanceof Number number) {
            Hand.check(
                    number.doubleValue() >= option.path("min_value").asDouble(-0x1p53)
                            && number.doubleValue() <= option.path("max_value").asDouble(0x1p53),
                    name + " is out of range");
        }
        JsonNode choices = option.path("choices");
        if (!choices.isEmpty()) {
            boolean offered = false;
            for (JsonNode choice : choices) {
                offered |= choice.path("value").asText().equals(String.valueOf(value));
            }
            Hand.check(offered, name + " does not offer " + value);
        }
        return resolve(value);
    }

    private JsonNode resolve(Object value) {
        if (value instanceof LoopbackUser user) {
            resolved.withObject("/users").set(Json.id(user.id()), user.json());
            hand.channel()
                    .guild()
                    .flatMap(guild -> guild.member(user.id()))
                    .ifPresent(member -> resolved.withObject("/members")
                            .set(
                                    Json.id(user.id()),
                                    member.withoutUser()
                                            .put(
                                                    "permissions",
                                                    Long.toUnsignedString(
                                                            hand.channel().permissionBits(user)))));
            return Json.of(Json.id(user.id()));
        } else if (value instanceof LoopbackRole role) {
            resolved.withObject("/roles").set(Json.id(role.id()), role.json());
            return Json.of(Json.id(role.id()));
        } else if (value instanceof LoopbackChannel channel) {
            ObjectNode json =
                    channel.json().put("permissions", Long.toUnsignedString(channel.permissionBits(hand.user())));
            resolved.withObject("/channels").set(Json.id(channel.id()), json);
            return Json.of(Json.id(channel.id()));
        } else if (value instanceof LoopbackFile file) {
            hand.world().cdn().keep(file);
            String link = hand.world().cdn().link(hand.channel().id(), file);
            resolved.withObject("/attachments").set(Json.id(file.id()), file.json(link, true));
            return Json.of(Json.id(file.id()));
        }
        return Json.of(value);
    }
}
