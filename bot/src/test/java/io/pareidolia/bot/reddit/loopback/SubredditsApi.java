package io.pareidolia.bot.reddit.loopback;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.RoutesConfig;
import io.pareidolia.bot.discord.loopback.Json;
import java.util.Collection;

/** What subreddits and people are told about. */
final class SubredditsApi {
    private final World world;

    SubredditsApi(World world) {
        this.world = world;
    }

    void configure(RedditApi api, RoutesConfig routes) {
        api.get(routes, "/r/{subreddit}/about", "read", this::about);
        api.get(
                routes,
                "/r/{subreddit}/about/moderators",
                "read",
                request -> people(request, visible(request).moderators()));
        api.get(
                routes,
                "/r/{subreddit}/about/contributors",
                "read",
                request -> people(request, moderated(request).contributors()));
        api.get(
                routes,
                "/r/{subreddit}/about/banned",
                "read",
                request -> people(request, moderated(request).banned()));
        api.get(
                routes,
                "/user/{user}/about",
                "read",
                request -> Words.kind(
                        "t2",
                        world.findUser(request.path("user"))
                                .orElseThrow(() -> RedditError.status(404))
                                .json()));
        api.get(routes, "/subreddits/mine/moderator", "mysubreddits", request -> moderated());
        api.post(routes, "/r/{subreddit}/api/accept_moderator_invite", "modself", this::accept);
    }

    private JsonNode about(Request request) {
        String name = request.path("subreddit");
        LoopbackSubreddit subreddit = world.findSubreddit(name).orElse(null);
        if (subreddit == null) {
            // Reddit leads those who ask for what is not there to its search
            request.context().redirect("/subreddits/search?q=" + name);
            return null;
        }
        subreddit.checkVisible(world.bot());
        if (subreddit.isQuarantined()) {
            throw RedditError.reason(403, "quarantined");
        }
        return subreddit.json(world.bot());
    }

    static LoopbackSubreddit subreddit(World world, Request request) {
        return world.findSubreddit(request.path("subreddit")).orElseThrow(() -> RedditError.status(404));
    }

    private LoopbackSubreddit visible(Request request) {
        LoopbackSubreddit subreddit = subreddit(world, request);
        subreddit.checkVisible(world.bot());
        return subreddit;
    }

    private LoopbackSubreddit moderated(Request request) {
        LoopbackSubreddit subreddit = visible(request);
        if (!subreddit.isModerator(world.bot())) {
            throw RedditError.status(403);
        }
        return subreddit;
    }

    private JsonNode moderated() {
        ObjectNode data = Json.object();
        data.putNull("after");
        ArrayNode children = data.putArray("children");
        world.subreddits().stream()
                .filter(subreddit -> subreddit.isModerator(world.bot()))
                .forEach(subreddit -> children.add(subreddit.json(world.bot())));
        return Words.kind("Listing", data);
    }

    private JsonNode people(Request request, Collection<Redditor> all) {
        ObjectNode data = Json.object();
        data.putNull("after");
        data.putNull("before");
        ArrayNode children = data.putArray("children");
        String wanted = request.text("user");
        for (Redditor person : all) {
            if (wanted.isEmpty() || wanted.equalsIgnoreCase(person.name())) {
                ObjectNode one = children.addObject()
                        .put("name", person.name())
                        .put("id", person.fullname())
                        .put("rel_id", "rb_" + person.fullname().substring(3))
                        .put("date", (double) person.created().getEpochSecond());
                one.putNull("author_flair_text");
                one.putArray("mod_permissions").add("all");
            }
        }
        return Words.kind("UserList", data);
    }

    private JsonNode accept(Request request) {
        LoopbackSubreddit subreddit = subreddit(world, request);
        if (!subreddit.isInvited(world.bot())) {
            throw RedditError.code("NO_INVITE_FOUND", "there is no pending invite for that subreddit", null);
        }
        subreddit.invite(world.bot(), false);
        subreddit.moderators(world.bot());
        return Words.nothing();
    }
}
