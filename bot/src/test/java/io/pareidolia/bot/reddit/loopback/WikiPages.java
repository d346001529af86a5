package io.pareidolia.bot.reddit.loopback;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The wiki of a subreddit. */
public final class WikiPages {
    private static final int MODERATORS_ONLY = 2;

    /** A page with all its states and who may see it. */
    private static final class Page {
        private final List<WikiRevision> revisions = new ArrayList<>();
        private int permissions;
        private boolean listed = true;
    }

    private final World world;
    private final LoopbackSubreddit subreddit;
    private final Map<String, Page> pages = new LinkedHashMap<>();
    private volatile boolean enabled = true;

    WikiPages(World world, LoopbackSubreddit subreddit) {
        this.world = world;
        this.subreddit = subreddit;
    }

    public WikiPages enabled(boolean on) {
        enabled = on;
        return this;
    }

    boolean isEnabled() {
        return enabled;
    }

    /** What stands there now. */
    public Optional<String> text(String page) {
        synchronized (world) {
            return newest(page).map(WikiRevision::text);
        }
    }

    /** All states, the first first. */
    public List<WikiRevision> revisions(String page) {
        synchronized (world) {
            return pages.containsKey(page) ? List.copyOf(pages.get(page).revisions) : List.of();
        }
    }

    /** Whether only moderators see it. */
    public boolean isHidden(String page) {
        synchronized (world) {
            return page.startsWith("config/")
                    || (pages.containsKey(page) && pages.get(page).permissions == MODERATORS_ONLY);
        }
    }

    /** Whether it stands in the list of pages. */
    public boolean isListed(String page) {
        synchronized (world) {
            return pages.containsKey(page) && pages.get(page).listed;
        }
    }

    List<String> names() {
        return pages.entrySet().stream()
                .filter(entry -> entry.getValue().listed)
                .map(Map.Entry::getKey)
                .toList();
    }

    Optional<WikiRevision> newest(String page) {
        return Optional.ofNullable(pages.get(page)).map(there -> there.revisions.get(there.revisions.size() - 1));
    }

    int permissions(String page) {
        return pages.containsKey(page) ? pages.get(page).permissions : 0;
    }

    WikiRevision write(Redditor author, String page, String text, String reason) {
        WikiRevision revision = new WikiRevision(
                new UUID(page.hashCode(), Long.parseLong(world.nextId(), 36)).toString(),
                text,
                author,
                reason,
                world.clock().instant());
        pages.computeIfAbsent(page, fresh -> new Page()).revisions.add(revision);
        return revision;
    }

    void settings(String page, int permissions, boolean listed) {
        Page there = pages.get(page);
        there.permissions = permissions;
        there.listed = listed;
    }

    boolean sees(Redditor viewer, String page) {
        return subreddit.isModerator(viewer) || !isHidden(page);
    }

    /** Those may who moderate; others where it is open to all, which a moderators' page is not. */
    boolean revises(Redditor writer, String page) {
        return subreddit.isModerator(writer)
                || (subreddit.isContributor(writer) && permissions(page) == 0 && !page.startsWith("config/"));
    }
}
