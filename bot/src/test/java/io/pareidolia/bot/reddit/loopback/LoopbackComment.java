package io.pareidolia.bot.reddit.loopback;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pareidolia.bot.discord.loopback.Json;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** A comment as it stands, and as it stood. */
public final class LoopbackComment extends LoopbackThing {
    private final LoopbackThing parent;
    private final List<String> versions = new CopyOnWriteArrayList<>();
    private final JsonNode document;
    private final List<LoopbackPicture> pictures;
    private volatile Instant edited;

    LoopbackComment(Redditor author, LoopbackThing parent, Writing writing) {
        super(parent.world(), "t1", author, parent.subreddit());
        this.parent = parent;
        this.document = writing.document();
        this.pictures = writing.pictures();
        versions.add(writing.markdown());
    }

    public LoopbackThing parent() {
        return parent;
    }

    @Override
    public LoopbackPost post() {
        return parent.post();
    }

    /** The Markdown that stands there. */
    public String text() {
        return versions.get(versions.size() - 1);
    }

    /** All texts that it had, the first first. */
    public List<String> versions() {
        return List.copyOf(versions);
    }

    /** The rich text, if it was written as such. */
    public Optional<JsonNode> document() {
        return Optional.ofNullable(document);
    }

    /** What is shown inside. */
    public List<LoopbackPicture> pictures() {
        return pictures;
    }

    @Override
    public String permalink() {
        return post().permalink() + id() + "/";
    }

    void edit(String text) {
        versions.add(text);
        edited = world().clock().instant();
    }

    private int depth() {
        return parent instanceof LoopbackComment comment ? comment.depth() + 1 : 0;
    }

    /** As it is told of outside of a tree: without replies. */
    ObjectNode json(Redditor viewer) {
        boolean hidden = isRemoved() && !showsRemovedTo(viewer);
        boolean nobody = isDeleted() || hidden;
        String body = isDeleted() ? NOBODY : hidden ? REMOVED : text();
        ObjectNode data = Json.object()
                .put("id", id())
                .put("name", fullname())
                .put("author", nobody ? NOBODY : author().name())
                .put("body", body)
                .put("body_html", Words.html(body))
                .put("parent_id", parent.fullname())
                .put("link_id", post().fullname())
                .put("link_title", post().title())
                .put("link_author", post().author().name())
                .put("link_permalink", world().address() + post().permalink())
                .put("permalink", permalink())
                .put("subreddit", subreddit().name())
                .put("subreddit_id", subreddit().fullname())
                .put("subreddit_name_prefixed", subreddit().prefixed())
                .put("subreddit_type", subreddit().kind())
                .put("depth", depth())
                .put("replies", "")
                .put("archived", post().isArchived())
                .put("locked", post().isLocked())
                .put("stickied", false)
                .put("saved", false)
                .put("is_submitter", author() == post().author())
                .put("can_gild", true)
                .put("can_mod_post", subreddit().isModerator(viewer))
                .put("controversiality", 0)
                .put("score", 1)
                .put("ups", 1)
                .put("downs", 0)
                .put("score_hidden", false)
                .put("gilded", 0)
                .put("collapsed", nobody)
                .put("send_replies", true)
                .put("over_18", post().isNsfw());
        data.putObject("gildings");
        data.putNull("likes");
        data.putNull("author_flair_text");
        data.putNull("banned_by");
        Words.created(data, created());
        Words.edited(data, edited);
        Words.author(data, nobody ? null : author());
        data.put("distinguished", isDistinguished() ? "moderator" : null);
        if (subreddit().isModerator(viewer)) {
            data.put("removed", isRemoved())
                    .put("spam", false)
                    .put("approved", false)
                    .put("banned_by", isRemoved() ? removedBy().name() : null);
        }
        if (!pictures.isEmpty() && !nobody) {
            ObjectNode metadata = data.putObject("media_metadata");
            pictures.forEach(
                    picture -> metadata.set(picture.id(), world().pictures().metadata(picture)));
        }
        return data;
    }
}
