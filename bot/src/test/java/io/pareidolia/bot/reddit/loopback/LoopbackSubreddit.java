package io.pareidolia.bot.reddit.loopback;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pareidolia.bot.discord.loopback.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/** A subreddit with its rules. What a test sets here holds at once. */
public final class LoopbackSubreddit {
    private final World world;
    private final String id;
    private final String name;
    private final Instant created;
    private final WikiPages wiki;
    private final Set<Redditor> moderators = ConcurrentHashMap.newKeySet();
    private final Set<Redditor> contributors = ConcurrentHashMap.newKeySet();
    private final Set<Redditor> banned = ConcurrentHashMap.newKeySet();
    private final Set<Redditor> muted = ConcurrentHashMap.newKeySet();
    private final Set<Redditor> invited = ConcurrentHashMap.newKeySet();
    private final Set<String> mediaInComments = ConcurrentHashMap.newKeySet();
    private final List<LoopbackPost> posts = new CopyOnWriteArrayList<>();
    private final List<ModmailConversation> conversations = new CopyOnWriteArrayList<>();
    private volatile String kind = "public";
    private volatile String submissions = "any";
    private volatile boolean nsfw;
    private volatile boolean quarantined;
    private volatile boolean shut;
    private volatile boolean allowsImages = true;
    private volatile boolean allowsGalleries = true;
    private volatile Supplier<RedditError> refusal;
    private volatile RateLimitForm rateLimitForm = RateLimitForm.SECONDS_AND_TEXT;
    private volatile Instant parkedUntil = Instant.EPOCH;
    private volatile Duration pause = Duration.ZERO;

    LoopbackSubreddit(World world, String name) {
        this.world = world;
        this.id = world.nextId();
        this.name = name;
        this.created = world.clock().instant().minus(Duration.ofDays(2_000));
        this.wiki = new WikiPages(world, this);
    }

    World world() {
        return world;
    }

    public String name() {
        return name;
    }

    public String fullname() {
        return "t5_" + id;
    }

    /** public, private, restricted, archived, or user for a profile. */
    public LoopbackSubreddit kind(String kind) {
        this.kind = kind;
        return this;
    }

    public LoopbackSubreddit nsfw(boolean on) {
        nsfw = on;
        return this;
    }

    public LoopbackSubreddit quarantined(boolean on) {
        quarantined = on;
        return this;
    }

    /** Shut by Reddit: it answers 404. */
    public LoopbackSubreddit shut(boolean on) {
        shut = on;
        return this;
    }

    /** Posts with pictures. */
    public LoopbackSubreddit allowsImages(boolean on) {
        allowsImages = on;
        return this;
    }

    public LoopbackSubreddit allowsGalleries(boolean on) {
        allowsGalleries = on;
        return this;
    }

    /** any, link or self. */
    public LoopbackSubreddit submissions(String type) {
        submissions = type;
        return this;
    }

    /** Pictures inside of comments, which few subreddits allow. */
    public LoopbackSubreddit picturesInComments(boolean on) {
        if (on) {
            mediaInComments.add("static");
        } else {
            mediaInComments.remove("static");
        }
        return this;
    }

    public LoopbackSubreddit moderators(Redditor... more) {
        moderators.addAll(List.of(more));
        return this;
    }

    public LoopbackSubreddit contributors(Redditor... more) {
        contributors.addAll(List.of(more));
        return this;
    }

    /** No longer moderator. */
    public LoopbackSubreddit dismisses(Redditor moderator) {
        moderators.remove(moderator);
        return this;
    }

    /** The bot has commented too much here: so long every comment and post is refused, unless it moderates here. */
    public LoopbackSubreddit rateLimit(Duration wait, RateLimitForm form) {
        rateLimitForm = form;
        parkedUntil = world.clock().instant().plus(wait);
        return this;
    }

    /** After each comment or post the next may come only so much later, as for an account of little karma. */
    public LoopbackSubreddit oneAnswerEvery(Duration pause, RateLimitForm form) {
        rateLimitForm = form;
        this.pause = pause;
        return this;
    }

    /** Every comment and post is refused with this code, such as SUBREDDIT_OUTBOUND_LINKING_DISALLOWED. */
    public LoopbackSubreddit refuses(String code, String text, String field) {
        refusal = () -> RedditError.code(code, text, field);
        return this;
    }

    /** What {@link #refuses} did is over. */
    public LoopbackSubreddit refusesNothing() {
        refusal = null;
        return this;
    }

    public boolean isModerator(Redditor user) {
        return moderators.contains(user);
    }

    public boolean isContributor(Redditor user) {
        return contributors.contains(user);
    }

    public boolean isBanned(Redditor user) {
        return banned.contains(user);
    }

    public boolean isMuted(Redditor user) {
        return muted.contains(user);
    }

    boolean isInvited(Redditor user) {
        return invited.contains(user);
    }

    void ban(Redditor user, boolean on) {
        change(banned, user, on);
    }

