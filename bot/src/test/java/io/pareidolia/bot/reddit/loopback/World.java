package io.pareidolia.bot.reddit.loopback;

import io.pareidolia.bot.discord.loopback.LoopbackClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * All that the loopback Reddit knows of. It is its own lock: whoever changes anything in it holds its monitor, and it
 * wakes those who wait with every change.
 */
final class World {
    /** More names in one comment notify nobody. */
    private static final int MOST_NAMES = 3;

    private static final Pattern NAME = Pattern.compile("(?<![\\w/])/?u/([A-Za-z0-9_-]{3,20})\\b");

    private final LoopbackClock clock = new LoopbackClock();
    private final AtomicLong ids = new AtomicLong(Long.parseLong("1a2b00", 36));
    private final Map<String, Redditor> users = new LinkedHashMap<>();
    private final Map<String, LoopbackSubreddit> subreddits = new LinkedHashMap<>();
    private final Map<String, LoopbackPost> posts = new LinkedHashMap<>();
    private final Map<String, LoopbackComment> comments = new LinkedHashMap<>();
    private final List<Notice> messages = new CopyOnWriteArrayList<>();
    private final PictureHost pictures = new PictureHost(this);
    private final Uploads uploads = new Uploads(this);
    private final Redditor bot;
    private volatile String address = "";

    World(String botName) {
        bot = user(botName);
        subreddit("u_" + botName).kind("user").moderators(bot);
    }

    LoopbackClock clock() {
        return clock;
    }

    PictureHost pictures() {
        return pictures;
    }

    Uploads uploads() {
        return uploads;
    }

    Redditor bot() {
        return bot;
    }

    void standsAt(String newAddress) {
        address = newAddress;
    }

    String address() {
        return address;
    }

    String nextId() {
        return Long.toString(ids.incrementAndGet(), 36);
    }

    /** The one of that name, new if there is none. */
    synchronized Redditor user(String name) {
        return users.computeIfAbsent(name.toLowerCase(Locale.ROOT), fresh -> new Redditor(this, name));
    }

    synchronized Optional<Redditor> findUser(String name) {
        return Optional.ofNullable(users.get(name.toLowerCase(Locale.ROOT)));
    }

    /** The one of that name, new if there is none. */
    synchronized LoopbackSubreddit subreddit(String name) {
        return subreddits.computeIfAbsent(name.toLowerCase(Locale.ROOT), fresh -> new LoopbackSubreddit(this, name));
    }

    synchronized Optional<LoopbackSubreddit> findSubreddit(String name) {
        return Optional.ofNullable(subreddits.get(name.toLowerCase(Locale.ROOT)));
    }

    synchronized List<Redditor> users() {
        return new ArrayList<>(users.values());
    }

    synchronized List<LoopbackSubreddit> subreddits() {
        return new ArrayList<>(subreddits.values());
    }

    synchronized List<LoopbackPost> posts() {
        return new ArrayList<>(posts.values());
    }

    synchronized List<LoopbackComment> comments() {
        return new ArrayList<>(comments.values());
    }

    /** Every message that was ever sent, by whomever. */
    List<Notice> messages() {
        return List.copyOf(messages);
    }

    synchronized Optional<LoopbackPost> post(String fullname) {
        return Optional.ofNullable(posts.get(fullname));
    }

    synchronized Optional<LoopbackComment> comment(String fullname) {
        return Optional.ofNullable(comments.get(fullname));
    }

    synchronized Optional<LoopbackThing> thing(String fullname) {
        LoopbackPost post = posts.get(fullname);
        return Optional.ofNullable(post == null ? comments.get(fullname) : post);
    }

    synchronized LoopbackPost add(LoopbackPost post) {
        posts.put(post.fullname(), post);
        post.subreddit().add(post);
        notifyAll();
        return post;
    }

    /** Writes a comment and tells those whom it concerns. */
    synchronized LoopbackComment write(Redditor author, LoopbackThing parent, Writing writing) {
        LoopbackComment comment = new LoopbackComment(author, parent, writing);
        comments.put(comment.fullname(), comment);
        parent.add(comment);
        Redditor answered = parent.author();
        if (answered != author && !parent.isDeleted()) {
            String type = parent instanceof LoopbackPost ? Notice.POST_REPLY : Notice.COMMENT_REPLY;
            bring(comment, type, answered);
        }
        List<String> names = NAME.matcher(writing.markdown())
                .results()
                .map(found -> found.group(1).toLowerCase(Locale.ROOT))
                .distinct()
                .toList();
        if (names.size() <= MOST_NAMES) {
            names.stream()
                    .flatMap(name -> findUser(name).stream())
                    .filter(named -> named != author && (named != answered || parent.isDeleted()))
                    .forEach(named -> bring(comment, Notice.MENTION, named));
        }
        notifyAll();
        return comment;
    }

    private void bring(LoopbackComment comment, String type, Redditor to) {
        LoopbackSubreddit subreddit = comment.subreddit();
        boolean shut = subreddit.kind().equals("private") && !subreddit.isContributor(to) && !subreddit.isModerator(to);
        if (!to.blocks(comment.author()) && !shut) {
            to.bring(Notice.about(comment, type, to));
        }
    }

    /** Sends a message; without an author the subreddit's moderators send it. */
    synchronized Notice send(Redditor author, LoopbackSubreddit subreddit, Redditor to, String subject, String body) {
        Notice message = Notice.message(this, author, subreddit, to, subject, body);
        messages.add(message);
        to.bring(message);
        notifyAll();
        return message;
    }

    /**
     * Waits until there is such a thing.
     *
     * @throws AssertionError if it takes longer than that
     */
    <T> T await(Duration patience, String what, Supplier<Optional<T>> there) {
        long end = System.nanoTime() + patience.toNanos();
        synchronized (this) {
            Optional<T> thing = there.get();
            while (thing.isEmpty()) {
                long left = (end - System.nanoTime()) / 1_000_000;
                if (left <= 0) {
                    throw new AssertionError("waited " + patience.toMillis() + " ms in vain for " + what);
                }
                try {
                    wait(left);
                } catch (InterruptedException ended) {
                    Thread.currentThread().interrupt();
                    throw new AssertionError("interrupted while waiting for " + what, ended);
                }
                thing = there.get();
            }
            return thing.get();
        }
    }
}
