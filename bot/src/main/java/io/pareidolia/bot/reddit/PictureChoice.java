package io.pareidolia.bot.reddit;

import io.pareidolia.bot.reddit.client.Comment;
import io.pareidolia.bot.reddit.client.Post;
import io.pareidolia.bot.reddit.client.PostPicture;
import java.util.List;
import java.util.OptionalInt;

/** Which picture a summons means, as far as Reddit's own words tell. */
sealed interface PictureChoice {
    /** This one. */
    record Link(String url) implements PictureChoice {}

    /** There is none, which is said in English. */
    record None(String sentence) implements PictureChoice {}

    /** Reddit still works on it: asking again helps. */
    record Later() implements PictureChoice {}

    /**
     * That of a post.
     *
     * @param number of a gallery, 1 for the first
     */
    static PictureChoice of(Post post, OptionalInt number) {
        if (post.deleted() || post.removed()) {
            return new None("That post is gone, and its picture with it.");
        }
        List<PostPicture> pictures = post.pictures();
        if (post.gallery()) {
            if (post.unprocessed() && pictures.size() < number.orElse(1)) {
                return new Later();
            }
            return picked(pictures, number);
        }
        if (post.video()) {
            return new None("That is a video; this bot dreams pictures only.");
        }
        return pictures.isEmpty()
                ? new None("There is no picture in that post; mention the bot under one that has a picture.")
                : picked(pictures.subList(0, 1), number);
    }

    /** That of a comment, which may hold some. */
    static PictureChoice of(Comment comment, OptionalInt number) {
        return picked(comment.pictures(), number);
    }

    private static PictureChoice picked(List<PostPicture> pictures, OptionalInt number) {
        int wanted = number.orElse(1);
        if (wanted > pictures.size()) {
            return new None(
                    pictures.size() == 1
                            ? "There is one picture only; ask again without a number."
                            : "There are only %d pictures; ask for one from 1 to %d."
                                    .formatted(pictures.size(), pictures.size()));
        }
        return new Link(pictures.get(wanted - 1).url());
    }
}
