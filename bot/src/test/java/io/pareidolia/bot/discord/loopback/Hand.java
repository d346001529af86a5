package io.pareidolia.bot.discord.loopback;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.dv8tion.jda.api.Permission;

/**
 * What a person does in a channel. It can do what Discord's own program lets people do, and no more: a command must be
 * registered and shown there, a button must stand in a message that the person sees.
 */
public final class Hand {
    private static final int MESSAGE_COMMAND = 3;

    private final World world;
    private final LoopbackUser user;
    private final LoopbackChannel channel;

    Hand(World world, LoopbackUser user, LoopbackChannel channel) {
        this.world = world;
        this.user = user;
        this.channel = channel;
    }

    /** Begins a slash command; subcommands follow after a space, as in {@code dream-admin quota show}. */
    public SlashCommand slash(String command) {
        return new SlashCommand(this, command);
    }

    /** Types in an option of a slash command and looks at what the bot offers. */
    public LoopbackInteraction complete(String command, String option, String typed) {
        return slash(command).option(option, typed).complete(option);
    }

    /** Writes a message. */
    public LoopbackMessage say(String text, LoopbackFile... files) {
        synchronized (world) {
            return world.messages().say(user, channel, text, Arrays.asList(files));
        }
    }

    /** Deletes one's own message, or any as a moderator. */
    public void delete(LoopbackMessage message) {
        synchronized (world) {
            check(
                    sees(message) && (message.author() == user || channel.permits(user, Permission.MESSAGE_MANAGE)),
                    user + " may not delete " + message);
            world.messages().delete(message);
        }
    }

    /** A file to send; the bytes are not copied. */
    public LoopbackFile file(String name, byte[] bytes) {
        return new LoopbackFile(world.nextId(), name, Messages.mediaType(name, "application/octet-stream"), bytes);
    }

    /** Chooses a message command from the menu of a message. */
    public LoopbackInteraction menu(String command, LoopbackMessage message) {
        synchronized (world) {
            check(message.channel() == channel && sees(message), "The message is not to be seen here: " + message);
            ObjectNode registered = command(MESSAGE_COMMAND, command);
            checkShown(registered);
            ObjectNode data = commandData(registered).put("target_id", Json.id(message.id()));
            data.putObject("resolved").putObject("messages").set(Json.id(message.id()), message.render());
            ObjectNode metadata = metadata(LoopbackInteraction.Type.COMMAND, owners(registered));
            metadata.put("target_message_id", Json.id(message.id()));
            return send(LoopbackInteraction.Type.COMMAND, data, owners(registered), metadata, null);
        }
    }

    /** Presses the button that has this custom id, or this inscription. */
    public LoopbackInteraction press(LoopbackMessage message, String which) {
        synchronized (world) {
            ObjectNode button = control(message, which, MessageRules.BUTTON);
            ObjectNode data = Json.object()
                    .put("component_type", MessageRules.BUTTON)
                    .put("custom_id", button.path("custom_id").asText())
                    .put("id", button.path("id").asInt());
            return component(message, data);
        }
    }

    /** Chooses these values, or the options of these inscriptions, in a select menu. */
    public LoopbackInteraction select(LoopbackMessage message, String customId, String... which) {
        synchronized (world) {
            ObjectNode menu = control(message, customId, MessageRules.STRING_SELECT);
            ObjectNode data = Json.object()
                    .put("component_type", MessageRules.STRING_SELECT)
                    .put("custom_id", customId)
                    .put("id", menu.path("id").asInt());
            ArrayNode values = data.putArray("values");
            for (String wanted : which) {
                values.add(value(menu, wanted));
            }
            int least = menu.path("min_values").asInt(1);
            int most = menu.path("max_values").asInt(1);
            check(which.length >= least && which.length <= most, "It takes " + least + " to " + most + " values");
            return component(message, data);
        }
    }

    private static String value(ObjectNode menu, String wanted) {
        for (JsonNode option : menu.path("options")) {
            if (option.path("value").asText().equals(wanted)
                    || option.path("label").asText().equals(wanted)) {
                return option.path("value").asText();
            }
        }
        throw new IllegalStateException("The menu does not offer " + wanted + ": " + menu);
    }

