package io.pareidolia.bot.reddit.loopback;

import com.fasterxml.jackson.databind.JsonNode;

/** How a comment looks: its rich text as it would be shown, its Markdown as it was written. */
final class CommentPage {
    private static final int MONOSPACE = 64;
    private static final int SUPERSCRIPT = 32;

    private final World world;

    private CommentPage(World world) {
        this.world = world;
    }

    static String of(World world, LoopbackComment comment) {
        String body = comment.document()
                .map(document -> new CommentPage(world).blocks(document.path("document")))
                .orElseGet(() -> "<pre>" + Words.escaped(comment.text()) + "</pre>");
        return "<!doctype html><meta charset=\"utf-8\"><title>" + comment.fullname() + "</title>"
                + "<style>body{font:14px sans-serif;max-width:40em;margin:2em}img{max-width:100%}pre{white-space:pre-wrap}"
                + "code,.code{background:#eee;padding:2px 4px;font-family:monospace}</style><p><b>u/"
                + comment.author().name() + "</b> in r/" + comment.subreddit().name() + "</p>" + body;
    }

    private String blocks(JsonNode blocks) {
        StringBuilder html = new StringBuilder();
        blocks.forEach(block -> html.append(block(block)));
        return html.toString();
    }

    private String block(JsonNode block) {
        JsonNode content = block.path("c");
        return switch (block.path("e").asText()) {
            case "par" -> "<p>" + inline(content) + "</p>";
            case "h" -> "<h2>" + inline(content) + "</h2>";
            case "hr" -> "<hr>";
            case "blockquote" -> "<blockquote>" + blocks(content) + "</blockquote>";
            case "list" -> "<ul>" + blocks(content) + "</ul>";
            case "li" -> "<li>" + blocks(content) + "</li>";
            case "code" -> "<pre class=\"code\">" + code(content) + "</pre>";
            case "img" -> picture(block);
            default -> "";
        };
    }

    private String picture(JsonNode block) {
        String link = world.uploads()
                .picture(block.path("id").asText())
                .map(world.pictures()::link)
                .orElse("");
        return "<figure><img src=\"" + link + "\"><figcaption>"
                + Words.escaped(block.path("c").asText()) + "</figcaption></figure>";
    }

    private static String code(JsonNode lines) {
        StringBuilder html = new StringBuilder();
        lines.forEach(
                line -> html.append(Words.escaped(line.path("t").asText())).append('\n'));
        return html.toString();
    }

    private static String inline(JsonNode parts) {
        StringBuilder html = new StringBuilder();
        for (JsonNode part : parts) {
            String words = Words.escaped(part.path("t").asText());
            switch (part.path("e").asText()) {
                case "link" ->
                    html.append("<a href=\"")
                            .append(Words.escaped(part.path("u").asText()).replace("\"", "&quot;"))
                            .append("\">")
                            .append(words)
                            .append("</a>");
                case "u/", "r/" -> html.append(part.path("e").asText()).append(words);
                case "br" -> html.append("<br>");
                default ->
                    html.append(formatted(words, part.path("f").path(0).path(0).asInt()));
            }
        }
        return html.toString();
    }

    private static String formatted(String words, int format) {
        if ((format & MONOSPACE) != 0) {
            return "<code>" + words + "</code>";
        } else if ((format & SUPERSCRIPT) != 0) {
            return "<sup>" + words + "</sup>";
        } else {
            return words;
        }
    }
}
