package io.pareidolia.bot.reddit.loopback;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.RoutesConfig;
import io.pareidolia.bot.discord.loopback.Json;
import java.util.Optional;
import java.util.stream.Stream;

/** Conversations with moderators. */
final class ModmailApi {
    private static final String CONVERSATIONS = "/api/mod/conversations";

    private final World world;

    ModmailApi(World world) {
        this.world = world;
    }

    void configure(RedditApi api, RoutesConfig routes) {
        api.post(routes, CONVERSATIONS, "modmail", this::begin);
        api.get(routes, CONVERSATIONS, "modmail", this::all);
        api.get(
                routes,
                CONVERSATIONS + "/{id}",
                "modmail",
                request -> conversation(request).json());
        api.post(routes, CONVERSATIONS + "/{id}", "modmail", this::answer);
    }

    private JsonNode begin(Request request) {
        String subject = filled(request, "subject");
        String body = filled(request, "body");
        LoopbackSubreddit subreddit = world.findSubreddit(filled(request, "srName"))
                .orElseThrow(() ->
                        RedditError.explained(400, "SUBREDDIT_NOEXIST", "that subreddit doesn't exist", "srName"));
        Redditor bot = world.bot();
        subreddit.checkVisible(bot);
        if (subreddit.isMuted(bot)) {
            throw RedditError.explained(403, "USER_MUTED", "You have been muted from this community.", "srName");
        }
        String to = request.text("to").replaceFirst("^/?u/", "");
        ModmailConversation conversation = new ModmailConversation(subreddit, subject);
        if (!to.isEmpty() && !to.equalsIgnoreCase(bot.name())) {
            if (!subreddit.isModerator(bot)) {
                throw RedditError.status(403);
            }
            Optional<Redditor> person = world.findUser(to);
            if (person.isEmpty()) {
                throw RedditError.explained(400, "USER_DOESNT_EXIST", "that user doesn't exist", "to");
            }
            world.send(null, subreddit, person.get(), subject, body);
        }
        conversation.write(bot, body);
        subreddit.add(conversation);
        request.context().status(201);
        return conversation.json();
    }

    private static String filled(Request request, String name) {
        String value = request.text(name);
        if (value.isBlank()) {
            throw RedditError.explained(400, "NO_TEXT", "we need something here", name);
        }
        return value;
    }

    private Stream<ModmailConversation> seen() {
        return world.subreddits().stream()
                .flatMap(subreddit -> subreddit.modmail().stream())
                .filter(conversation ->
                        conversation.subreddit().isModerator(world.bot()) || conversation.author() == world.bot());
    }

    private JsonNode all(Request request) {
        ObjectNode json = Json.object();
        ObjectNode conversations = json.putObject("conversations");
        ObjectNode messages = json.putObject("messages");
        ArrayNode ids = json.putArray("conversationIds");
        json.putNull("viewerId");
        String wanted = request.text("entity");
        seen().filter(conversation -> wanted.isEmpty()
                        || wanted.equalsIgnoreCase(conversation.subreddit().name()))
                .forEach(conversation -> {
                    ObjectNode one = conversation.json();
                    ids.add(conversation.id());
                    conversations.set(conversation.id(), one.get("conversation"));
                    messages.setAll((ObjectNode) one.get("messages"));
                });
        return json;
    }

    private ModmailConversation conversation(Request request) {
        return seen().filter(conversation -> conversation.id().equals(request.path("id")))
                .findFirst()
                .orElseThrow(() -> RedditError.reason(404, "CONVERSATION_NOT_FOUND"));
    }

    private JsonNode answer(Request request) {
        ModmailConversation conversation = conversation(request);
        conversation.write(world.bot(), filled(request, "body"));
        request.context().status(201);
        return conversation.json();
    }
}
