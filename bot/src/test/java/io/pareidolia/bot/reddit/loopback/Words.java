package io.pareidolia.bot.reddit.loopback;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.pareidolia.bot.discord.loopback.Json;
import java.time.Instant;
import java.util.Locale;

/** How Reddit writes the things that stand in many of its answers. */
final class Words {
    private Words() {}

    static void created(ObjectNode data, Instant when) {
        data.put("created", (double) when.getEpochSecond()).put("created_utc", (double) when.getEpochSecond());
    }

    static void edited(ObjectNode data, Instant when) {
        if (when == null) {
            data.put("edited", false);
        } else {
            data.put("edited", (double) when.getEpochSecond());
        }
    }

    /** The author's particulars; nobody has none. */
    static void author(ObjectNode data, Redditor author) {
        if (author != null) {
            data.put("author_fullname", author.fullname()).put("author_premium", false);
        }
    }

    /** Enough to see the words; the loopback renders no Markdown. */
    static String html(String markdown) {
        return "<div class=\"md\"><p>" + escaped(markdown) + "</p>\n</div>";
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    /** The same with every text escaped, as those get it who do not ask for {@code raw_json=1}. */
    static JsonNode escaped(JsonNode json) {
        if (json instanceof TextNode text) {
            return TextNode.valueOf(escaped(text.textValue()));
        } else if (json instanceof ArrayNode array) {
            ArrayNode escaped = Json.array();
            array.forEach(item -> escaped.add(escaped(item)));
            return escaped;
        } else if (json instanceof ObjectNode object) {
            ObjectNode escaped = Json.object();
            object.fields().forEachRemaining(field -> escaped.set(field.getKey(), escaped(field.getValue())));
            return escaped;
        } else {
            return json;
        }
    }

    /** A title as it stands in a link. */
    static String slug(String title) {
        String slug =
                title.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_").replaceAll("^_|_$", "");
        return slug.isEmpty() ? "_" : slug.substring(0, Math.min(50, slug.length()));
    }

    static ObjectNode kind(String kind, JsonNode data) {
        ObjectNode json = Json.object().put("kind", kind);
        json.set("data", data);
        return json;
    }

    /** What a call that makes or changes something answers. */
    static ObjectNode done(JsonNode... things) {
        ObjectNode json = Json.object();
        ObjectNode envelope = json.putObject("json");
        envelope.putArray("errors");
        ArrayNode list = envelope.putObject("data").putArray("things");
        for (JsonNode thing : things) {
            list.add(thing);
        }
        return json;
    }

    /** What a call that makes or changes something answers where there is nothing to tell. */
    static ObjectNode nothing() {
        ObjectNode json = Json.object();
        json.putObject("json").putArray("errors");
        return json;
    }
}
