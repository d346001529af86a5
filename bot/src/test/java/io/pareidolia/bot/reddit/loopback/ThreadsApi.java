package io.pareidolia.bot.reddit.loopback;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.RoutesConfig;
import io.pareidolia.bot.discord.loopback.Json;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Posts and comments: reading and writing. */
final class ThreadsApi {
    private static final int MOST_NAMES = 100;
    private static final int USUAL_COMMENTS = 200;
    private static final int MOST_COMMENTS = 500;
    private static final int USUAL_DEPTH = 10;

    private final World world;

    ThreadsApi(World world) {
        this.world = world;
    }

    void configure(RedditApi api, RoutesConfig routes) {
        for (String place : List.of("", "/r/{subreddit}")) {
            api.get(routes, place + "/api/info", "read", this::info);
            for (String end : List.of("", "/{slug}", "/{slug}/{comment}")) {
                api.get(routes, place + "/comments/{post}" + end, "read", this::thread);
            }
        }
        api.get(routes, "/api/morechildren", "read", this::more);
        api.post(routes, "/api/morechildren", "read", this::more);
        api.get(routes, "/r/{subreddit}/new", "read", this::newest);
        api.get(routes, "/user/{user}/submitted", "history", this::submitted);
        api.get(routes, "/user/{user}/comments", "history", this::written);
        api.post(routes, "/api/comment", "submit", this::comment);
        api.post(routes, "/api/editusertext", "edit", this::edit);
        api.post(routes, "/api/del", "edit", this::delete);
        api.post(routes, "/api/distinguish", "modposts", request -> distinguish(request, request.text("how")));
        api.post(routes, "/api/distinguish/{how}", "modposts", request -> distinguish(request, request.path("how")));
        api.post(routes, "/api/remove", "modposts", this::remove);
        api.post(routes, "/api/submit", "submit", request -> world.uploads().submit(request));
    }

    private JsonNode info(Request request) {
        List<String> names = request.list("id");
        if (names.size() > MOST_NAMES) {
            throw RedditError.explained(400, "BAD_ID", "at most " + MOST_NAMES + " ids", "id");
        }
        List<JsonNode> found = new ArrayList<>();
        for (String name : names) {
            world.post(name).filter(this::visible).ifPresent(post -> found.add(of(post)));
            world.comment(name).filter(this::visible).ifPresent(comment -> found.add(of(comment)));
            world.subreddits().stream()
                    .filter(subreddit -> subreddit.fullname().equals(name))
                    .forEach(subreddit -> found.add(subreddit.json(world.bot())));
        }
        return Listings.of(found);
    }

    /** What stands in a private subreddit is not there for those outside. */
    private boolean visible(LoopbackThing thing) {
        try {
            thing.subreddit().checkVisible(world.bot());
            return true;
        } catch (RedditError hidden) {
            return false;
        }
    }

    private JsonNode of(LoopbackPost post) {
        return Words.kind("t3", post.json(world.bot()));
    }

    private JsonNode of(LoopbackComment comment) {
        return Words.kind("t1", comment.json(world.bot()));
    }

    private JsonNode thread(Request request) {
        LoopbackPost post = world.post("t3_" + request.path("post")).orElseThrow(() -> RedditError.status(404));
        post.subreddit().checkVisible(world.bot());
        String wanted = request.context().pathParamMap().getOrDefault("comment", request.text("comment"));
        List<LoopbackComment> top = wanted.isEmpty()
                ? post.everReplied()
                : world.comment("t1_" + wanted.replaceFirst("^t1_", ""))
                        .filter(comment -> comment.post() == post)
                        .map(List::of)
                        .orElse(List.of());
        Tree tree = new Tree(
                Math.min(MOST_COMMENTS, request.number("limit", USUAL_COMMENTS)), request.number("depth", USUAL_DEPTH));
        ArrayNode answer = Json.array();
        answer.add(Listings.of(List.of(of(post))));
        answer.add(tree.of(post, top));
        return answer;
    }

    /** A tree of comments with the gaps that Reddit leaves in one that is long. */
    private final class Tree {
        private final int depth;
        private int left;

