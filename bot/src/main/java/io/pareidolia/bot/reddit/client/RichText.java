package io.pareidolia.bot.reddit.client;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Stream;

/**
 * The text of a comment that holds a picture, in the form in which Reddit stores it: nothing in it is read as Markdown.
 * Immutable; each addition is another text.
 *
 * @param blocks from above to below
 */
public record RichText(List<Block> blocks) {
    private static final int MONOSPACE = 64;
    private static final int SUPERSCRIPT = 32;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** What stands below each other. */
    public sealed interface Block {
        /**
         * A picture; Reddit takes one a comment.
         *
         * @param asset of its upload
         * @param caption below it, or empty
         */
        record Picture(String asset, String caption) implements Block {}

        /** A paragraph. */
        record Paragraph(List<Span> spans) implements Block {
            public Paragraph {
                spans = List.copyOf(spans);
            }
        }

        /** A line of code that is scrolled and not broken. */
        record Code(String line) implements Block {}

        /** A rule across the comment. */
        record Rule() implements Block {}
    }

    /** What stands beside each other in a paragraph. */
    public sealed interface Span {
        /** Words. */
        record Words(String text) implements Span {}

        /** Words in the type of code. */
        record Code(String text) implements Span {}

        /** Words of a footer, small and raised. */
        record Small(String text) implements Span {}

        /** Words that lead somewhere. */
        record Link(String text, String url) implements Span {}
    }

    public RichText {
        blocks = List.copyOf(blocks);
    }

    /** A text without anything. */
    public static RichText empty() {
        return new RichText(List.of());
    }

    public RichText picture(Upload upload, String caption) {
        return with(new Block.Picture(upload.asset(), caption));
    }

    public RichText paragraph(Span... spans) {
        return with(new Block.Paragraph(List.of(spans)));
    }

    public RichText code(String line) {
        return with(new Block.Code(line));
    }

    public RichText rule() {
        return with(new Block.Rule());
    }

    private RichText with(Block block) {
        return new RichText(Stream.concat(blocks.stream(), Stream.of(block)).toList());
    }

    /** The document for {@code richtext_json}. */
    String json() {
        ObjectNode root = JSON.createObjectNode();
        ArrayNode document = root.putArray("document");
        blocks.forEach(block -> document.add(node(block)));
        return root.toString();
    }

    private static ObjectNode node(Block block) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        if (block instanceof Block.Picture picture) {
            node.put("e", "img").put("id", picture.asset()).put("c", picture.caption());
        } else if (block instanceof Block.Paragraph paragraph) {
            ArrayNode content = node.put("e", "par").putArray("c");
            paragraph.spans().forEach(span -> content.add(node(span)));
        } else if (block instanceof Block.Code code) {
            node.put("e", "code").putArray("c").addObject().put("e", "raw").put("t", code.line());
        } else {
            node.put("e", "hr");
        }
        return node;
    }

    private static ObjectNode node(Span span) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        if (span instanceof Span.Link link) {
            return node.put("e", "link").put("t", link.text()).put("u", link.url());
        }
        if (span instanceof Span.Code code) {
            return formatted(node, code.text(), MONOSPACE);
        }
        if (span instanceof Span.Small small) {
            return formatted(node, small.text(), SUPERSCRIPT);
        }
        return node.put("e", "text").put("t", ((Span.Words) span).text());
    }

    private static ObjectNode formatted(ObjectNode node, String text, int format) {
        node.put("e", "text").put("t", text);
        node.putArray("f").addArray().add(format).add(0).add(text.length());
        return node;
    }
}
