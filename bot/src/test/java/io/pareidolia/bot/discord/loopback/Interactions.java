package io.pareidolia.bot.discord.loopback;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.dv8tion.jda.api.Permission;

/** Gives interactions to the bot, and takes what it answers while their tokens live. */
final class Interactions {
    static final Duration TO_ACKNOWLEDGE = Duration.ofSeconds(3);
    static final Duration TOKEN_LIFE = Duration.ofMinutes(15);

    private static final int MESSAGE = 4;
    private static final int DEFERRED_MESSAGE = 5;
    private static final int DEFERRED_EDIT = 6;
    private static final int EDIT = 7;
    private static final int CHOICES = 8;
    private static final int MODAL = 9;
    private static final int MOST_FOLLOW_UPS_OF_USER_INSTALL = 5;
    private static final int SLASH_ANSWER = 20;
    private static final int REPLY = 19;
    private static final int CONTEXT_ANSWER = 23;

    private final World world;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, LoopbackInteraction> byToken = new LinkedHashMap<>();

    Interactions(World world) {
        this.world = world;
    }

    List<LoopbackInteraction> all() {
        return new ArrayList<>(byToken.values());
    }

    Optional<LoopbackInteraction> withToken(String token) {
        return Optional.ofNullable(byToken.get(token));
    }