        Tree(int most, int depth) {
            this.left = most;
            this.depth = depth;
        }

        ObjectNode of(LoopbackThing parent, List<LoopbackComment> comments) {
            return Listings.of(level(parent, comments, 1));
        }

        private List<JsonNode> level(LoopbackThing parent, List<LoopbackComment> comments, int level) {
            List<JsonNode> nodes = new ArrayList<>();
            List<LoopbackComment> rest = new ArrayList<>();
            for (LoopbackComment comment : comments) {
                if (vanished(comment)) {
                    continue;
                }
                if (left <= 0) {
                    rest.add(comment);
                } else {
                    left--;
                    nodes.add(node(comment, level));
                }
            }
            if (!rest.isEmpty()) {
                nodes.add(gap(parent, rest));
            }
            return nodes;
        }

        private JsonNode node(LoopbackComment comment, int level) {
            ObjectNode data = comment.json(world.bot());
            List<LoopbackComment> replies = comment.everReplied();
            if (!replies.isEmpty()) {
                List<JsonNode> below =
                        level < depth ? level(comment, replies, level + 1) : List.of(gap(comment, replies));
                if (!below.isEmpty()) {
                    data.set("replies", Listings.of(below));
                }
            }
            return Words.kind("t1", data);
        }

        /** What is gone and has no replies is not shown at all. */
        private boolean vanished(LoopbackComment comment) {
            boolean gone = comment.isDeleted() || (comment.isRemoved() && !comment.showsRemovedTo(world.bot()));
            return gone && comment.everReplied().stream().allMatch(this::vanished);
        }

        private JsonNode gap(LoopbackThing parent, List<LoopbackComment> comments) {
            LoopbackComment first = comments.get(0);
            ObjectNode data = Json.object()
                    .put("count", comments.size())
                    .put("name", first.fullname())
                    .put("id", first.id())
                    .put("parent_id", parent.fullname())
                    .put("depth", 0);
            ArrayNode children = data.putArray("children");
            comments.forEach(comment -> children.add(comment.id()));
            return Words.kind("more", data);
        }
    }

    private JsonNode more(Request request) {
        Optional<LoopbackPost> post = world.post(request.required("link_id"));
        JsonNode[] found = request.list("children").stream()
                .flatMap(id -> world.comment("t1_" + id).stream())
                .filter(comment -> post.filter(comment.post()::equals).isPresent())
                .map(this::of)
                .toArray(JsonNode[]::new);
        return Words.done(found);
    }

    private JsonNode newest(Request request) {
        List<LoopbackPost> posts = new ArrayList<>();
        for (String name : request.path("subreddit").split("\\+", -1)) {
            LoopbackSubreddit subreddit = world.findSubreddit(name).orElseThrow(() -> RedditError.status(404));
            subreddit.checkVisible(world.bot());
            posts.addAll(subreddit.posts());
        }
        posts.removeIf(post -> post.isDeleted() || (post.isRemoved() && !post.showsRemovedTo(world.bot())));
        posts.sort((one, other) -> one.created().compareTo(other.created()));
        return Listings.slice(posts, request, LoopbackPost::fullname, this::of);
    }

    private JsonNode submitted(Request request) {
        Redditor user = world.findUser(request.path("user")).orElseThrow(() -> RedditError.status(404));
        List<LoopbackPost> posts = world.posts().stream()
                .filter(post -> post.author() == user && !post.isDeleted() && visible(post))
                .toList();
        return Listings.slice(posts, request, LoopbackPost::fullname, this::of);
    }

    private JsonNode written(Request request) {
        Redditor user = world.findUser(request.path("user")).orElseThrow(() -> RedditError.status(404));
        List<LoopbackComment> comments = world.comments().stream()
                .filter(comment -> comment.author() == user && !comment.isDeleted() && visible(comment))
                .toList();
        return Listings.slice(comments, request, LoopbackComment::fullname, this::of);
    }

