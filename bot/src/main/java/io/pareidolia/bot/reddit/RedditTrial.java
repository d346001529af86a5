package io.pareidolia.bot.reddit;

import io.pareidolia.bot.fetch.FetchFailure;
import io.pareidolia.bot.fetch.FetchedPicture;
import io.pareidolia.bot.fetch.HostList;
import io.pareidolia.bot.fetch.PictureFetcher;
import io.pareidolia.bot.reddit.client.Comment;
import io.pareidolia.bot.reddit.client.Post;
import io.pareidolia.bot.reddit.client.PostPicture;
import io.pareidolia.bot.reddit.client.RedditClient;
import io.pareidolia.bot.reddit.client.RedditFailure;
import io.pareidolia.bot.reddit.client.Subreddit;
import io.pareidolia.bot.reddit.client.WikiPage;
import io.pareidolia.bot.settings.RedditSettings;
import io.pareidolia.dream.Looks;
import io.pareidolia.dream.failure.DreamException;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * Finds out what would come of a mention somewhere on Reddit, by looking alone: nothing is posted, sent, marked or written
 * down.
 */
public final class RedditTrial implements AutoCloseable {
    private static final int KIBIBYTE = 1024;

    private final RedditClient client;
    private final RedditSettings settings;
    private final Looks looks;
    private final List<String> networks;
    private final Optional<URI> lobby;
    private final PictureFetcher fetcher;
    private final HostList hosts;

    /**
     * @param networks names of those that recipes may name
     * @param lobby where the pages of dreams are, if anybody may see them
     * @param hosts where pictures are fetched from
     */
    public RedditTrial(
            RedditSettings settings,
            Looks looks,
            List<String> networks,
            Optional<URI> lobby,
            PictureFetcher fetcher,
            HostList hosts,
            Clock clock) {
        this.client = new RedditClient(settings, clock);
        this.settings = settings;
        this.looks = looks;
        this.networks = List.copyOf(networks);
        this.lobby = lobby;
        this.fetcher = fetcher;
        this.hosts = hosts;
    }

    /**
     * What was found.
     *
     * @param remarks in the order in which to read them
     * @param answered whether a mention would be answered with a dream
     */
    public record Outcome(List<Remark> remarks, boolean answered) {
        public Outcome {
            remarks = List.copyOf(remarks);
        }
    }

    /**
     * One thing that was found.
     *
     * @param part what it is about, in a word
     * @param more lines that belong to it
     */
    public record Remark(String part, String sentence, List<String> more) {
        public Remark {
            more = List.copyOf(more);
        }

        Remark(String part, String sentence) {
            this(part, sentence, List.of());
        }
    }

    /**
     * Looks.
     *
     * @param link of a post or a comment
     * @throws DreamException if it is no such link, or nothing is there
     * @throws RedditFailure if Reddit cannot be asked
     */
    public Outcome look(String link) {
        RedditLink place = RedditLink.of(link, settings.apiUrl());
        String account = client.me().name();
        Optional<Comment> comment = place.isComment()
                ? Optional.of(client.comment(place.fullname()).orElseThrow(RedditTrial::nothing))
                : Optional.empty();
        Post post = client.post(comment.map(Comment::post).orElseGet(place::fullname))
                .orElseThrow(RedditTrial::nothing);
        return new Look(account, comment, post).outcome();
    }

    private static DreamException nothing() {
        return DreamException.input("There is no such post or comment on Reddit, or the bot's account may not see it.");
    }

    @Override
    public void close() {
        client.close();
    }

    /**
     * A picture, or why there is none.
     *
     * @param all that one may choose from, where there are several
     */
    private record Seen(Optional<String> url, List<PostPicture> all, String none) {
        static Seen of(PictureChoice choice, List<PostPicture> all, String none) {
            if (choice instanceof PictureChoice.Link link) {
                return new Seen(Optional.of(link.url()), all, "");
            }
            return new Seen(
                    Optional.empty(),
                    List.of(),
                    choice instanceof PictureChoice.Later
                            ? "Reddit still works on it; the service would look again by itself."
                            : none);
        }

        static Seen in(Post post, OptionalInt number) {
            String none = post.deleted() || post.removed()
                    ? "The post is gone."
                    : post.video() && !post.gallery() ? "It is a video." : none(post.pictures());
            // without a gallery they are ways to the same picture
            return of(PictureChoice.of(post, number), post.gallery() ? post.pictures() : List.of(), none);
        }

        static Seen in(Comment comment, OptionalInt number) {
            return comment.deleted() || comment.removed()
                    ? new Seen(Optional.empty(), List.of(), "That comment is gone.")
                    : of(PictureChoice.of(comment, number), comment.pictures(), none(comment.pictures()));
        }

        private static String none(List<PostPicture> pictures) {
            return pictures.isEmpty() ? "There is no picture." : "There is none of that number.";
        }

        Remark remark() {
            List<String> more = IntStream.range(0, all.size() > 1 ? all.size() : 0)
                    .mapToObj(i -> (i + 1) + ": " + all.get(i).url())
                    .toList();
            return new Remark("picture", url.orElse(none), more);
        }
    }

