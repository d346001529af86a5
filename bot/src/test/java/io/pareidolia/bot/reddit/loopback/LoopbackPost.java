package io.pareidolia.bot.reddit.loopback;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pareidolia.bot.discord.loopback.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A post of any kind. */
public final class LoopbackPost extends LoopbackThing {
    enum Kind {
        IMAGE,
        LINK,
        TEXT,
        VIDEO,
        GALLERY
    }

    private final Kind form;
    private final String title;
    private final String words;
    private final List<LoopbackPicture> pictures;
    private final LoopbackPost crosspostOf;
    private volatile boolean nsfw;
    private volatile boolean spoiler;
    private volatile boolean locked;
    private volatile boolean archived;
    private volatile boolean unprocessed;
    private volatile boolean hinted = true;
    private volatile String removedCategory = "moderator";
    private volatile String flair;
    private volatile Instant edited;

    /**
     * @param words what a text post says, or where a link leads
     * @param pictures what is shown: one of an image, several of a gallery, the preview of a link
     * @param crosspostOf what it repeats, or null
     */
    LoopbackPost(
            Redditor author,
            LoopbackSubreddit subreddit,
            Kind form,
            String title,
            String words,
            List<LoopbackPicture> pictures,
            LoopbackPost crosspostOf) {
        super(subreddit.world(), "t3", author, subreddit);
        this.form = form;
        this.title = title;
        this.words = words;
        this.pictures = List.copyOf(pictures);
        this.crosspostOf = crosspostOf;
        this.nsfw = subreddit.isNsfw();
    }

    public String title() {
        return title;
    }

    @Override
    public LoopbackPost post() {
        return this;
    }

    public List<LoopbackPicture> pictures() {
        return pictures;
    }

    public boolean isNsfw() {
        return nsfw;
    }

    public boolean isSpoiler() {
        return spoiler;
    }

    public Optional<String> flair() {
        return Optional.ofNullable(flair);
    }

    boolean isLocked() {
        return locked;
    }

    boolean isArchived() {
        return archived;
    }

    public LoopbackPost nsfw(boolean on) {
        nsfw = on;
        return this;
    }

    public LoopbackPost spoiler(boolean on) {
        spoiler = on;
        return this;
    }

    public LoopbackPost locked(boolean on) {
        locked = on;
        return this;
    }

    public LoopbackPost archived(boolean on) {
        archived = on;
        return this;
    }

    public LoopbackPost flair(String text) {
        flair = text;
        return this;
    }

    /** Whether Reddit still works on a gallery's pictures, as it does right after posting. */
    public LoopbackPost unprocessed(boolean on) {
        unprocessed = on;
        return this;
    }

    /** Whether {@code post_hint} and {@code preview} are told, which are missing right after posting. */
    public LoopbackPost hinted(boolean on) {
        hinted = on;
        return this;
    }

    /** Who removed it: moderator, reddit, automod_filtered, copyright_takedown, ... */
    public LoopbackPost removedBy(String category) {
        removedCategory = category;
        return this;
    }

    /** All comments that were ever written under it, at any depth, the first first. */
    public List<LoopbackComment> comments() {
        return world().comments().stream()
                .filter(comment -> comment.post() == this)
                .toList();
    }

    @Override
    public String permalink() {
        return subreddit().path() + "/comments/" + id() + "/" + Words.slug(title) + "/";
    }

    /** What it links to. */
    public String url() {
        return switch (form) {
            case IMAGE -> world().pictures().link(pictures.get(0));
            case LINK -> words;
            case TEXT -> world().address() + permalink();
            case VIDEO -> world().address() + "/v.redd.it/" + id();
            case GALLERY -> world().address() + "/gallery/" + id();
        };
    }

    void edited() {
        edited = world().clock().instant();
    }

