package io.pareidolia.bot.reddit.loopback;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.UploadedFile;
import io.pareidolia.bot.discord.loopback.Fault;
import io.pareidolia.bot.discord.loopback.Json;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The hands of a person with curl, under {@code /control}. Everything is sent as form fields ({@code -F}), everything
 * comes back as JSON. People and subreddits go by name and are made when they are first named; posts and comments go by
 * fullname. What makes a comment takes {@code wait=<seconds>} for the bot's answer.
 *
 * <pre>
 * GET    /control                          address, clock, subreddits, violations
 * POST   /control/mention                  user subreddit [title] [picture=@file]... [under] text [wait]
 *                                          posts the pictures and mentions the bot under them, or under what is named
 * POST   /control/post                     user subreddit title picture=@file... or url or text [nsfw] [spoiler] [flair]
 * POST   /control/comment                  user under text [picture=@file] [wait]
 * POST   /control/delete                   user thing
 * POST   /control/remove                   user (a moderator) thing
 * POST   /control/subreddits               name [kind] [nsfw] [quarantined] [pictures (in comments)] [moderator]
 *                                          [limit (one answer each)] [form] [refuses (a code)]
 * POST   /control/moderate                 user subreddit do=ban|unban|mute|unmute|invite|dismiss
 * POST   /control/wiki                     user subreddit page text; GET: subreddit page
 * GET    /control/comments[?author=...]    all that were written, deleted or not, with their answers' pictures
 * GET    /control/comments/{fullname}      one, with its versions and its rich text
 * GET    /control/comments/{fullname}/page how it looks
 * GET    /control/comments/{fullname}/pictures/{number}  the bytes
 * GET    /control/posts[?author=...]       all posts
 * GET    /control/uploads[/{number}]       what the bot has uploaded; the bytes
 * GET    /control/messages                 all messages; /control/modmail: what moderators got
 * GET    /control/requests                 how often each path was asked for
 * GET    /control/exchanges                every request of the bot
 * POST   /control/clock                    advance=PT4M or set=2026-01-01T00:00:00Z
 * POST   /control/tokens                   do=expire|revoke
 * POST   /control/announce                 how=told|silent|cut|failed
 * POST   /control/faults                   method path effect [status] [body] [duration] [times] [after] [chance] [seed]
 * DELETE /control/faults                   everything works again
 * </pre>
 */
final class Control {
    private static final String ROOT = "/control";

    private final LoopbackReddit reddit;
    private final World world;

    Control(LoopbackReddit reddit, World world) {
        this.reddit = reddit;
        this.world = world;
    }

    void configure(RoutesConfig routes) {
        routes.get(ROOT, context -> answer(context, overview()));
        configureHands(routes);
        configureModeration(routes);
        configureViews(routes);
        configureWorld(routes);
        routes.exception(IllegalStateException.class, (no, context) -> {
            context.status(409);
            answer(context, Json.object().put("message", no.getMessage()));
        });
    }

    private void configureHands(RoutesConfig routes) {
        routes.post(ROOT + "/mention", context -> {
            LoopbackThing under = optional(context, "under").map(this::thing).orElseGet(() -> posted(context));
            tell(context, hand(context).mention(under, optional(context, "text").orElse("")));
        });
        routes.post(ROOT + "/post", context -> answer(context, described(posted(context))));
        routes.post(ROOT + "/comment", context -> {
            LoopbackThing under = thing(field(context, "under"));
            String text = optional(context, "text").orElse("");
            List<byte[]> pictures = pictures(context);
            tell(
                    context,
                    pictures.isEmpty()
                            ? hand(context).comment(under, text)
                            : hand(context).comment(under, text, pictures.get(0)));
        });
        routes.post(ROOT + "/delete", context -> {
            hand(context).delete(thing(field(context, "thing")));
            answer(context, Json.object());
        });
        routes.post(ROOT + "/remove", context -> {
            hand(context).remove(thing(field(context, "thing")));
            answer(context, Json.object());
        });
    }