    /** One look at one place. */
    private final class Look {
        private final String account;
        private final Optional<Comment> comment;
        private final Post post;
        private final List<Remark> remarks = new ArrayList<>();

        Look(String account, Optional<Comment> comment, Post post) {
            this.account = account;
            this.comment = comment;
            this.post = post;
        }

        Outcome outcome() {
            remarks.add(new Remark("account", "u/" + account));
            remarks.add(new Remark("post", described()));
            CommentRequest said = comment.<CommentRequest>map(
                            one -> new CommentReader(account, looks, networks).read(one.body(), false))
                    .orElseGet(CommentRequest.Nothing::new);
            comment.ifPresent(one -> remarks.add(new Remark("comment", said(one, said))));
            Seen seen = seen(said);
            remarks.add(seen.remark());
            Optional<String> unseen = seen.url().map(this::fetched).orElseGet(() -> Optional.of(seen.none()));
            Optional<Subreddit> there = there();
            SubredditRules rules = there.map(this::rules).orElse(SubredditRules.USUAL);
            Optional<String> obstacle = there.isEmpty()
                    ? Optional.of("the bot cannot see that subreddit.")
                    : obstacle(there.get(), rules, said).or(() -> unseen.map(why -> unseen(rules)));
            remarks.add(new Remark(
                    "answer",
                    obstacle.map(why -> "no dream: " + why).orElseGet(() -> way(there.orElseThrow(), rules))));
            return new Outcome(remarks, obstacle.isEmpty());
        }

        private String described() {
            List<String> words = new ArrayList<>();
            words.add("\"" + post.title() + "\" by " + person(post.author()) + " in r/" + post.subreddit());
            mark(!post.flair().isBlank(), "flair \"" + post.flair().strip() + "\"", words);
            mark(post.nsfw(), "NSFW", words);
            mark(post.spoiler(), "spoiler", words);
            mark(post.locked(), "locked", words);
            mark(post.archived(), "archived", words);
            mark(post.removed(), "removed", words);
            mark(post.deleted(), "deleted", words);
            return String.join(", ", words);
        }

        /** What a comment asks, if it calls the bot; otherwise it is asked what a reply to it would mean. */
        private String said(Comment one, CommentRequest said) {
            String author = person(one.author());
            if (said instanceof CommentRequest.Dream dream) {
                String words = dream.words();
                return author + " calls the bot: " + (words.isEmpty() ? "the usual look" : words)
                        + (dream.picture().isPresent()
                                ? ", picture " + dream.picture().getAsInt()
                                : "") + ".";
            }
            if (said instanceof CommentRequest.Command command) {
                return author + " says " + command.kind().word() + " to the bot.";
            }
            if (said instanceof CommentRequest.Refused refused) {
                return author + " calls the bot, which would say: " + refused.sentence();
            }
            return one.author().equalsIgnoreCase(account)
                    ? "The bot's own. A reply to a dream means the picture that it was dreamed of, which the service"
                            + " knows; here is what Reddit shows."
                    : author + " does not call the bot; here is what a reply that does would mean.";
        }

        private Seen seen(CommentRequest said) {
            OptionalInt number = said instanceof CommentRequest.Dream dream ? dream.picture() : OptionalInt.empty();
            return showing(said)
                    .filter(one -> !one.pictures().isEmpty())
                    .map(one -> Seen.in(one, number))
                    .orElseGet(() -> Seen.in(post, number));
        }

        /** The comment whose picture is meant, if it has one. */
        private Optional<Comment> showing(CommentRequest said) {
            if (said instanceof CommentRequest.Dream dream && !dream.sameOnMine()) {
                return comment.map(Comment::parent)
                        .filter(parent -> parent.startsWith("t1_"))
                        .flatMap(client::comment);
            }
            return comment;
        }

        /** Fetches it as the service would, and forgets it; gives the reason if that does not work. */
        private Optional<String> fetched(String url) {
            try (FetchedPicture picture = fetcher.fetch(url, hosts)) {
                remarks.add(new Remark(
                        "fetched",
                        picture.header().size() + ", " + picture.mediaType() + ", "
                                + (picture.bytes() + KIBIBYTE - 1) / KIBIBYTE + " KiB"));
                return Optional.empty();
            } catch (FetchFailure failure) {
                remarks.add(new Remark("fetched", "not: " + failure.sentence()));
                return Optional.of(failure.sentence());
            }
        }

        private Optional<Subreddit> there() {
            try {
                Subreddit there = client.about(post.subreddit());
                List<String> words = new ArrayList<>(List.of(there.kind()));
                mark(there.nsfw(), "NSFW", words);
                mark(there.quarantined(), "quarantined", words);
                words.add(there.moderator() ? "the bot moderates it" : "the bot does not moderate it");
                mark(there.banned(), "the bot is banned", words);
                mark(there.muted(), "the bot is muted and cannot write to the moderators", words);
                words.add("pictures in comments " + (there.picturesInComments() ? "are allowed" : "are not allowed"));
                remarks.add(new Remark("r/" + post.subreddit(), String.join(", ", words)));
                return Optional.of(there);
            } catch (RedditFailure failure) {
                return switch (failure.kind()) {
                    case FORBIDDEN, GONE -> {
                        remarks.add(new Remark("r/" + post.subreddit(), failure.sentence()));
                        yield Optional.empty();
                    }
                    default -> throw failure;
                };
            }
        }

