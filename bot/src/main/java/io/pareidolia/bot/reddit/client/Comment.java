package io.pareidolia.bot.reddit.client;

import java.time.Instant;
import java.util.List;

/**
 * A comment.
 *
 * @param fullname such as {@code t1_abc}
 * @param author empty once the account or the comment is gone
 * @param authorFullname empty likewise
 * @param parent fullname of the comment or post that it answers
 * @param post fullname of the post it stands below
 * @param removed by a moderator or by Reddit
 * @param deleted by its author
 * @param distinguished true if it is marked as a moderator's
 * @param authorFlair what the subreddit calls its author, or empty
 * @param pictures inside the comment, in its order
 * @param permalink path on Reddit, with a slash before it
 */
public record Comment(
        String fullname,
        String author,
        String authorFullname,
        String subreddit,
        String parent,
        String post,
        String body,
        Instant created,
        boolean removed,
        boolean deleted,
        boolean distinguished,
        String authorFlair,
        List<PostPicture> pictures,
        String permalink) {
    public Comment {
        pictures = List.copyOf(pictures);
    }
}
