package io.pareidolia.bot.reddit;

import io.pareidolia.bot.job.Job;
import io.pareidolia.bot.job.Posting;
import io.pareidolia.bot.job.Postings;
import io.pareidolia.bot.reddit.client.Post;
import io.pareidolia.bot.reddit.client.RedditClient;
import io.pareidolia.bot.reddit.client.RedditFailure;
import io.pareidolia.bot.reddit.client.Upload;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The bot's own posts, where a picture stands that may not stand in a comment. For each job there is one at most. */
final class OwnPosts {
    /** How long Reddit may take to say where a post is. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** After so long a post that was made is listed: Reddit works on its picture for a while. */
    private static final Duration LISTED = Duration.ofMinutes(2);

    private static final Pattern ID = Pattern.compile("/comments/([a-z0-9]+)");
    private static final Logger LOG = LoggerFactory.getLogger(OwnPosts.class);

    private final RedditClient client;
    private final Postings postings;
    private final String account;
    private final String profile;
    private final Clock clock;

    /**
     * @param account the bot's own
     * @param profile the subreddit where they stand
     */
    OwnPosts(RedditClient client, Postings postings, String account, String profile, Clock clock) {
        this.client = client;
        this.postings = postings;
        this.account = account;
        this.profile = profile;
        this.clock = clock;
    }

    /** Gives Reddit the picture. */
    interface Source {
        Upload upload() throws IOException;
    }

    /**
     * The address of a job's post, which is made if there is none.
     *
     * @return empty if it may be there, and Reddit does not say where yet
     */
    Optional<String> address(Job job, Posting posting, String title, boolean nsfw, boolean spoiler, Source source)
            throws IOException {
        return post(job, posting, title, nsfw, spoiler, source).map(OwnPosts::address);
    }

    private Optional<String> post(Job job, Posting posting, String title, boolean nsfw, boolean spoiler, Source source)
            throws IOException {
        if (posting.post().isPresent()) {
            return posting.post();
        }
        if (posting.attempt().filter(Posting.Act.POST::equals).isPresent()) {
            Optional<String> found = listed(job, title);
            if (found.isPresent()
                    || posting.attempted().orElse(posting.since()).plus(LISTED).isAfter(clock.instant())) {
                return found;
            }
            postings.missed(job.id(), Posting.Act.POST);
        }
        Upload upload = source.upload();
        if (!postings.attempt(job.id(), Posting.Act.POST)) {
            return Optional.empty(); // somebody else is at it
        }
        try {
            Optional<String> told = client.submit(profile, title, upload, nsfw, spoiler, PATIENCE)
                    .flatMap(OwnPosts::name);
            told.ifPresent(name -> postings.posted(job.id(), name));
            return told.isPresent() ? told : listed(job, title);
        } catch (RedditFailure failure) {
            if (failure.kind() != RedditFailure.Kind.UNKNOWN) {
                postings.missed(job.id(), Posting.Act.POST);
            }
            throw failure;
        }
    }

    private static Optional<String> name(String link) {
        Matcher id = ID.matcher(link);
        return id.find() ? Optional.of("t3_" + id.group(1)) : Optional.empty();
    }

    private static String address(String name) {
        return "https://www.reddit.com/comments/" + name.substring(name.indexOf('_') + 1) + "/";
    }

    private Optional<String> listed(Job job, String title) {
        String mark = title.substring(title.lastIndexOf(" (")); // before it the language may have changed
        Optional<String> found = client.submitted(account).stream()
                .filter(post -> post.title().endsWith(mark))
                .map(Post::fullname)
                .findFirst();
        found.ifPresent(name -> {
            postings.posted(job.id(), name);
            LOG.info("{}: its own post is {}", job.id(), name);
        });
        return found;
    }
}
