package io.pareidolia.bot.reddit.loopback;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pareidolia.bot.discord.loopback.Json;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;

/** Reddit's way to give out long lists in pieces. */
final class Listings {
    private static final int USUAL = 25;
    private static final int MOST = 100;

    private Listings() {}

    /**
     * The piece that is asked for.
     *
     * @param oldestFirst all there is; it is given out the newest first
     */
    static <T> JsonNode slice(
            List<T> oldestFirst, Request request, Function<T, String> fullname, Function<T, ? extends JsonNode> json) {
        List<T> all = new ArrayList<>(oldestFirst);
        Collections.reverse(all);
        int limit = Math.max(1, Math.min(MOST, request.number("limit", USUAL)));
        List<String> names = all.stream().map(fullname).toList();
        int from = 0;
        int to = all.size();
        if (!request.text("before").isEmpty()) {
            // before something that has vanished Reddit finds nothing
            to = Math.max(0, names.indexOf(request.text("before")));
            from = Math.max(0, to - limit);
        } else if (!request.text("after").isEmpty()) {
            int after = names.indexOf(request.text("after"));
            from = after < 0 ? to : after + 1;
        }
        to = Math.min(to, from + limit);
        return of(
                all.subList(from, to).stream().map(json).toList(),
                to < all.size() && to > from ? names.get(to - 1) : null,
                from > 0 && to > from ? names.get(from) : null);
    }

    static ObjectNode of(List<? extends JsonNode> children) {
        return of(children, null, null);
    }

    private static ObjectNode of(List<? extends JsonNode> children, String after, String before) {
        ObjectNode data = Json.object()
                .put("after", after)
                .put("before", before)
                .put("dist", children.size())
                .put("modhash", "")
                .put("geo_filter", "");
        ArrayNode list = data.putArray("children");
        children.forEach(list::add);
        return Words.kind("Listing", data);
    }
}
