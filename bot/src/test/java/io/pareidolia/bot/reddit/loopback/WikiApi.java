package io.pareidolia.bot.reddit.loopback;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.RoutesConfig;
import io.pareidolia.bot.discord.loopback.Json;
import java.util.List;
import java.util.Map;

/** The wikis. */
final class WikiApi {
    private static final String WIKI = "/r/{subreddit}/wiki";
    private static final int LONGEST_PAGE = 524_288;

    private final World world;

    WikiApi(World world) {
        this.world = world;
    }

    void configure(RedditApi api, RoutesConfig routes) {
        api.post(routes, "/r/{subreddit}/api/wiki/edit", "wikiedit", this::edit);
        api.get(routes, WIKI + "/pages", "wikiread", this::pages);
        api.get(routes, WIKI + "/revisions/<page>", "wikiread", this::revisions);
        api.get(routes, WIKI + "/settings/<page>", "modwiki", this::settings);
        api.post(routes, WIKI + "/settings/<page>", "modwiki", this::set);
        api.get(routes, WIKI + "/<page>", "wikiread", this::page);
    }

    private WikiPages wiki(Request request) {
        LoopbackSubreddit subreddit = SubredditsApi.subreddit(world, request);
        subreddit.checkVisible(world.bot());
        if (!subreddit.wiki().isEnabled()) {
            throw RedditError.reason(403, "WIKI_DISABLED");
        }
        return subreddit.wiki();
    }

    /** The wiki, if the bot sees this page of it. */
    private WikiPages wiki(Request request, String page) {
        WikiPages wiki = wiki(request);
        if (!wiki.sees(world.bot(), page)) {
            throw RedditError.reason(403, "MAY_NOT_VIEW");
        }
        return wiki;
    }

    private JsonNode page(Request request) {
        String name = request.path("page");
        WikiPages wiki = wiki(request, name);
        WikiRevision wanted = wiki.revisions(name).stream()
                .filter(revision -> revision.id().equals(request.text("v")))
                .findFirst()
                .or(() -> wiki.newest(name))
                .orElseThrow(() -> RedditError.reason(
                        404, wiki.revises(world.bot(), name) ? "PAGE_NOT_CREATED" : "PAGE_NOT_FOUND"));
        ObjectNode data = Json.object()
                .put("content_md", wanted.text())
                .put("content_html", Words.html(wanted.text()))
                .put("may_revise", wiki.revises(world.bot(), name))
                .put("reason", wanted.reason())
                .put("revision_date", (double) wanted.time().getEpochSecond())
                .put("revision_id", wanted.id());
        data.set("revision_by", by(wanted));
        return Words.kind("wikipage", data);
    }

    private static JsonNode by(WikiRevision revision) {
        return Words.kind("t2", revision.author().json());
    }

    private JsonNode pages(Request request) {
        ArrayNode names = Json.array();
        wiki(request).names().forEach(names::add);
        return Words.kind("wikipagelisting", names);
    }

    private JsonNode revisions(Request request) {
        String name = request.path("page");
        List<WikiRevision> all = wiki(request, name).revisions(name);
        if (all.isEmpty()) {
            throw RedditError.reason(404, "PAGE_NOT_CREATED");
        }
        return Listings.slice(all, request, revision -> "WikiRevision_" + revision.id(), revision -> {
            ObjectNode one = Json.object()
                    .put("id", revision.id())
                    .put("page", name)
                    .put("reason", revision.reason())
                    .put("revision_hidden", false)
                    .put("timestamp", (double) revision.time().getEpochSecond());
            one.set("author", by(revision));
            return one;
        });
    }

    private JsonNode edit(Request request) {
        String name = request.required("page");
        String text = request.required("content");
        WikiPages wiki = wiki(request);
        if (!wiki.revises(world.bot(), name)) {
            throw RedditError.reason(403, "MAY_NOT_REVISE");
        } else if (text.length() > LONGEST_PAGE) {
            throw RedditError.explained(413, "CONTENT_LENGTH_ERROR", "the page is too long", "content");
        }
        String newest = wiki.newest(name).map(WikiRevision::id).orElse("");
        String previous = request.text("previous");
        if (!previous.isEmpty() && !previous.equals(newest)) {
            ObjectNode conflict = Json.object()
                    .put("message", "Conflict")
                    .put("reason", "EDIT_CONFLICT")
                    .put("newrevision", newest)
                    .put("newcontent", wiki.text(name).orElse(""));
            throw RedditError.with(409, conflict);
        }
        wiki.write(world.bot(), name, text, request.optional("reason").orElse(null));
        return Json.object();
    }

    /** The settings, which only moderators see and set, of a page that exists. */
    private WikiPages settable(Request request) {
        WikiPages wiki = wiki(request);
        if (!SubredditsApi.subreddit(world, request).isModerator(world.bot())) {
            throw RedditError.reason(403, "MOD_REQUIRED");
        } else if (wiki.newest(request.path("page")).isEmpty()) {
            throw RedditError.reason(404, "PAGE_NOT_CREATED");
        }
        return wiki;
    }

    private JsonNode settings(Request request) {
        return settings(settable(request), request.path("page"));
    }

    private JsonNode set(Request request) {
        WikiPages wiki = settable(request);
        Map<String, Integer> levels = Map.of("0", 0, "1", 1, "2", 2);
        Integer level = levels.get(request.required("permlevel"));
        if (level == null) {
            throw RedditError.explained(400, "INVALID_PERMLEVEL", "it is 0, 1 or 2", "permlevel");
        }
        wiki.settings(request.path("page"), level, request.is("listed"));
        return settings(wiki, request.path("page"));
    }

    private static JsonNode settings(WikiPages wiki, String page) {
        ObjectNode data = Json.object().put("permlevel", wiki.permissions(page)).put("listed", wiki.isListed(page));
        data.putArray("editors");
        return Words.kind("wikipagesettings", data);
    }
}
