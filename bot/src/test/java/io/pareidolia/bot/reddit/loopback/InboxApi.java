package io.pareidolia.bot.reddit.loopback;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.RoutesConfig;
import io.pareidolia.bot.discord.loopback.Json;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The account, its inbox, and messages. */
final class InboxApi {
    private static final int MOST_READ_AT_ONCE = 25;
    private static final int LONGEST_SUBJECT = 100;
    private static final int LONGEST_MESSAGE = 10_000;

    private final World world;

    InboxApi(World world) {
        this.world = world;
    }

    void configure(RedditApi api, RoutesConfig routes) {
        api.get(routes, "/api/v1/me", "identity", request -> me());
        api.get(routes, "/message/unread", "privatemessages", request -> unread(request));
        api.get(
                routes,
                "/message/mentions",
                "privatemessages",
                request -> inbox(request, notice -> notice.type().equals(Notice.MENTION)));
        api.get(routes, "/message/inbox", "privatemessages", request -> inbox(request, notice -> true));
        api.get(routes, "/message/messages", "privatemessages", request -> {
            request.context().redirect("https://www.reddit.com/login/?dest=%2Fmessage%2Fmessages");
            return null;
        });
        api.get(
                routes,
                "/message/sent",
                "privatemessages",
                request -> Listings.slice(
                        world.messages().stream()
                                .filter(message -> message.author()
                                        .filter(world.bot()::equals)
                                        .isPresent())
                                .toList(),
                        request,
                        Notice::fullname,
                        Notice::json));
        api.post(routes, "/api/read_message", "privatemessages", request -> read(request, true));
        api.post(routes, "/api/unread_message", "privatemessages", request -> read(request, false));
        api.post(routes, "/api/compose", "privatemessages", this::compose);
    }

    private JsonNode me() {
        Redditor bot = world.bot();
        ObjectNode data = bot.json();
        data.put("inbox_count", bot.unread().size())
                .put("has_mail", !bot.unread().isEmpty())
                .put("has_mod_mail", false)
                .put("over_18", true)
                .put("is_suspended", bot.isSuspended());
        data.putObject("features");
        return data;
    }

    private JsonNode unread(Request request) {
        JsonNode listing = inbox(request, Notice::isUnread);
        if (!request.text("mark").equalsIgnoreCase("false")) {
            world.bot().unread().forEach(notice -> notice.read(true));
        }
        return listing;
    }

    private JsonNode inbox(Request request, Predicate<Notice> shown) {
        return Listings.slice(
                world.bot().inbox().stream()
                        .filter(Notice::isThere)
                        .filter(shown)
                        .toList(),
                request,
                Notice::fullname,
                Notice::json);
    }

    private JsonNode read(Request request, boolean done) {
        List<String> names = request.list("id");
        if (names.isEmpty() || names.size() > MOST_READ_AT_ONCE) {
            throw RedditError.explained(400, "BAD_ID", "between 1 and " + MOST_READ_AT_ONCE + " ids", "id");
        }
        world.bot().inbox().stream()
                .filter(notice -> names.contains(notice.fullname()))
                .forEach(notice -> notice.read(done));
        return Json.object();
    }

    private JsonNode compose(Request request) {
        String subject = request.text("subject");
        String text = request.text("text");
        checkLetter(subject, text);
        String to = request.text("to");
        if (to.startsWith("/r/") || to.startsWith("r/") || to.startsWith("#")) {
            toModerators(world, to.replaceFirst("^(/?r/|#)", ""), subject, text);
            return Words.nothing();
        }
        Optional<Redditor> person = world.findUser(to.replaceFirst("^/?u/", ""));
        if (person.isEmpty()) {
            throw RedditError.code("USER_DOESNT_EXIST", "that user doesn't exist", "to");
        }
        send(person.get(), subject, text);
        return Words.nothing();
    }

    private static void checkLetter(String subject, String text) {
        if (subject.isEmpty()) {
            throw RedditError.code("NO_SUBJECT", "please enter a subject", "subject");
        } else if (subject.length() > LONGEST_SUBJECT) {
            throw RedditError.code("TOO_LONG", "this is too long (max: " + LONGEST_SUBJECT + ")", "subject");
        }
        checkText(text);
    }

    static void checkText(String text) {
        if (text.isBlank()) {
            throw RedditError.code("NO_TEXT", "we need something here", "text");
        } else if (text.length() > LONGEST_MESSAGE) {
            throw RedditError.code("TOO_LONG", "this is too long (max: " + LONGEST_MESSAGE + ")", "text");
        }
    }

    private void send(Redditor to, String subject, String text) {
        if (to.blocks(world.bot())) {
            throw RedditError.code("USER_BLOCKED_MESSAGE", "can't send message to that user", "to");
        }
        to.refusal().ifPresent(code -> {
            throw RedditError.code(code, "that user isn't accepting messages", "to");
        });
        world.send(world.bot(), null, to, subject, text);
    }

    static ModmailConversation toModerators(World world, String name, String subject, String text) {
        LoopbackSubreddit subreddit = world.findSubreddit(name)
                .orElseThrow(() -> RedditError.code(
                        "SUBREDDIT_NOEXIST", "Hmm, that community doesn't exist. Try checking the spelling.", "to"));
        if (subreddit.isMuted(world.bot())) {
            throw RedditError.code("USER_MUTED", "You have been muted from this community.", "to");
        }
        ModmailConversation conversation = new ModmailConversation(subreddit, subject);
        conversation.write(world.bot(), text);
        subreddit.add(conversation);
        return conversation;
    }
}
