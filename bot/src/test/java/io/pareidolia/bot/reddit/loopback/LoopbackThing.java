package io.pareidolia.bot.reddit.loopback;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What can be answered: a post or a comment. */
public abstract sealed class LoopbackThing permits LoopbackPost, LoopbackComment {
    static final String NOBODY = "[deleted]";
    static final String REMOVED = "[removed]";

    private final World world;
    private final String kind;
    private final String id;
    private final Redditor author;
    private final LoopbackSubreddit subreddit;
    private final Instant created;
    private final List<LoopbackComment> replies = new CopyOnWriteArrayList<>();
    private volatile boolean deleted;
    private volatile Redditor removedBy;
    private volatile boolean distinguished;

    LoopbackThing(World world, String kind, Redditor author, LoopbackSubreddit subreddit) {
        this.world = world;
        this.kind = kind;
        this.id = world.nextId();
        this.author = author;
        this.subreddit = subreddit;
        this.created = world.clock().instant();
    }

    World world() {
        return world;
    }

    /** Such as "abc". */
    public String id() {
        return id;
    }

    /** Such as "t1_abc". */
    public String fullname() {
        return kind + "_" + id;
    }

    /** Who wrote it, also when it was deleted. */
    public Redditor author() {
        return author;
    }

    public LoopbackSubreddit subreddit() {
        return subreddit;
    }

    public Instant created() {
        return created;
    }

    /** Where it stands, below the address. */
    public abstract String permalink();

    /** The post that it is or stands under. */
    public abstract LoopbackPost post();

    /** All that were ever written directly under it, the first first. */
    public List<LoopbackComment> everReplied() {
        return List.copyOf(replies);
    }

    /** Those of them that are neither deleted nor removed. */
    public List<LoopbackComment> replies() {
        return replies.stream()
                .filter(reply -> !reply.isDeleted() && !reply.isRemoved())
                .toList();
    }

    /** What the bot has answered here that stands. */
    public List<LoopbackComment> answers() {
        return replies().stream().filter(reply -> reply.author() == world.bot()).toList();
    }

    /** What the bot has ever answered here. */
    public List<LoopbackComment> everAnswered() {
        return replies.stream().filter(reply -> reply.author() == world.bot()).toList();
    }

    /** By its author. */
    public boolean isDeleted() {
        return deleted;
    }

    /** By a moderator. */
    public boolean isRemoved() {
        return removedBy != null;
    }

    public boolean isDistinguished() {
        return distinguished;
    }

    Redditor removedBy() {
        return removedBy;
    }

    void add(LoopbackComment reply) {
        replies.add(reply);
    }

    void delete() {
        deleted = true;
    }

    void remove(Redditor moderator) {
        removedBy = moderator;
    }

    void approve() {
        removedBy = null;
    }

    void distinguish(boolean on) {
        distinguished = on;
    }

    /** Whether this person may see what a moderator has removed. */
    boolean showsRemovedTo(Redditor viewer) {
        return subreddit.isModerator(viewer);
    }

    @Override
    public String toString() {
        return fullname() + " of " + author.name() + " in r/" + subreddit.name();
    }
}
