package io.pareidolia.bot.discord.loopback;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** A no of Discord, with the code that its documentation gives it. */
final class DiscordError extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int status;
    private final transient ObjectNode body;

    DiscordError(int status, int code, String message) {
        super(code + " " + message);
        this.status = status;
        body = Json.object().put("message", message).put("code", code);
    }

    int status() {
        return status;
    }

    ObjectNode body() {
        return body;
    }

    /** 50035, with the fault at its place. */
    static DiscordError invalid(String field, String code, String message) {
        DiscordError error = new DiscordError(400, 50035, "Invalid Form Body");
        ObjectNode place = error.body.putObject("errors");
        for (String step : List.of(field.split("\\.", -1))) {
            place = place.putObject(step);
        }
        place.putArray("_errors").addObject().put("code", code).put("message", message);
        return error;
    }

    static DiscordError unauthorized() {
        return new DiscordError(401, 0, "401: Unauthorized");
    }

    static DiscordError notFound() {
        return new DiscordError(404, 0, "404: Not Found");
    }

    static DiscordError unknownChannel() {
        return new DiscordError(404, 10003, "Unknown Channel");
    }

    static DiscordError unknownGuild() {
        return new DiscordError(404, 10004, "Unknown Guild");
    }

    static DiscordError unknownMember() {
        return new DiscordError(404, 10007, "Unknown Member");
    }

    static DiscordError unknownMessage() {
        return new DiscordError(404, 10008, "Unknown Message");
    }

    static DiscordError unknownUser() {
        return new DiscordError(404, 10013, "Unknown User");
    }

    static DiscordError unknownWebhook() {
        return new DiscordError(404, 10015, "Unknown Webhook");
    }

    static DiscordError unknownInteraction() {
        return new DiscordError(404, 10062, "Unknown interaction");
    }

    static DiscordError unknownCommand() {
        return new DiscordError(404, 10063, "Unknown application command");
    }

    static DiscordError tooLarge() {
        return new DiscordError(413, 40005, "Request entity too large");
    }

    static DiscordError alreadyAcknowledged() {
        return new DiscordError(400, 40060, "Interaction has already been acknowledged.");
    }

    static DiscordError tooManyFollowUps() {
        return new DiscordError(400, 40094, "This interaction has reached the maximum number of follow-up messages");
    }

    static DiscordError missingAccess() {
        return new DiscordError(403, 50001, "Missing Access");
    }

    static DiscordError notTheAuthor() {
        return new DiscordError(403, 50005, "Cannot edit a message authored by another user");
    }

    static DiscordError emptyMessage() {
        return new DiscordError(400, 50006, "Cannot send an empty message");
    }

    static DiscordError cannotSendToUser() {
        return new DiscordError(403, 50007, "Cannot send messages to this user");
    }

    static DiscordError missingPermissions() {
        return new DiscordError(403, 50013, "Missing Permissions");
    }

    static DiscordError invalidWebhookToken() {
        return new DiscordError(401, 50027, "Invalid Webhook Token");
    }

    static DiscordError cannotReplyWithoutHistory() {
        return new DiscordError(400, 160002, "Cannot reply without permission to read message history");
    }
}