    /** Fills the form that the bot showed, by custom id; what is not named keeps what the bot wrote there. */
    public LoopbackInteraction submit(LoopbackInteraction showing, Map<String, String> answers) {
        synchronized (world) {
            JsonNode modal = showing.modal()
                    .orElseThrow(() -> new IllegalStateException("The bot has shown no form: " + showing));
            ObjectNode data =
                    Json.object().put("custom_id", modal.path("custom_id").asText());
            ArrayNode filled = data.putArray("components");
            int number = 1;
            List<String> left = new ArrayList<>(answers.keySet());
            for (JsonNode row : modal.path("components")) {
                boolean label = row.path("type").asInt() == MessageRules.LABEL;
                JsonNode input =
                        label ? row.path("component") : row.path("components").path(0);
                ObjectNode there =
                        filled.addObject().put("type", row.path("type").asInt()).put("id", number++);
                if (input.isMissingNode()) {
                    continue; // a text
                }
                ObjectNode answered = answered(input, answers, number++);
                left.remove(input.path("custom_id").asText());
                if (label) {
                    there.set("component", answered);
                } else {
                    there.putArray("components").add(answered);
                }
            }
            check(left.isEmpty(), "The form does not ask for " + left + ": " + modal);
            LoopbackMessage source = showing.source().orElse(null);
            ObjectNode owners = (ObjectNode) showing.metadata().path("authorizing_integration_owners");
            ObjectNode metadata = metadata(LoopbackInteraction.Type.MODAL, owners);
            metadata.set("triggering_interaction_metadata", showing.metadata());
            return send(LoopbackInteraction.Type.MODAL, data, owners, metadata, source);
        }
    }

    private static ObjectNode answered(JsonNode input, Map<String, String> answers, int number) {
        String customId = input.path("custom_id").asText();
        ObjectNode answer = Json.object()
                .put("type", input.path("type").asInt())
                .put("id", number)
                .put("custom_id", customId);
        String value = answers.getOrDefault(customId, input.path("value").asText(""));
        if (input.path("type").asInt() == MessageRules.TEXT_INPUT) {
            check(!value.isEmpty() || !input.path("required").asBoolean(true), customId + " must be filled in");
            check(value.length() >= input.path("min_length").asInt(0), customId + " is too short");
            check(value.length() <= input.path("max_length").asInt(4_000), customId + " is too long");
            answer.put("value", value);
        } else {
            ArrayNode values = answer.putArray("values");
            if (!value.isEmpty()) {
                Arrays.stream(value.split(",")).forEach(values::add);
            }
        }
        return answer;
    }

    /** Sends whatever this is, however malformed, as the data of an interaction of that type. */
    public LoopbackInteraction raw(int type, ObjectNode data) {
        synchronized (world) {
            LoopbackInteraction.Type known = Arrays.stream(LoopbackInteraction.Type.values())
                    .filter(one -> one.number == type)
                    .findFirst()
                    .orElseThrow();
            ObjectNode owners = owners(null);
            return send(known, data, owners, metadata(known, owners), null);
        }
    }

    private LoopbackInteraction component(LoopbackMessage message, ObjectNode data) {
        ObjectNode owners = owners(null);
        ObjectNode metadata = metadata(LoopbackInteraction.Type.COMPONENT, owners);
        metadata.put("interacted_message_id", Json.id(message.id()));
        return send(LoopbackInteraction.Type.COMPONENT, data, owners, metadata, message);
    }