    private LoopbackPost posted(Context context) {
        Hand hand = hand(context);
        LoopbackSubreddit subreddit = subreddit(context);
        String title = optional(context, "title").orElse("A picture");
        List<byte[]> pictures = pictures(context);
        LoopbackPost post;
        if (pictures.size() > 1) {
            post = hand.gallery(subreddit, title, pictures.toArray(byte[][]::new));
        } else if (pictures.size() == 1) {
            post = hand.post(subreddit, title, pictures.get(0));
        } else if (optional(context, "url").isPresent()) {
            post = hand.link(subreddit, title, field(context, "url"));
        } else {
            post = hand.write(subreddit, title, optional(context, "text").orElse(""));
        }
        optional(context, "flair").ifPresent(post::flair);
        return post.nsfw(post.isNsfw() || is(context, "nsfw")).spoiler(is(context, "spoiler"));
    }

    private void configureModeration(RoutesConfig routes) {
        routes.post(ROOT + "/subreddits", context -> {
            LoopbackSubreddit subreddit = reddit.subreddit(field(context, "name"));
            optional(context, "kind").ifPresent(subreddit::kind);
            optional(context, "nsfw").ifPresent(on -> subreddit.nsfw(Boolean.parseBoolean(on)));
            optional(context, "quarantined").ifPresent(on -> subreddit.quarantined(Boolean.parseBoolean(on)));
            optional(context, "pictures").ifPresent(on -> subreddit.picturesInComments(Boolean.parseBoolean(on)));
            optional(context, "moderator").ifPresent(name -> subreddit.moderators(reddit.user(name)));
            optional(context, "limit")
                    .ifPresent(pause -> subreddit.oneAnswerEvery(
                            Duration.parse(pause),
                            RateLimitForm.valueOf(optional(context, "form").orElse("SECONDS_AND_TEXT"))));
            optional(context, "refuses").ifPresent(code -> subreddit.refuses(code, "this is refused", "parent"));
            answer(context, subreddit.json(reddit.bot()));
        });
        routes.post(ROOT + "/moderate", context -> {
            Hand hand = hand(context);
            LoopbackSubreddit subreddit = subreddit(context);
            switch (field(context, "do")) {
                case "ban" -> hand.ban(subreddit);
                case "unban" -> hand.unban(subreddit);
                case "mute" -> hand.mute(subreddit, true);
                case "unmute" -> hand.mute(subreddit, false);
                case "invite" -> hand.invite(subreddit);
                case "dismiss" -> hand.dismiss(subreddit);
                default -> throw new IllegalStateException("It is one of ban, unban, mute, unmute, invite, dismiss.");
            }
            answer(context, subreddit.json(reddit.bot()));
        });
        routes.post(
                ROOT + "/wiki",
                context -> answer(
                        context,
                        described(hand(context)
                                .editWiki(subreddit(context), field(context, "page"), field(context, "text")))));
        routes.get(ROOT + "/wiki", context -> {
            ArrayNode revisions = Json.array();
            subreddit(context)
                    .wiki()
                    .revisions(field(context, "page"))
                    .forEach(revision -> revisions.add(described(revision)));
            answer(context, revisions);
        });
    }

    private static ObjectNode described(WikiRevision revision) {
        return Json.object()
                .put("id", revision.id())
                .put("author", revision.author().name())
                .put("time", revision.time().toString())
                .put("text", revision.text());
    }

