package io.pareidolia.bot.reddit.loopback;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pareidolia.bot.discord.loopback.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A person, or the bot, with an inbox. */
public final class Redditor {
    private final String id;
    private final String name;
    private final Set<Redditor> blocked = ConcurrentHashMap.newKeySet();
    private final List<Notice> inbox = new CopyOnWriteArrayList<>();
    private volatile Instant created;
    private volatile long commentKarma = 120;
    private volatile long linkKarma = 340;
    private volatile boolean suspended;
    private volatile String refusesMessages;

    Redditor(World world, String name) {
        this.id = world.nextId();
        this.name = name;
        this.created = world.clock().instant().minus(Duration.ofDays(900));
    }

    public String name() {
        return name;
    }

    public String fullname() {
        return "t2_" + id;
    }

    public Instant created() {
        return created;
    }

    /** Since when the account exists. */
    public Redditor created(Instant since) {
        created = since;
        return this;
    }

    public Redditor karma(long comments, long links) {
        commentKarma = comments;
        linkKarma = links;
        return this;
    }

    /** By Reddit itself. */
    public Redditor suspended(boolean on) {
        suspended = on;
        return this;
    }

    /** Messages to this person are answered with this code, such as NOT_WHITELISTED_BY_USER_MESSAGE. */
    public Redditor refusesMessages(String code) {
        refusesMessages = code;
        return this;
    }

    /** All that was ever brought, the first first. */
    public List<Notice> inbox() {
        return List.copyOf(inbox);
    }

    public List<Notice> unread() {
        return inbox.stream().filter(Notice::isUnread).toList();
    }

    boolean isSuspended() {
        return suspended;
    }

    Optional<String> refusal() {
        return Optional.ofNullable(refusesMessages);
    }

    void block(Redditor other) {
        blocked.add(other);
    }

    boolean blocks(Redditor other) {
        return blocked.contains(other);
    }

    void bring(Notice notice) {
        inbox.add(notice);
    }

    ObjectNode json() {
        if (suspended) {
            return Json.object()
                    .put("name", name)
                    .put("is_suspended", true)
                    .put("total_karma", 0)
                    .put("awarder_karma", 0)
                    .put("awardee_karma", 0)
                    .put("is_blocked", false);
        }
        ObjectNode data = Json.object()
                .put("id", id)
                .put("name", name)
                .put("comment_karma", commentKarma)
                .put("link_karma", linkKarma)
                .put("total_karma", commentKarma + linkKarma)
                .put("awardee_karma", 0)
                .put("awarder_karma", 0)
                .put("has_verified_email", true)
                .put("verified", true)
                .put("is_employee", false)
                .put("is_friend", false)
                .put("is_gold", false)
                .put("is_mod", false)
                .put("has_subscribed", true)
                .put("is_blocked", false)
                .put("icon_img", "")
                .put("hide_from_robots", false)
                .put("accept_followers", true);
        Words.created(data, created);
        return data;
    }

    @Override
    public String toString() {
        return "u/" + name;
    }
}
