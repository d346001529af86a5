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

    /**
     * There is none.
     *
     * @param text key of what is said, which begins with {@code refused.}
     * @param values what is filled in
     */
    record None(String text, List<Object> values) implements PictureChoice {
        None(String text) {
            this(text, List.of());
        }
    }

    /** Reddit still works on it: asking again helps. */
    record Later() implements PictureChoice {}

    /**
     * That of a post.
     *
     * @param number of a gallery, 1 for the first
     */
    static PictureChoice of(Post post, OptionalInt number) {
        if (post.deleted() || post.removed()) {
            return new None("refused.gone");
        }
        List<PostPicture> pictures = post.pictures();
        if (post.gallery()) {
            return post.unprocessed() && pictures.size() < number.orElse(1) ? new Later() : picked(pictures, number);
        }
        if (post.video()) {
            return new None("refused.video");
        }
        return pictures.isEmpty() ? new None("refused.none") : picked(pictures.subList(0, 1), number);
    }

    /** That of a comment, which may hold some. */
    static PictureChoice of(Comment comment, OptionalInt number) {
        return picked(comment.pictures(), number);
    }

    private static PictureChoice picked(List<PostPicture> pictures, OptionalInt number) {
        int wanted = number.orElse(1);
        return wanted > pictures.size()
                ? new None("refused.number", List.of(wanted, pictures.size()))
                : new Link(pictures.get(wanted - 1).url());
    }
}