    private void configureViews(RoutesConfig routes) {
        routes.get(ROOT + "/comments", context -> {
            String author = context.queryParam("author");
            ArrayNode comments = Json.array();
            reddit.comments().stream()
                    .filter(comment -> author == null || comment.author().name().equals(author))
                    .forEach(comment -> comments.add(described(comment)));
            answer(context, comments);
        });
        routes.get(ROOT + "/comments/{name}", context -> answer(context, described(comment(context))));
        routes.get(ROOT + "/comments/{name}/page", context -> context.html(CommentPage.of(world, comment(context))));
        routes.get(ROOT + "/comments/{name}/pictures/{number}", context -> {
            List<LoopbackPicture> pictures = comment(context).pictures();
            give(context, pictures.get(Integer.parseInt(context.pathParam("number"))));
        });
        routes.get(ROOT + "/posts", context -> {
            String author = context.queryParam("author");
            ArrayNode posts = Json.array();
            reddit.posts().stream()
                    .filter(post -> author == null || post.author().name().equals(author))
                    .forEach(post -> posts.add(described(post)));
            answer(context, posts);
        });
        routes.get(ROOT + "/uploads", context -> {
            ArrayNode uploads = Json.array();
            reddit.uploads().forEach(picture -> uploads.add(described(picture)));
            answer(context, uploads);
        });
        routes.get(
                ROOT + "/uploads/{number}",
                context -> give(context, reddit.uploads().get(Integer.parseInt(context.pathParam("number")))));
        routes.get(ROOT + "/messages", context -> {
            ArrayNode messages = Json.array();
            reddit.messages().forEach(message -> messages.add(message.json()));
            answer(context, messages);
        });
        routes.get(ROOT + "/modmail", context -> {
            ArrayNode conversations = Json.array();
            world.subreddits().stream()
                    .flatMap(subreddit -> subreddit.modmail().stream())
                    .forEach(conversation -> conversations.add(conversation.json()));
            answer(context, conversations);
        });
        routes.get(ROOT + "/requests", context -> answer(context, requests()));
        routes.get(ROOT + "/exchanges", context -> {
            ArrayNode exchanges = Json.array();
            reddit.exchanges().forEach(exchange -> {
                ObjectNode one = exchanges
                        .addObject()
                        .put("time", exchange.time().toString())
                        .put("method", exchange.method())
                        .put("path", exchange.path())
                        .put("status", exchange.status())
                        .put("effective", exchange.effective())
                        .put("fault", exchange.fault())
                        .put("milliseconds", exchange.nanos() / 1_000_000);
                one.set("parameters", exchange.body());
            });
            answer(context, exchanges);
        });
    }

    private void configureWorld(RoutesConfig routes) {
        routes.post(ROOT + "/clock", context -> {
            optional(context, "advance").map(Duration::parse).ifPresent(reddit.clock()::advance);
            optional(context, "set").map(Instant::parse).ifPresent(reddit.clock()::set);
            answer(context, overview());
        });
        routes.post(ROOT + "/tokens", context -> {
            switch (field(context, "do")) {
                case "expire" -> reddit.expireTokens();
                case "revoke" -> reddit.revoke();
                default -> throw new IllegalStateException("It is one of expire, revoke.");
            }
            answer(context, Json.object());
        });
        routes.post(ROOT + "/announce", context -> {
            reddit.announce(Announcement.valueOf(field(context, "how").toUpperCase(Locale.ROOT)));
            answer(context, Json.object());
        });
        routes.post(ROOT + "/faults", this::addFault);
        routes.get(ROOT + "/faults", context -> answer(context, faults()));
        routes.delete(ROOT + "/faults", context -> {
            reddit.faults().liftAll();
            answer(context, faults());
        });
    }

    private void addFault(Context context) {
        Fault fault = reddit.faults().on(field(context, "method"), field(context, "path"));
        optional(context, "times").map(Integer::parseInt).ifPresent(fault::times);
        optional(context, "after").map(Integer::parseInt).ifPresent(fault::after);
        optional(context, "chance")
                .map(Double::parseDouble)
                .ifPresent(chance -> fault.withChance(
                        chance, optional(context, "seed").map(Long::parseLong).orElse(1L)));
        Duration duration = optional(context, "duration").map(Duration::parse).orElse(Duration.ofSeconds(1));
        int status = optional(context, "status").map(Integer::parseInt).orElse(503);
        String body = optional(context, "body").orElse("");
        switch (field(context, "effect")) {
            case "429" -> fault.tooManyRequests(duration, false);
            case "429-json" -> fault.tooManyRequests(duration, true);
            case "status-before" -> fault.answersBefore(status, body);
            case "status-after" -> fault.answersAfter(status, body);
            case "no-things" -> fault.answersAfter(200, LoopbackReddit.NO_THINGS);
            case "hang-up-before" -> fault.hangsUpBefore();
            case "hang-up-after" -> fault.hangsUpAfter();
            case "delay" -> fault.delays(duration);
            case "hold" -> fault.holds();
            case "hold-after" -> fault.holdsAfter();
            default ->
                throw new IllegalStateException("It is one of 429, 429-json, status-before, status-after,"
                        + " no-things, hang-up-before, hang-up-after, delay, hold, hold-after.");
        }
        answer(context, faults());
    }

    private ArrayNode faults() {
        ArrayNode faults = Json.array();
        reddit.faults()
                .inForce()
                .forEach(fault ->
                        faults.addObject().put("fault", fault.toString()).put("struck", fault.struck()));
        return faults;
    }

