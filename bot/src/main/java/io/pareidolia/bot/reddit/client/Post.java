package io.pareidolia.bot.reddit.client;

import java.time.Instant;
import java.util.List;

/**
 * A post, with where its pictures may be.
 *
 * @param fullname such as {@code t3_abc}
 * @param author empty once the account or the post is gone
 * @param authorFullname empty likewise
 * @param url where the post's link leads
 * @param removed by a moderator or by Reddit
 * @param deleted by its author
 * @param flair its text, or empty
 * @param permalink path on Reddit, with a slash before it
 * @param gallery true if {@code pictures} are one after the other in a gallery; otherwise each is another way to the
 *     same picture, the best first
 * @param unprocessed true if Reddit still works on a picture of the gallery: asking again helps
 */
public record Post(
        String fullname,
        String author,
        String authorFullname,
        String subreddit,
        String title,
        String url,
        Instant created,
        boolean nsfw,
        boolean spoiler,
        boolean locked,
        boolean archived,
        boolean quarantined,
        boolean video,
        boolean removed,
        boolean deleted,
        String flair,
        String permalink,
        boolean gallery,
        List<PostPicture> pictures,
        boolean unprocessed) {
    public Post {
        pictures = List.copyOf(pictures);
    }
}