    void mute(Redditor user, boolean on) {
        change(muted, user, on);
    }

    void invite(Redditor user, boolean on) {
        change(invited, user, on);
    }

    private static void change(Set<Redditor> set, Redditor user, boolean in) {
        if (in) {
            set.add(user);
        } else {
            set.remove(user);
        }
    }

    /** Its wiki. */
    public WikiPages wiki() {
        return wiki;
    }

    /** Its posts, the first first. */
    public List<LoopbackPost> posts() {
        return List.copyOf(posts);
    }

    /** What was written to or by its moderators, the first first. */
    public List<ModmailConversation> modmail() {
        return List.copyOf(conversations);
    }

    void add(LoopbackPost post) {
        posts.add(post);
    }

    void add(ModmailConversation conversation) {
        conversations.add(conversation);
    }

    Set<Redditor> moderators() {
        return moderators;
    }

    Set<Redditor> contributors() {
        return contributors;
    }

    Set<Redditor> banned() {
        return banned;
    }

    String kind() {
        return kind;
    }

    boolean isNsfw() {
        return nsfw;
    }

    boolean isQuarantined() {
        return quarantined;
    }

    boolean takesImages() {
        return allowsImages && !submissions.equals("self");
    }

    boolean takesTexts() {
        return !submissions.equals("link");
    }

    boolean takesPicturesInComments() {
        return mediaInComments.contains("static");
    }

    String prefixed() {
        return name.startsWith("u_") ? "u/" + name.substring(2) : "r/" + name;
    }

    String path() {
        return name.startsWith("u_") ? "/user/" + name.substring(2) : "/r/" + name;
    }

    /** Refuses those who may not even look. */
    void checkVisible(Redditor viewer) {
        if (shut) {
            throw RedditError.reason(404, "banned");
        }
        boolean inside = isModerator(viewer) || isContributor(viewer);
        if (kind.equals("private") && !inside) {
            throw RedditError.reason(403, "private");
        }
    }

    /** Refuses those who may not write, for any reason but the place where they want to write. */
    void checkWritable(Redditor writer, boolean comment) {
        checkVisible(writer);
        if (isBanned(writer)) {
            throw RedditError.status(403);
        }
        boolean inside = isModerator(writer) || isContributor(writer);
        if (!comment && !inside && (kind.equals("restricted") || kind.equals("archived"))) {
            throw RedditError.code("SUBREDDIT_NOTALLOWED", "you aren't allowed to post there.", "sr");
        }
        if (kind.equals("user") && !comment && !isModerator(writer)) {
            throw RedditError.code("SUBREDDIT_NOTALLOWED", "you aren't allowed to post there.", "sr");
        }
        Supplier<RedditError> no = refusal;
        if (no != null) {
            throw no.get();
        }
        Duration left = Duration.between(world.clock().instant(), parkedUntil);
        if (!left.isNegative() && !left.isZero() && !isModerator(writer)) {
            throw rateLimitForm.error(left);
        }
    }

    /** Notes that the bot has written. */
    void wrote() {
        if (!pause.isZero()) {
            parkedUntil = world.clock().instant().plus(pause);
        }
    }

    ObjectNode json(Redditor viewer) {
        ObjectNode data = Json.object()
                .put("id", id)
                .put("name", fullname())
                .put("display_name", name)
                .put("display_name_prefixed", prefixed())
                .put("title", name)
                .put("url", path() + "/")
                .put("public_description", "")
                .put("description", "")
                .put("subreddit_type", kind)
                .put("submission_type", submissions)
                .put("over18", nsfw)
                .put("quarantine", quarantined)
                .put("allow_images", allowsImages)
                .put("allow_galleries", allowsGalleries)
                .put("allow_videos", true)
                .put("spoilers_enabled", true)
                .put("wiki_enabled", wiki.isEnabled())
                .put("restrict_commenting", false)
                .put("restrict_posting", kind.equals("restricted"))
                .put("accounts_active_fuzzed", false)
                .put("accounts_active", 7)
                .put("subscribers", 1_234)
                .put("comment_score_hide_mins", 0)
                .put("user_is_banned", isBanned(viewer))
                .put("user_is_muted", isMuted(viewer))
                .put("user_is_moderator", isModerator(viewer))
                .put("user_is_contributor", isContributor(viewer))
                .put("user_is_subscriber", false)
                .put("hide_ads", false)
                .put("lang", "en");
        data.putNull("suggested_comment_sort");
        data.putNull("user_flair_text");
        Words.created(data, created);
        ArrayNode media = data.putArray("allowed_media_in_comments");
        mediaInComments.stream().sorted().forEach(media::add);
        return Words.kind("t5", data);
    }

    Optional<ModmailConversation> conversation(String wanted) {
        return conversations.stream()
                .filter(conversation -> conversation.id().equals(wanted))
                .findFirst();
    }

    @Override
    public String toString() {
        return "r/" + name;
    }
}