    private ObjectNode overview() {
        ObjectNode json = Json.object()
                .put("api_url", reddit.apiUrl())
                .put("time", reddit.clock().instant().toString())
                .put("comments", reddit.comments().size())
                .put("answers", reddit.answers().size())
                .put("tokens_issued", reddit.tokensIssued());
        ArrayNode subreddits = json.putArray("subreddits");
        world.subreddits().forEach(subreddit -> subreddits.add(subreddit.name()));
        ArrayNode violations = json.putArray("violations");
        reddit.violations().forEach(violations::add);
        return json;
    }

    private ObjectNode requests() {
        ObjectNode json = Json.object();
        reddit.requests().forEach(json::put);
        return json;
    }

    private static ObjectNode described(LoopbackPost post) {
        ObjectNode json = Json.object().put("fullname", post.fullname()).put("deleted", post.isDeleted());
        json.set("post", post.json(post.author()));
        return json;
    }

    private ObjectNode described(LoopbackComment comment) {
        ObjectNode json = Json.object()
                .put("fullname", comment.fullname())
                .put("author", comment.author().name())
                .put("parent", comment.parent().fullname())
                .put("deleted", comment.isDeleted())
                .put("removed", comment.isRemoved())
                .put("distinguished", comment.isDistinguished())
                .put("text", comment.text())
                .put("page", world.address() + ROOT + "/comments/" + comment.fullname() + "/page")
                .put("times_answered", comment.everAnswered().size());
        ArrayNode versions = json.putArray("versions");
        comment.versions().forEach(versions::add);
        ArrayNode pictures = json.putArray("pictures");
        comment.pictures().forEach(picture -> pictures.add(described(picture)));
        comment.document().ifPresent(document -> json.set("document", document));
        return json;
    }

    private ObjectNode described(LoopbackPicture picture) {
        return Json.object()
                .put("id", picture.id())
                .put("type", picture.mediaType())
                .put("bytes", picture.bytes().length)
                .put("width", picture.width())
                .put("height", picture.height())
                .put("link", world.pictures().link(picture));
    }

    /** Tells of a comment, after a wait of the answers to it too. */
    private void tell(Context context, LoopbackComment asked) {
        optional(context, "wait").map(Long::parseLong).ifPresent(seconds -> {
            try {
                reddit.awaitAnswer(asked, Duration.ofSeconds(seconds));
            } catch (AssertionError inVain) {
                context.header("X-Waited-In-Vain", "true");
            }
        });
        ObjectNode json = described(asked);
        ArrayNode answers = json.putArray("answers");
        asked.everAnswered().forEach(answer -> answers.add(described(answer)));
        answer(context, json);
    }

    private static void give(Context context, LoopbackPicture picture) {
        context.contentType(picture.mediaType()).result(picture.bytes());
    }

    private Hand hand(Context context) {
        return reddit.hand(field(context, "user"));
    }

    private LoopbackSubreddit subreddit(Context context) {
        return reddit.subreddit(field(context, "subreddit"));
    }

    private LoopbackThing thing(String fullname) {
        return world.thing(fullname).orElseThrow(() -> new IllegalStateException("There is no " + fullname + "."));
    }

    private LoopbackComment comment(Context context) {
        String name = context.pathParam("name");
        return world.comment(name).orElseThrow(() -> new IllegalStateException("There is no " + name + "."));
    }

    private static List<byte[]> pictures(Context context) {
        return context.uploadedFiles().stream().map(Control::bytes).toList();
    }

    private static byte[] bytes(UploadedFile file) {
        try (InputStream in = file.content()) {
            return in.readAllBytes();
        } catch (IOException broken) {
            throw new IllegalStateException("The file could not be read.", broken);
        }
    }

    private static boolean is(Context context, String name) {
        return optional(context, name).map(Boolean::parseBoolean).orElse(false);
    }

    private static String field(Context context, String name) {
        return optional(context, name)
                .orElseThrow(() -> new IllegalStateException("The field " + name + " is missing."));
    }

    private static Optional<String> optional(Context context, String name) {
        return Optional.ofNullable(context.formParam(name)).or(() -> Optional.ofNullable(context.queryParam(name)));
    }

    private static void answer(Context context, JsonNode json) {
        context.contentType("application/json").result(json.toPrettyString() + "\n");
    }
}