    ObjectNode json(Redditor viewer) {
        boolean hidden = isRemoved() && !showsRemovedTo(viewer);
        String text = form == Kind.TEXT ? isDeleted() ? NOBODY : hidden ? REMOVED : words : "";
        String url = crosspostOf == null ? url() : crosspostOf.url();
        ObjectNode data = Json.object()
                .put("id", id())
                .put("name", fullname())
                .put("title", title)
                .put("author", isDeleted() ? NOBODY : author().name())
                .put("subreddit", subreddit().name())
                .put("subreddit_id", subreddit().fullname())
                .put("subreddit_name_prefixed", subreddit().prefixed())
                .put("subreddit_type", subreddit().kind())
                .put("permalink", permalink())
                .put("url", url)
                .put("domain", form == Kind.TEXT ? "self." + subreddit().name() : domain())
                .put("selftext", text)
                .put("selftext_html", text.isEmpty() ? null : Words.html(text))
                .put("is_self", form == Kind.TEXT)
                .put("is_video", form == Kind.VIDEO)
                .put("is_reddit_media_domain", form == Kind.IMAGE || form == Kind.VIDEO)
                .put("over_18", nsfw)
                .put("spoiler", spoiler)
                .put("locked", locked)
                .put("archived", archived)
                .put("quarantine", subreddit().isQuarantined())
                .put("hidden", false)
                .put("hide_score", false)
                .put("saved", false)
                .put("stickied", false)
                .put("visited", false)
                .put("clicked", false)
                .put("contest_mode", false)
                .put("can_gild", true)
                .put("can_mod_post", subreddit().isModerator(viewer))
                .put("gilded", 0)
                .put("score", 1)
                .put("ups", 1)
                .put("downs", 0)
                .put("upvote_ratio", 1.0)
                .put("num_comments", comments().size())
                .put("num_crossposts", 0)
                .put("is_crosspostable", true)
                .put("thumbnail", nsfw ? "nsfw" : spoiler ? "spoiler" : "")
                .put("link_flair_text", flair)
                .put("link_flair_type", "text")
                .put("distinguished", isDistinguished() ? "moderator" : null)
                .put("removed_by_category", isDeleted() ? "deleted" : isRemoved() ? removedCategory : null);
        data.putObject("gildings");
        data.putNull("likes");
        data.putNull("author_flair_text");
        data.putNull("link_flair_css_class");
        data.putNull("suggested_sort");
        data.putNull("num_reports");
        data.putNull("secure_media");
        data.putNull("media");
        data.putNull("banned_by");
        Words.created(data, created());
        Words.edited(data, edited);
        Words.author(data, isDeleted() ? null : author());
        if (subreddit().isModerator(viewer)) {
            data.put("removed", isRemoved())
                    .put("spam", false)
                    .put("approved", false)
                    .put("banned_by", isRemoved() ? removedBy().name() : null);
        }
        if (form != Kind.TEXT) {
            data.put("url_overridden_by_dest", url);
        }
        if (crosspostOf == null) {
            media(data);
        } else {
            // a crosspost of a gallery has neither its pictures nor their particulars: the parent has them
            data.put("crosspost_parent", crosspostOf.fullname());
            data.putArray("crosspost_parent_list").add(crosspostOf.json(viewer));
        }
        return data;
    }

    private String domain() {
        return switch (form) {
            case IMAGE -> "i.redd.it";
            case VIDEO -> "v.redd.it";
            case LINK -> words.replaceFirst("^https?://", "").replaceFirst("[/:?].*$", "");
            case TEXT, GALLERY -> "reddit.com";
        };
    }

    private void media(ObjectNode data) {
        if (form == Kind.GALLERY) {
            data.put("is_gallery", true);
            if (!isDeleted() && !isRemoved()) {
                gallery(data);
            }
        } else if (form == Kind.VIDEO) {
            video(data);
        } else if (!pictures.isEmpty() && hinted && !isDeleted()) {
            data.put("post_hint", form == Kind.IMAGE ? "image" : "link");
            data.set("preview", preview(form == Kind.IMAGE));
        }
    }

    private void gallery(ObjectNode data) {
        ArrayNode items = data.putObject("gallery_data").putArray("items");
        int number = 1;
        ObjectNode metadata = Json.object();
        // the metadata is a set: it does not keep the order of the gallery
        List<LoopbackPicture> unordered = new ArrayList<>(pictures);
        unordered.sort((one, other) -> other.id().compareTo(one.id()));
        for (LoopbackPicture picture : unordered) {
            metadata.set(
                    picture.id(),
                    unprocessed
                            ? Json.object().put("status", "unprocessed")
                            : world().pictures().metadata(picture));
        }
        for (LoopbackPicture picture : pictures) {
            items.addObject().put("media_id", picture.id()).put("id", 1_000 + number++);
        }
        data.set("media_metadata", metadata);
    }

    private void video(ObjectNode data) {
        ObjectNode media = Json.object();
        media.putObject("reddit_video")
                .put("fallback_url", url() + "/DASH_720.mp4")
                .put("duration", 12)
                .put("width", 1_280)
                .put("height", 720)
                .put("is_gif", false);
        data.put("post_hint", "hosted:video");
        data.set("media", media);
        data.set("secure_media", media.deepCopy());
        if (!pictures.isEmpty()) {
            data.set("preview", preview(false));
        }
    }

    private ObjectNode preview(boolean enabled) {
        ObjectNode preview = Json.object();
        ObjectNode image = preview.putArray("images").addObject();
        LoopbackPicture picture = pictures.get(0);
        image.put("id", "preview-" + picture.id());
        image.set("source", size(picture));
        image.putArray("resolutions").add(size(picture));
        image.putObject("variants");
        preview.put("enabled", enabled);
        return preview;
    }

    private ObjectNode size(LoopbackPicture picture) {
        return Json.object()
                .put("url", world().pictures().preview(picture))
                .put("width", picture.width())
                .put("height", picture.height());
    }
}