    private ObjectNode control(LoopbackMessage message, String which, int type) {
        check(message.channel() == channel && sees(message), "The message is not to be seen here: " + message);
        ObjectNode control = message.controls().stream()
                .filter(there -> there.path("type").asInt() == type)
                .filter(there -> there.path("custom_id").asText().equals(which)
                        || there.path("label").asText().equals(which))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("There is no " + which + " in " + message.json()));
        check(!control.path("disabled").asBoolean(), which + " is disabled");
        return control;
    }

    private boolean sees(LoopbackMessage message) {
        return !message.isDeleted() && message.onlyFor().map(user::equals).orElse(true);
    }

    ObjectNode command(int type, String name) {
        return world.commands()
                .named(channel.guild().map(LoopbackGuild::id).orElse(Commands.EVERYWHERE), type, name)
                .orElseThrow(() -> new IllegalStateException("The bot has no command " + name));
    }

    /** Whether Discord's program would show it to this person here. */
    void checkShown(ObjectNode command) {
        check(!owners(command).isEmpty(), command.path("name") + " is not installed here, neither by server nor user");
        JsonNode contexts = command.path("contexts");
        if (contexts.isArray()) {
            boolean here = false;
            for (JsonNode context : contexts) {
                here |= context.asInt() == context();
            }
            check(here, command.path("name") + " is not meant for here: contexts " + contexts);
        } else {
            check(context() != 1 || command.path("dm_permission").asBoolean(), "It is not meant for conversations");
        }
        if (channel.guild().isPresent()) {
            long bits = channel.permissionBits(user);
            check((bits & Permission.USE_APPLICATION_COMMANDS.getRawValue()) != 0, user + " may use no commands here");
            JsonNode needed = command.path("default_member_permissions");
            if (!needed.isNull() && !needed.isMissingNode()) {
                check(
                        ((bits & needed.asLong()) == needed.asLong() && needed.asLong() != 0)
                                || (bits & Permission.ADMINISTRATOR.getRawValue()) != 0,
                        user + " may not use " + command.path("name"));
            }
        }
    }

    ObjectNode commandData(ObjectNode command) {
        ObjectNode data = Json.object()
                .put("id", command.path("id").asText())
                .put("name", command.path("name").asText())
                .put("type", command.path("type").asInt());
        if (command.has("guild_id")) {
            data.set("guild_id", command.path("guild_id"));
        }
        return data;
    }

    ObjectNode metadata(LoopbackInteraction.Type type, ObjectNode owners) {
        ObjectNode metadata = Json.object().put("type", type.number);
        metadata.set("user", user.json());
        metadata.set("authorizing_integration_owners", owners);
        return metadata;
    }

    /** By whose wish the command is here: the server's (0), the person's (1). */
    ObjectNode owners(ObjectNode command) {
        ObjectNode owners = Json.object();
        Optional<LoopbackGuild> guild = channel.guild();
        if (guild.map(LoopbackGuild::hasBot).orElse(context() == 1) && isFor(command, 0)) {
            owners.put("0", guild.map(there -> Json.id(there.id())).orElse("0"));
        }
        if (user.hasInstalled() && isFor(command, 1)) {
            owners.put("1", Json.id(user.id()));
        }
        return owners;
    }

    private static boolean isFor(ObjectNode command, int integration) {
        if (command == null) {
            return true;
        }
        for (JsonNode type : command.path("integration_types")) {
            if (type.asInt() == integration) {
                return true;
            }
        }
        return false;
    }

    private int context() {
        return switch (channel.type()) {
            case TEXT, THREAD -> 0;
            case DIRECT_MESSAGES -> channel.recipient().filter(user::equals).isPresent() ? 1 : 2;
            case GROUP -> 2;
        };
    }

    LoopbackUser user() {
        return user;
    }

    LoopbackChannel channel() {
        return channel;
    }

    World world() {
        return world;
    }

    LoopbackInteraction send(
            LoopbackInteraction.Type type,
            ObjectNode data,
            ObjectNode owners,
            ObjectNode metadata,
            LoopbackMessage source) {
        long id = world.nextId();
        String token = world.interactions().newToken();
        metadata.put("id", Json.id(id));
        boolean userInstalledOnly = owners.has("1") && !owners.has("0");
        LoopbackInteraction interaction =
                new LoopbackInteraction(world, id, token, type, user, channel, metadata, userInstalledOnly, source);
        world.interactions().send(interaction, event(interaction, data, owners));
        return interaction;
    }

    private ObjectNode event(LoopbackInteraction interaction, ObjectNode data, ObjectNode owners) {
        ObjectNode event = Json.object()
                .put("id", Json.id(interaction.id()))
                .put("application_id", Json.id(world.bot().id()))
                .put("type", interaction.type().number)
                .put("token", interaction.token())
                .put("version", 1)
                .put("channel_id", Json.id(channel.id()))
                .put("context", context())
                .put("locale", user.locale())
                .put("attachment_size_limit", channel.fileLimit())
                .put("app_permissions", Long.toUnsignedString(appPermissions()));
        event.set("data", data);
        event.set("authorizing_integration_owners", owners);
        event.putArray("entitlements");
        ObjectNode place = channel.json();
        if (channel.guild().isPresent()) {
            LoopbackGuild guild = channel.guild().get();
            String permissions = Long.toUnsignedString(channel.permissionBits(user));
            event.put("guild_id", Json.id(guild.id())).put("guild_locale", guild.locale());
            event.set("guild", guild.partial());
            LoopbackMember member =
                    guild.member(user.id()).orElseThrow(() -> new IllegalStateException(user + " is not in " + guild));
            event.set("member", member.json().put("permissions", permissions));
            place.put("permissions", permissions);
        } else {
            event.set("user", user.json());
        }
        event.set("channel", place);
        interaction.source().ifPresent(message -> event.set("message", message.render()));
        return event;
    }

    private long appPermissions() {
        return channel.guild().isPresent() && !channel.guild().get().hasBot()
                ? Permission.getRaw(LoopbackGuild.EVERYONE)
                : channel.permissionBits(world.bot());
    }

    static void check(boolean possible, String otherwise) {
        if (!possible) {
            throw new IllegalStateException(otherwise);
        }
    }
}
