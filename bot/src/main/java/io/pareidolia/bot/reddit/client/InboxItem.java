package io.pareidolia.bot.reddit.client;

import java.time.Instant;

/**
 * Something unread in the inbox.
 *
 * @param fullname of the comment itself where it is one, otherwise of the message
 * @param type what Reddit sorts it under, such as {@code username_mention} or {@code comment_reply}
 * @param comment true if it stands below a post, false for a message
 * @param author empty if Reddit itself writes
 * @param subreddit empty for a message between people
 * @param parent fullname of what it answers, or empty
 * @param post fullname of the post it stands below, or empty
 */
public record InboxItem(
        String fullname,
        String subject,
        String type,
        boolean comment,
        String author,
        String subreddit,
        String parent,
        String post,
        String body,
        Instant created) {}