        private SubredditRules rules(Subreddit there) {
            if (!there.moderator()) {
                return usual("The usual ones hold: a page is read only where the bot moderates.", List.of());
            }
            Optional<WikiPage> page;
            try {
                page = client.wiki(post.subreddit(), SubredditRules.PAGE);
            } catch (RedditFailure failure) {
                return usual(
                        "The wiki page " + SubredditRules.PAGE + " cannot be read: " + failure.sentence(), List.of());
            }
            return page.map(this::rules)
                    .orElseGet(() -> usual(
                            "There is no wiki page " + SubredditRules.PAGE + "; the usual ones hold.", List.of()));
        }

        private SubredditRules rules(WikiPage page) {
            String title = "The wiki page " + SubredditRules.PAGE + ", saved by " + person(page.author()) + " at "
                    + page.changed();
            if (page.author().isEmpty() || !client.isModerator(post.subreddit(), page.author())) {
                return usual(
                        title + ", who does not moderate. What held before it goes on, or else the usual.", List.of());
            }
            RulesReading reading = new RulesReader(looks, networks, AnswerWriter.languages()).read(page.text());
            if (reading instanceof RulesReading.Read read) {
                remarks.add(new Remark("settings", title + ".", RulesText.lines(read.rules())));
                return read.rules();
            }
            if (reading instanceof RulesReading.Faulty faulty) {
                return usual(
                        title + ", cannot be used as it is. What held before it goes on, or else the usual.",
                        faulty.faults().stream().map(Look::line).toList());
            }
            return usual(title + ", is empty. What held before it goes on, or else the usual.", List.of());
        }

        private static String line(RulesReading.Fault fault) {
            return "line " + fault.line() + (fault.key().isEmpty() ? "" : ", " + fault.key()) + ": " + fault.sentence()
                    + fault.nearest()
                            .map(nearest -> " Did you mean " + nearest + "?")
                            .orElse("");
        }

        private SubredditRules usual(String why, List<String> more) {
            List<String> lines = new ArrayList<>(more);
            lines.addAll(RulesText.lines(SubredditRules.USUAL));
            remarks.add(new Remark("settings", why, lines));
            return SubredditRules.USUAL;
        }

        private Optional<String> obstacle(Subreddit there, SubredditRules rules, CommentRequest said) {
            if (!settings.subreddits().isEmpty()
                    && settings.subreddits().stream().noneMatch(post.subreddit()::equalsIgnoreCase)) {
                return Optional.of("reddit.subreddits does not name that subreddit.");
            }
            if (there.banned()) {
                return Optional.of("the bot is banned there.");
            }
            if (!rules.enabled()) {
                return Optional.of("its moderators have switched the bot off (enabled).");
            }
            if (post.locked() || post.archived()) {
                return Optional.of("the post takes no more answers.");
            }
            if (rules.ignores(post.flair())) {
                return Optional.of("posts with that flair are left alone (ignore_flair).");
            }
            if (post.nsfw() && !rules.nsfw()) {
                return Optional.of("pictures that are marked NSFW are not dreamed there (nsfw), which is said.");
            }
            return said instanceof CommentRequest.Command || said instanceof CommentRequest.Refused
                    ? Optional.of("the comment asks for none.")
                    : Optional.empty();
        }

        private String unseen(SubredditRules rules) {
            return switch (rules.refusal()) {
                case COMMENT -> "a comment says once a post that there is no picture.";
                case MESSAGE -> "whoever asks is told in a message that there is no picture.";
                case SILENT -> "nothing is said (reply: refusal).";
            };
        }

        /** How a dream would be handed over, if nothing comes between. */
        private String way(Subreddit there, SubredditRules rules) {
            String elsewhere = "a post in " + profile() + ", and a comment that leads there";
            String way = switch (rules.reply()) {
                // a picture within a comment cannot be hidden
                case COMMENT ->
                    there.picturesInComments() && !post.spoiler() ? "a comment with the picture in it" : elsewhere;
                case POST -> elsewhere;
                case LINK ->
                    lobby.map(address -> "a comment that leads to the dream's page at " + address)
                            .orElse(elsewhere);
                case MESSAGE -> "a message to whoever asks";
            };
            boolean dry = settings.dryRun() || rules.dryRun();
            return way
                    + (dry
                            ? "; but this is a dry run (" + (settings.dryRun() ? "reddit.dryRun" : "dry_run")
                                    + "): it would only be logged."
                            : ".");
        }

        private String profile() {
            return settings.profile().map(name -> "r/" + name).orElse("the profile u/" + account);
        }
    }

    private static String person(String name) {
        return name.isEmpty() ? "nobody any more" : "u/" + name;
    }

    private static void mark(boolean on, String word, List<String> words) {
        if (on) {
            words.add(word);
        }
    }
}