    String newToken() {
        byte[] bytes = new byte[96];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    void send(LoopbackInteraction interaction, ObjectNode event) {
        byToken.put(interaction.token(), interaction);
        long guild = interaction.channel().guild().map(LoopbackGuild::id).orElse(0L);
        if (world.gateway().dispatch("INTERACTION_CREATE", event, guild)) {
            interaction.delivered();
        }
    }

    /** The first answer; what it says of the message that it made, if it made one. */
    ObjectNode callback(String id, String token, Payload payload) {
        LoopbackInteraction interaction = byToken.get(token);
        if (interaction == null || !Json.id(interaction.id()).equals(id)) {
            throw DiscordError.unknownInteraction();
        } else if (interaction.isAcknowledged()) {
            throw DiscordError.alreadyAcknowledged();
        } else if (isOver(interaction, TO_ACKNOWLEDGE)) {
            throw DiscordError.unknownInteraction();
        }
        int how = payload.object().path("type").asInt();
        checkSuits(interaction, how);
        Payload data = payload.data();
        switch (how) {
            case MESSAGE, DEFERRED_MESSAGE -> answer(interaction, data, how == DEFERRED_MESSAGE);
            case DEFERRED_EDIT -> interaction.original(interaction.source().orElseThrow());
            case EDIT -> {
                LoopbackMessage source = interaction.source().orElseThrow();
                world.messages().edit(source, data);
                interaction.original(source);
                interaction.edited();
            }
            case CHOICES -> interaction.choices(checked(data.object().path("choices")));
            default -> {
                MessageRules.checkModal(data.object());
                interaction.modal(data.object());
            }
        }
        interaction.acknowledged(how);
        return report(interaction, how);
    }

    private static void checkSuits(LoopbackInteraction interaction, int how) {
        boolean suits = switch (interaction.type()) {
            case COMMAND -> how == MESSAGE || how == DEFERRED_MESSAGE || how == MODAL;
            case COMPONENT -> (how >= MESSAGE && how <= EDIT) || how == MODAL;
            case COMPLETION -> how == CHOICES;
            case MODAL ->
                how == MESSAGE
                        || how == DEFERRED_MESSAGE
                        || ((how == DEFERRED_EDIT || how == EDIT)
                                && interaction.source().isPresent());
        };
        if (!suits) {
            throw DiscordError.invalid(
                    "type", "INTERACTION_CALLBACK_TYPE_INVALID", "This type of answer does not suit the interaction.");
        }
    }

    private void answer(LoopbackInteraction interaction, Payload data, boolean loading) {
        LoopbackMessage message = message(interaction, data, 0);
        if (loading) {
            message.set(LoopbackMessage.LOADING, true);
        } else {
            world.messages().write(message, data);
        }
        interaction.original(message);
        interaction.add(message);
        world.messages().publish(message);
    }

    private LoopbackMessage message(LoopbackInteraction interaction, Payload data, int otherwise) {
        boolean unwelcome = interaction.isUserInstalledOnly()
                && !interaction.channel().permits(interaction.user(), Permission.USE_EXTERNAL_APPLICATIONS);
        boolean ephemeral = unwelcome || (data.object().path("flags").asInt() & LoopbackMessage.EPHEMERAL) != 0;
        int type = otherwise;
        if (type == 0 && interaction.type() == LoopbackInteraction.Type.COMMAND) {
            type = interaction.metadata().has("target_message_id") ? CONTEXT_ANSWER : SLASH_ANSWER;
        }
        return new LoopbackMessage(
                world, interaction.channel(), world.bot(), type, ephemeral ? interaction.user() : null, interaction);
    }

    private static JsonNode checked(JsonNode choices) {
        if (choices.size() > 25) {
            throw DiscordError.invalid("data.choices", "BASE_TYPE_MAX_LENGTH", "Must be 25 or fewer in length.");
        }
        for (int at = 0; at < choices.size(); at++) {
            MessageRules.length("data.choices." + at + ".name", choices.get(at).path("name"), 1, 100);
            MessageRules.length("data.choices." + at + ".value", choices.get(at).path("value"), 1, 100);
        }
        return choices;
    }

    private static ObjectNode report(LoopbackInteraction interaction, int how) {
        ObjectNode report = Json.object();
        ObjectNode about = report.putObject("interaction")
                .put("id", Json.id(interaction.id()))
                .put("type", interaction.type().number);
        ObjectNode resource = report.putObject("resource").put("type", how);
        LoopbackMessage message = interaction.original().orElse(null);
        if (message != null && (how == MESSAGE || how == DEFERRED_MESSAGE || how == EDIT)) {
            about.put("response_message_id", Json.id(message.id()))
                    .put("response_message_loading", message.isLoading())
                    .put("response_message_ephemeral", message.isEphemeral());
            resource.set("message", message.render());
        }
        return report;
    }

    /** A further message; after a deferral the first of them is what was deferred. */
    LoopbackMessage followUp(String token, Payload payload) {
        LoopbackInteraction interaction = living(token);
        LoopbackMessage original = interaction.original().orElse(null);
        if (original != null && original.isLoading() && !original.isDeleted()) {
            world.messages().write(original, payload);
            original.set(LoopbackMessage.LOADING, false);
            original.written(true);
            return original;
        }
        if (interaction.isUserInstalledOnly() && interaction.followUps() >= MOST_FOLLOW_UPS_OF_USER_INSTALL) {
            throw DiscordError.tooManyFollowUps();
        }
        LoopbackMessage message = message(interaction, payload, REPLY);
        if (original != null && !original.isDeleted()) {
            message.body()
                    .putObject("message_reference")
                    .put("type", 0)
                    .put("message_id", Json.id(original.id()))
                    .put("channel_id", Json.id(interaction.channel().id()));
        }
        world.messages().write(message, payload);
        interaction.add(message);
        world.messages().publish(message);
        return message;
    }

    LoopbackMessage edit(String token, String which, Payload payload) {
        LoopbackMessage message = find(token, which);
        world.messages().edit(message, payload);
        byToken.get(token).edited();
        return message;
    }

    void delete(String token, String which) {
        world.messages().delete(find(token, which));
    }

    LoopbackMessage find(String token, String which) {
        LoopbackInteraction interaction = living(token);
        LoopbackMessage message = which.equals("@original")
                ? interaction.original().orElse(null)
                : interaction.messages().stream()
                        .filter(known -> Json.id(known.id()).equals(which))
                        .findFirst()
                        .or(() -> interaction
                                .source()
                                .filter(known -> Json.id(known.id()).equals(which)))
                        .orElse(null);
        if (message == null || message.isDeleted()) {
            throw DiscordError.unknownMessage();
        }
        return message;
    }

    private LoopbackInteraction living(String token) {
        LoopbackInteraction interaction = byToken.get(token);
        if (interaction == null
                || !interaction.isAcknowledged()
                || interaction.type() == LoopbackInteraction.Type.COMPLETION) {
            throw DiscordError.unknownWebhook();
        } else if (isOver(interaction, TOKEN_LIFE)) {
            throw DiscordError.invalidWebhookToken();
        }
        return interaction;
    }

    private boolean isOver(LoopbackInteraction interaction, Duration life) {
        return world.clock().instant().isAfter(interaction.asked().plus(life));
    }
}
