package io.pareidolia.bot.reddit;

import io.pareidolia.bot.job.Job;
import io.pareidolia.bot.job.JobPicture;
import io.pareidolia.bot.job.Posting;
import io.pareidolia.bot.job.Wish;
import io.pareidolia.bot.reddit.client.Comment;
import io.pareidolia.bot.reddit.client.InboxItem;
import io.pareidolia.bot.reddit.client.Post;
import io.pareidolia.bot.reddit.client.RedditClient;
import io.pareidolia.dream.RecipeText;
import io.pareidolia.dream.RecipeWish;
import io.pareidolia.dream.Verb;
import io.pareidolia.dream.failure.DreamException;
import java.util.List;
import java.util.Optional;

/**
 * Which picture a comment means: one of its own, that of the answer or the comment above it, or the post's. A reply to an
 * answer of ours changes that answer's recipe.
 */
final class Recall {
    private static final String COMMENT = "t1_";

    /** How a picture inside of a comment stands in its text. */
    private static final String PICTURE = "![";

    private final RedditClient client;

    Recall(RedditClient client) {
        this.client = client;
    }

    /** What is meant. */
    sealed interface Found {
        /**
         * A picture and what is to be done with it.
         *
         * @param recipe in the recipe language
         * @param author account of whoever posted it
         */
        record Meant(Wish.Source source, String recipe, String author) implements Found {}

        /** None, for the reason of this text. */
        record None(String text, List<Object> values) implements Found {}

        /** Reddit still works on it. */
        record Later() implements Found {}
    }

    /**
     * Finds it.
     *
     * @param answer of ours that the comment replies to
     * @param job whose answer that is
     */
    Found find(InboxItem item, Post post, CommentRequest.Dream dream, Optional<Posting> answer, Optional<Job> job) {
        if (dream.sameOnMine()) {
            return mine(item, dream, job);
        }
        if (item.body().contains(PICTURE)) {
            Optional<Comment> own = client.comment(item.fullname())
                    .filter(comment -> !comment.pictures().isEmpty());
            if (own.isPresent()) {
                return ofComment(own.get(), dream);
            }
        }
        if (answer.isPresent() && job.flatMap(Job::recipe).isPresent()) {
            return ofAnswer(answer.get(), job.get(), dream);
        }
        Optional<Comment> parent = item.parent().startsWith(COMMENT) ? client.comment(item.parent()) : Optional.empty();
        return parent.filter(comment -> !comment.pictures().isEmpty())
                .map(comment -> ofComment(comment, dream))
                .orElseGet(() -> found(PictureChoice.of(post, dream.picture()), dream.words(), post.author()));
    }

    private Found mine(InboxItem item, CommentRequest.Dream dream, Optional<Job> job) {
        String recipe = changed(job.flatMap(Job::recipe).orElse(""), dream.wish());
        return client.comment(item.fullname())
                .filter(comment -> !comment.pictures().isEmpty())
                .map(comment -> found(PictureChoice.of(comment, dream.picture()), recipe, item.author()))
                .orElseGet(() -> dream.links().isEmpty()
                        ? new Found.None("refused.same", List.of())
                        : found(new PictureChoice.Link(dream.links().get(0)), recipe, item.author()));
    }

    private static Found ofAnswer(Posting answer, Job job, CommentRequest.Dream dream) {
        boolean deeper = dream.wish().verbs().contains(Verb.DEEPER);
        return new Found.Meant(
                new Wish.Source.OfJob(job.id(), deeper ? JobPicture.DREAM : JobPicture.SOURCE),
                changed(job.recipe().orElse(""), dream.wish()),
                answer.summons().author());
    }

    private static Found ofComment(Comment comment, CommentRequest.Dream dream) {
        return comment.deleted() || comment.removed()
                ? new Found.None("refused.gone", List.of())
                : found(PictureChoice.of(comment, dream.picture()), dream.words(), comment.author());
    }

    private static Found found(PictureChoice choice, String recipe, String author) {
        if (choice instanceof PictureChoice.Link link) {
            return new Found.Meant(new Wish.Source.Link(link.url()), recipe, author);
        }
        return choice instanceof PictureChoice.None none
                ? new Found.None(none.text(), none.values())
                : new Found.Later();
    }

    /** The recipe of an answer, changed by what a reply says. */
    private static String changed(String recipe, RecipeWish later) {
        try {
            return RecipeText.parse(recipe).then(later).toString();
        } catch (DreamException unreadable) {
            return later.toString();
        }
    }
}
