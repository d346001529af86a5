package io.pareidolia.bot.reddit.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.pareidolia.bot.reddit.client.RedditFailure.Kind;
import io.pareidolia.bot.settings.RedditSettings;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Speaks with Reddit as the bot. Every method may throw {@link RedditFailure}; what only reads is repeated by itself, what
 * changes something never. All threads may use it, and share one budget of requests. Nothing is asked before the first
 * call.
 */
public final class RedditClient implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RedditClient.class);
    private static final String MOST = "100";
    private static final int MOST_NAMES = 100;
    private static final int MOST_PAGES = 10;
    private static final int MOST_READ = 25;
    private static final int MOST_HIDDEN = 500;
    private static final String COMMENT = "t1";
    private static final String POST = "t3";
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]+");
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "::1", "[::1]");

    private final RedditSettings settings;
    private final Line line;
    private final PictureUpload uploads;

    public RedditClient(RedditSettings settings, Clock clock) {
        this.settings = settings;
        this.line = new Line(settings, clock);
        this.uploads = new PictureUpload(
                line.bare(), settings.apiUrl().filter(RedditClient::isLoopback).isPresent());
    }

    private static boolean isLoopback(URI api) {
        return api.getScheme().equalsIgnoreCase("http") && LOOPBACK.contains(api.getHost());
    }

    private static HttpUrl.Builder at(String path) {
        return new HttpUrl.Builder().scheme("https").host(Line.API).addPathSegments(path);
    }

    /** Such as {@code r/aww/about}; a name that leads elsewhere is nobody's. */
    private static HttpUrl.Builder at(String room, String name, String path) {
        if (!NAME.matcher(name).matches()) {
            throw new RedditFailure(Kind.GONE, "There is nothing of that name on Reddit.");
        }
        return at(room + "/" + name + path);
    }

    private JsonNode ask(HttpUrl.Builder url) {
        return line.ask(url.build()).json();
    }

    private JsonNode tell(HttpUrl.Builder url, String... form) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (int i = 0; i < form.length; i += 2) {
            fields.put(form[i], form[i + 1]);
        }
        fields.put("api_type", "json");
        return line.tell(url.build(), fields).json();
    }

    /** Whether nothing is to be posted; what would have been is in the log then. */
    private boolean isDry(String what) {
        if (settings.dryRun()) {
            LOG.info("dry run: {}", what.replaceAll("\\s*\\n\\s*", " | "));
        }
        return settings.dryRun();
    }

    /** Who the bot is; the first question that is asked, as its failure says what is wrong with the credentials. */
    public Account me() {
        JsonNode me;
        try {
            me = ask(at("api/v1/me"));
        } catch (RedditFailure failure) {
            throw switch (failure.kind()) {
                case FORBIDDEN -> shutOut(failure);
                case GONE -> elsewhere();
                default -> failure;
            };
        }
        if (me.path("is_suspended").asBoolean(false)) {
            throw new RedditFailure(
                    Kind.CREDENTIALS,
                    "Reddit has suspended the bot's account: log in as it at reddit.com, where the reason stands and how"
                            + " to appeal.");
        }
        Account account = Things.account(me);
        if (account.name().isEmpty()) {
            throw elsewhere();
        }
        return account;
    }

    private RedditFailure elsewhere() {
        return new RedditFailure(
                Kind.UNREACHABLE,
                settings.apiUrl().isPresent()
                        ? "What answers at reddit.apiUrl is not Reddit's API: check that setting."
                        : "What answers at " + Line.API + " is not Reddit's API: check this network.");
    }

    private static RedditFailure shutOut(RedditFailure failure) {
        return new RedditFailure(
                Kind.FORBIDDEN,
                "Reddit gives out a token, but lets the account do nothing: log in as it at reddit.com and see whether it"
                        + " is suspended. (" + failure.sentence() + ")");
    }

    /** What the bot's token does not allow. */
    public List<Scope> lackingScopes() {
        Set<String> allowed = line.tokens().scopes();
        return allowed.contains("*")
                ? List.of()
                : Arrays.stream(Scope.values())
                        .filter(scope -> !allowed.contains(scope.word()))
                        .toList();
    }

    /** What is unread in the inbox, at most 100, the oldest first. It stays unread. */
    public List<InboxItem> unread() {
        JsonNode inbox =
                ask(at("message/unread").addQueryParameter("mark", "false").addQueryParameter("limit", MOST));
        List<InboxItem> items = new ArrayList<>(Things.listed(inbox)
                .map(thing -> Things.inboxItem(thing.path("data")))
                .toList());
        Collections.reverse(items);
        return List.copyOf(items);
    }

    /** Marks as read. */
    public void read(List<String> fullnames) {
        for (int from = 0; from < fullnames.size(); from += MOST_READ) {
            List<String> some = fullnames.subList(from, Math.min(fullnames.size(), from + MOST_READ));
            tell(at("api/read_message"), "id", String.join(",", some));
        }
    }

    public Optional<Post> post(String fullname) {
        return posts(List.of(fullname)).stream().findFirst();
    }

    public Optional<Comment> comment(String fullname) {
        return comments(List.of(fullname)).stream().findFirst();
    }

    /** Those of the posts that Reddit knows, in any order. */
    public List<Post> posts(Collection<String> fullnames) {
        return named(fullnames, POST, Things::post);
    }

    /** Those of the comments that Reddit knows, in any order. */
    public List<Comment> comments(Collection<String> fullnames) {
        return named(fullnames, COMMENT, Things::comment);
    }

    private <T> List<T> named(Collection<String> fullnames, String kind, Function<JsonNode, T> reading) {
        List<String> names = List.copyOf(fullnames);
        List<T> found = new ArrayList<>();
        for (int from = 0; from < names.size(); from += MOST_NAMES) {
            List<String> some = names.subList(from, Math.min(names.size(), from + MOST_NAMES));
            JsonNode listing = ask(at("api/info")
                    .addQueryParameter("id", String.join(",", some))
                    .addQueryParameter("limit", MOST));
            found.addAll(Things.listed(listing, kind, reading));
        }
        return List.copyOf(found);
    }

    /**
     * The answers to a comment, without the answers to those.
     *
     * @param post fullname
     * @param comment fullname, or empty for the answers to the post itself
     */
    public List<Comment> replies(String post, String comment) {
        HttpUrl.Builder url = at("comments", id(post), "")
                .addQueryParameter("sort", "new")
                .addQueryParameter("limit", String.valueOf(MOST_HIDDEN))
                .addQueryParameter("depth", comment.isEmpty() ? "1" : "2");
        if (!comment.isEmpty()) {
            url.addQueryParameter("comment", id(comment)).addQueryParameter("context", "0");
        }
        JsonNode tree = ask(url).path(1);
        JsonNode branch = comment.isEmpty()
                ? tree
                : Things.listed(tree)
                        .map(thing -> thing.path("data"))
                        .filter(data -> Things.text(data, "name").equals(comment))
                        .map(data -> data.path("replies"))
                        .findFirst()
                        .orElse(tree.path("nothing"));
        List<Comment> found = new ArrayList<>(Things.listed(branch, COMMENT, Things::comment));
        // a long list ends with the names of those that it leaves out
        List<String> hidden = Things.listed(branch, "more", more -> more.path("children")).stream()
                .flatMap(Things::stream)
                .map(child -> COMMENT + "_" + child.asText(""))
                .limit(MOST_HIDDEN)
                .toList();
        found.addAll(comments(hidden));
        String parent = comment.isEmpty() ? post : comment;
        return found.stream().filter(reply -> reply.parent().equals(parent)).toList();
    }

    private static String id(String fullname) {
        return fullname.substring(fullname.indexOf('_') + 1);
    }

    /**
     * The newest posts, at most 100, the newest first.
     *
     * @param before fullname of a post; only newer ones are wanted
     */
    public List<Post> newest(String subreddit, Optional<String> before) {
        HttpUrl.Builder url = at("r", subreddit, "/new").addQueryParameter("limit", MOST);
        before.ifPresent(post -> url.addQueryParameter("before", post));
        return Things.listed(ask(url), POST, Things::post);
    }

    public Subreddit about(String subreddit) {
        JsonNode data = ask(at("r", subreddit, "/about")).path("data");
        if (Things.text(data, "display_name").isEmpty()) {
            throw new RedditFailure(Kind.GONE, "There is no subreddit of that name.");
        }
        return Things.subreddit(data);
    }

    /** Names of the subreddits that the bot moderates, its own profile among them. */
    public List<String> moderated() {
        List<String> names = new ArrayList<>();
        String after = "";
        for (int page = 0; page < MOST_PAGES && !after.equals("null"); page++) {
            HttpUrl.Builder url = at("subreddits/mine/moderator").addQueryParameter("limit", MOST);
            if (!after.isEmpty()) {
                url.addQueryParameter("after", after);
            }
            JsonNode listing = ask(url);
            Things.listed(listing).forEach(thing -> names.add(Things.text(thing.path("data"), "display_name")));
            after = listing.path("data").path("after").asText("null");
        }
        return List.copyOf(names);
    }

    public Author author(String name) {
        JsonNode data = ask(at("user", name, "/about")).path("data");
        if (data.path("is_suspended").asBoolean(false)) {
            throw new RedditFailure(Kind.GONE, "That account is suspended.");
        }
        return Things.author(data);
    }

    public boolean isModerator(String subreddit, String user) {
        return isListed(subreddit, "moderators", user);
    }

    /** Whether somebody is an approved user; only moderators may ask. */
    public boolean isContributor(String subreddit, String user) {
        return isListed(subreddit, "contributors", user);
    }

    private boolean isListed(String subreddit, String list, String user) {
        return Things.listed(ask(at("r", subreddit, "/about/" + list).addQueryParameter("user", user)))
                .anyMatch(person -> Things.text(person, "name").equalsIgnoreCase(user));
    }

    /** A page of the wiki, or empty if it has not been created. */
    public Optional<WikiPage> wiki(String subreddit, String page) {
        try {
            return Optional.of(
                    Things.wikiPage(ask(at("r", subreddit, "/wiki/" + page)).path("data")));
        } catch (RedditFailure failure) {
            if (failure.kind() == Kind.GONE) {
                return Optional.empty();
            }
            throw failure;
        }
    }

    /**
     * Writes a page of the wiki.
     *
     * @param reason shown in its history
     * @param previous the revision that is overwritten; any other one is a conflict
     */
    public void editWiki(String subreddit, String page, String text, String reason, Optional<String> previous) {
        if (isDry("the wiki page " + page + " of r/" + subreddit + " would be written")) {
            return;
        }
        List<String> form = new ArrayList<>(List.of("page", page, "content", text, "reason", reason));
        previous.ifPresent(revision -> form.addAll(List.of("previous", revision)));
        tell(at("r", subreddit, "/api/wiki/edit"), form.toArray(String[]::new));
    }

    /** Lets moderators alone see and edit a page, and lists it nowhere. */
    public void hideWiki(String subreddit, String page) {
        if (isDry("the wiki page " + page + " of r/" + subreddit + " would be hidden")) {
            return;
        }
        tell(at("r", subreddit, "/wiki/settings/" + page), "permlevel", "2", "listed", "false");
    }

    /** Answers a comment or a post. */
    public Comment reply(String parent, String markdown) {
        return reply(parent, "text", markdown);
    }

    /** Answers a comment or a post, with a picture inside. */
    public Comment reply(String parent, RichText text) {
        return reply(parent, "richtext_json", text.json());
    }

    private Comment reply(String parent, String form, String text) {
        JsonNode things = tell(at("api/comment"), "thing_id", parent, form, text)
                .path("json")
                .path("data")
                .path("things");
        Comment reply = Things.comment(things.path(0).path("data"));
        return reply.fullname().isEmpty() ? unsaid(parent) : reply;
    }

    /** The answer that Reddit took without saying what became of it, as it does in quarantined subreddits. */
    private Comment unsaid(String parent) {
        try {
            String name = settings.username().orElseGet(() -> me().name());
            JsonNode own = ask(at("user", name, "/comments")
                    .addQueryParameter("sort", "new")
                    .addQueryParameter("limit", "25"));
            Optional<Comment> found = Things.listed(own, COMMENT, Things::comment).stream()
                    .filter(comment -> comment.parent().equals(parent))
                    .findFirst();
            if (found.isPresent()) {
                return found.get();
            }
        } catch (RedditFailure failure) {
            throw unsaid(failure);
        }
        throw new RedditFailure(Kind.UNKNOWN, "Reddit took the answer, and does not say where it is.");
    }

    private static RedditFailure unsaid(RedditFailure failure) {
        return new RedditFailure(
                Kind.UNKNOWN, "Reddit took the answer, and does not say where it is: " + failure.sentence());
    }

    /** Gives a comment of the bot another text. */
    public void edit(String fullname, String markdown) {
        if (isDry(fullname + " would be edited")) {
            return;
        }
        tell(at("api/editusertext"), "thing_id", fullname, "text", markdown);
    }

    /** Deletes a comment or a post of the bot; one that is gone counts as deleted. */
    public void delete(String fullname) {
        if (isDry(fullname + " would be deleted")) {
            return;
        }
        tell(at("api/del"), "id", fullname);
    }

    /** Marks a comment of the bot as a moderator's. */
    public void distinguish(String fullname) {
        if (isDry(fullname + " would be distinguished")) {
            return;
        }
        tell(at("api/distinguish"), "id", fullname, "how", "yes");
    }

    /**
     * Gives Reddit a picture, for a post or a comment. Nobody sees it yet, so that doing it again does no harm.
     *
     * @param name of the file, which nobody sees
     */
    public Upload upload(byte[] picture, String mediaType, String name) {
        if (picture.length > PictureUpload.MOST_BYTES) {
            throw PictureUpload.tooLarge();
        }
        try {
            JsonNode lease = tell(at("api/media/asset.json"), "filepath", name, "mimetype", mediaType);
            return uploads.send(lease, picture, mediaType, name);
        } catch (RedditFailure failure) {
            throw switch (failure.kind()) {
                case UNKNOWN -> new RedditFailure(Kind.UNREACHABLE, failure.sentence());
                case FORBIDDEN -> new RedditFailure(Kind.NOT_ALLOWED, failure.sentence()); // of no subreddit
                default -> failure;
            };
        }
    }

    /**
     * Posts a picture.
     *
     * @param patience how long Reddit may take to say where the post is
     * @return link of the post; empty if Reddit did not say it in time, although the post may be there or still come
     */
    public Optional<String> submit(
            String subreddit, String title, Upload upload, boolean nsfw, boolean spoiler, Duration patience) {
        try (PictureUpload.Ear ear = uploads.listen(upload.websocket())) {
            tell(
                    at("api/submit"),
                    "kind",
                    "image",
                    "sr",
                    subreddit,
                    "title",
                    title,
                    "url",
                    upload.link(),
                    "nsfw",
                    String.valueOf(nsfw),
                    "spoiler",
                    String.valueOf(spoiler),
                    "sendreplies",
                    "false",
                    "resubmit",
                    "true");
            return ear.link(patience);
        }
    }

    /** The newest posts of somebody, at most 100, the newest first. */
    public List<Post> submitted(String user) {
        return Things.listed(
                ask(at("user", user, "/submitted")
                        .addQueryParameter("sort", "new")
                        .addQueryParameter("limit", MOST)),
                POST,
                Things::post);
    }

    /** Writes a message to a person, or to the moderators of {@code /r/} and a name. */
    public void message(String to, String subject, String markdown) {
        if (isDry("a message would go to " + to + ": " + markdown)) {
            return;
        }
        tell(at("api/compose"), "to", to, "subject", subject, "text", markdown);
    }

    /** Writes to the moderators of a subreddit that the bot moderates, among whom the message stays. */
    public void modmail(String subreddit, String subject, String markdown) {
        if (isDry("modmail would go to r/" + subreddit + ": " + markdown)) {
            return;
        }
        tell(at("api/mod/conversations"), "srName", subreddit, "subject", subject, "body", markdown);
    }

    public void acceptInvitation(String subreddit) {
        if (isDry("the invitation of r/" + subreddit + " would be accepted")) {
            return;
        }
        tell(at("r", subreddit, "/api/accept_moderator_invite"));
    }

    /** What Reddit last said of the requests that are left. */
    public Headroom headroom() {
        return line.budget().headroom();
    }

    @Override
    public void close() {
        line.close();
    }
}
