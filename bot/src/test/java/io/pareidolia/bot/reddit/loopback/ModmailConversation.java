package io.pareidolia.bot.reddit.loopback;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pareidolia.bot.discord.loopback.Json;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A conversation with the moderators of a subreddit. */
public final class ModmailConversation {
    /** One letter of it. */
    public record Letter(String id, Redditor author, String body, Instant time) {}

    private final World world;
    private final LoopbackSubreddit subreddit;
    private final String id;
    private final String subject;
    private final List<Letter> letters = new CopyOnWriteArrayList<>();

    ModmailConversation(LoopbackSubreddit subreddit, String subject) {
        this.world = subreddit.world();
        this.subreddit = subreddit;
        this.id = world.nextId();
        this.subject = subject;
    }

    public String id() {
        return id;
    }

    public String subject() {
        return subject;
    }

    public LoopbackSubreddit subreddit() {
        return subreddit;
    }

    /** The first first. */
    public List<Letter> letters() {
        return List.copyOf(letters);
    }

    /** What was written first. */
    public String body() {
        return letters.get(0).body();
    }

    /** Who began it. */
    public Redditor author() {
        return letters.get(0).author();
    }

    void write(Redditor author, String body) {
        letters.add(new Letter(world.nextId(), author, body, world.clock().instant()));
    }

    ObjectNode json() {
        ObjectNode json = Json.object();
        ObjectNode conversation = json.putObject("conversation")
                .put("id", id)
                .put("subject", subject)
                .put("numMessages", letters.size())
                .put("isInternal", subreddit.isModerator(author()))
                .put("isAuto", false)
                .put("isHighlighted", false)
                .put("isRepliable", true)
                .put("state", 1)
                .put(
                        "lastUpdated",
                        letters.get(letters.size() - 1).time().toString().replaceFirst("Z$", "+00:00"));
        conversation
                .putObject("owner")
                .put("id", subreddit.fullname())
                .put("displayName", subreddit.name())
                .put("type", "subreddit");
        ObjectNode messages = json.putObject("messages");
        ArrayNode ids = conversation.putArray("objIds");
        for (Letter letter : letters) {
            ids.addObject().put("id", letter.id()).put("key", "messages");
            ObjectNode message = messages.putObject(letter.id())
                    .put("id", letter.id())
                    .put("body", Words.html(letter.body()))
                    .put("bodyMarkdown", letter.body())
                    .put("isInternal", false)
                    .put("date", letter.time().toString().replaceFirst("Z$", "+00:00"));
            message.putObject("author")
                    .put("name", letter.author().name())
                    .put("isMod", subreddit.isModerator(letter.author()))
                    .put("isDeleted", false);
        }
        json.putObject("modActions");
        return json;
    }
}