    private JsonNode comment(Request request) {
        String name = request.required("thing_id");
        Writing writing = writing(request);
        if (name.startsWith("t4_")) {
            return answerMessage(name, writing.markdown());
        }
        LoopbackThing parent = world.thing(name)
                .orElseThrow(() -> RedditError.code("NO_THING_ID", "that thing does not exist", "parent"));
        checkAnswerable(parent);
        LoopbackSubreddit subreddit = parent.subreddit();
        if (!writing.pictures().isEmpty() && !subreddit.takesPicturesInComments()) {
            throw RedditError.code("INVALID_MEDIA", "images are not allowed in comments of this community", "richtext");
        }
        LoopbackComment comment = world.write(world.bot(), parent, writing);
        subreddit.wrote();
        // a quarantined subreddit's comment exists, but is not told
        return subreddit.isQuarantined() ? Words.done() : Words.done(of(comment));
    }

    private Writing writing(Request request) {
        Writing writing = request.optional("richtext_json")
                .map(document -> new RichDocument(world).read(document))
                .orElseGet(() -> Writing.of(request.text("text")));
        InboxApi.checkText(writing.markdown());
        return writing;
    }

    private void checkAnswerable(LoopbackThing parent) {
        Redditor bot = world.bot();
        parent.subreddit().checkVisible(bot);
        boolean gone = parent.isDeleted() || (parent.isRemoved() && parent instanceof LoopbackComment);
        if (gone && parent instanceof LoopbackComment) {
            throw RedditError.code("DELETED_COMMENT", "that comment has been deleted", "parent");
        } else if (gone) {
            throw RedditError.code("DELETED_LINK", "the link you are commenting on has been deleted", "parent");
        } else if (parent.author().blocks(bot)) {
            throw RedditError.code("USER_BLOCKED", "you can't reply to a user who has blocked you", "parent");
        } else if (parent.post().isArchived()) {
            throw RedditError.code("TOO_OLD", "that's a piece of history now; it's too late to reply to it", "parent");
        }
        parent.subreddit().checkWritable(bot, true);
        if (parent.post().isLocked() && !parent.subreddit().isModerator(bot)) {
            throw RedditError.code("THREAD_LOCKED", "Comments are locked.", "parent");
        }
    }

    private JsonNode answerMessage(String name, String text) {
        Notice message = world.bot().inbox().stream()
                .filter(notice -> notice.fullname().equals(name))
                .findFirst()
                .orElseThrow(() -> RedditError.status(403));
        Redditor to = message.author().orElseThrow(() -> RedditError.status(403));
        return Words.done(world.send(world.bot(), null, to, "re: " + message.subject(), text)
                .json());
    }

    private LoopbackThing own(String name) {
        return world.thing(name)
                .filter(thing -> thing.author() == world.bot())
                .orElseThrow(() -> RedditError.code("NOT_AUTHOR", "you can't do that", "thing_id"));
    }

    private JsonNode edit(Request request) {
        LoopbackThing thing = own(request.required("thing_id"));
        String text = writing(request).markdown();
        if (!(thing instanceof LoopbackComment comment) || thing.isDeleted()) {
            throw RedditError.code("NOT_AUTHOR", "you can't do that", "thing_id");
        }
        comment.edit(text);
        return Words.done(of(comment));
    }

    private JsonNode delete(Request request) {
        // what is not there, or not one's own, is not deleted, and nothing is said about it
        world.thing(request.required("id"))
                .filter(thing -> thing.author() == world.bot())
                .ifPresent(LoopbackThing::delete);
        return Json.object();
    }

    private JsonNode distinguish(Request request, String how) {
        LoopbackThing thing = own(request.required("id"));
        if (!Arrays.asList("yes", "no").contains(how) || !thing.subreddit().isModerator(world.bot())) {
            throw RedditError.status(403);
        }
        thing.distinguish(how.equals("yes"));
        return Words.done(thing instanceof LoopbackComment comment ? of(comment) : of(thing.post()));
    }

    private JsonNode remove(Request request) {
        LoopbackThing thing = world.thing(request.required("id")).orElseThrow(() -> RedditError.status(404));
        if (!thing.subreddit().isModerator(world.bot())) {
            throw RedditError.status(403);
        }
        thing.remove(world.bot());
        return Json.object();
    }
}
