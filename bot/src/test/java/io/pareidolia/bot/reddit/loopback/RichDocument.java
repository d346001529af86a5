package io.pareidolia.bot.reddit.loopback;

import com.fasterxml.jackson.databind.JsonNode;
import io.pareidolia.bot.discord.loopback.Json;
import java.util.ArrayList;
import java.util.List;

/** Reads a comment's {@code richtext_json}, and refuses what Reddit's editor would not write. */
final class RichDocument {
    private final World world;
    private final List<LoopbackPicture> pictures = new ArrayList<>();

    RichDocument(World world) {
        this.world = world;
    }

    Writing read(String text) {
        JsonNode document = Json.read(text)
                .filter(json -> json.path("document").isArray())
                .orElseThrow(() -> broken("there is no document"));
        List<String> blocks = new ArrayList<>();
        document.path("document").forEach(block -> blocks.add(block(block)));
        if (pictures.size() > 1) {
            throw broken("more than one picture");
        }
        return new Writing(String.join("\n\n", blocks), document, List.copyOf(pictures));
    }

    private static RedditError broken(String why) {
        return RedditError.code("JSON_PARSE_ERROR", "the rich text is not valid: " + why, "richtext_json");
    }

    private String block(JsonNode block) {
        return switch (block.path("e").asText()) {
            case "par" -> inline(block.path("c"));
            case "h" -> "#".repeat(block.path("l").asInt(1)) + " " + inline(block.path("c"));
            case "hr" -> "---";
            case "blockquote" -> prefixed("> ", block.path("c"));
            case "code" -> code(block.path("c"));
            case "list" -> prefixed(block.path("o").asBoolean() ? "1. " : "* ", block.path("c"));
            case "li" -> blocks(block.path("c"));
            case "img" -> picture(block);
            default -> throw broken("unknown element " + block.path("e"));
        };
    }

    private String prefixed(String sign, JsonNode blocks) {
        List<String> lines = new ArrayList<>();
        array(blocks).forEach(block -> lines.add(sign + block(block)));
        return String.join("\n", lines);
    }

    private String blocks(JsonNode blocks) {
        List<String> texts = new ArrayList<>();
        array(blocks).forEach(block -> texts.add(block(block)));
        return String.join("\n\n", texts);
    }

    private static String code(JsonNode lines) {
        List<String> texts = new ArrayList<>();
        for (JsonNode line : array(lines)) {
            if (!line.path("e").asText().equals("raw") || !line.path("t").isTextual()) {
                throw broken("code is made of raw lines");
            }
            texts.add("    " + line.path("t").asText());
        }
        return String.join("\n", texts);
    }

    private static String inline(JsonNode parts) {
        StringBuilder text = new StringBuilder();
        for (JsonNode part : array(parts)) {
            String words = part.path("t").asText();
            switch (part.path("e").asText()) {
                case "text" -> text.append(formatted(words, part.path("f")));
                case "raw" -> text.append(words);
                case "link" -> text.append(link(words, part.path("u").asText()));
                case "u/", "r/" -> text.append(part.path("e").asText()).append(words);
                case "br" -> text.append("  \n");
                default -> throw broken("unknown inline element " + part.path("e"));
            }
        }
        return text.toString();
    }

    private static String link(String words, String target) {
        if (words.isEmpty() || !target.matches("(https?://|/|mailto:).+")) {
            throw broken("a link needs words and an address");
        }
        return "[" + words + "](" + target + ")";
    }

    /** Each format is its bits, where it begins, and how long it is. */
    private static String formatted(String words, JsonNode formats) {
        for (JsonNode format : formats) {
            int begin = format.path(1).asInt(-1);
            int length = format.path(2).asInt(-1);
            if (begin < 0 || length < 1 || begin + length > words.length()) {
                throw broken("a format lies outside of its text");
            }
            boolean code = (format.path(0).asInt() & 64) != 0;
            if (code && begin == 0 && length == words.length()) {
                return "`" + words + "`";
            }
        }
        return words;
    }

    private String picture(JsonNode block) {
        LoopbackPicture picture = world.uploads()
                .picture(block.path("id").asText())
                .orElseThrow(() -> broken("there is no such media " + block.path("id")));
        pictures.add(picture);
        String caption = block.path("c").asText();
        return "![img](" + picture.id() + (caption.isEmpty() ? "" : " \"" + caption + "\"") + ")";
    }

    private static JsonNode array(JsonNode json) {
        if (!json.isArray()) {
            throw broken("a list is missing");
        }
        return json;
    }
}
