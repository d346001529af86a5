package io.pareidolia.bot.reddit;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What a comment or a message of ours says, paragraph by paragraph. */
record AnswerText(List<Paragraph> paragraphs) {
    AnswerText {
        paragraphs = List.copyOf(paragraphs);
    }

    /** One of them. */
    sealed interface Paragraph {
        /**
         * The dream itself, where the comment shows it.
         *
         * @param caption for whoever cannot see it
         */
        record Picture(String caption) implements Paragraph {}

        /**
         * Words and links.
         *
         * @param quiet whether they are written small; then they are our own alone
         */
        record Line(List<Span> spans, boolean quiet) implements Paragraph {
            public Line {
                spans = List.copyOf(spans);
            }
        }

        /** What is to be copied as it is. */
        record Code(String text) implements Paragraph {}
    }

    /** A part of a line. */
    sealed interface Span {
        String text();

        /** Words of whoever, to be shown as they are. */
        record Words(String text, boolean bold) implements Span {}

        /** Words that lead somewhere. */
        record Link(String text, String address) implements Span {}
    }

    /**
     * In Markdown. A picture has no place in it: who shows it that way has paragraphs to send, and who cannot, links it.
     */
    String markdown() {
        return paragraphs.stream()
                .map(AnswerText::markdown)
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining("\n\n"));
    }

    private static String markdown(Paragraph paragraph) {
        if (paragraph instanceof Paragraph.Code code) {
            return Markdown.code(code.text());
        }
        if (paragraph instanceof Paragraph.Line line) {
            return line.spans().stream()
                    .map(span -> line.quiet() ? Quiet.markdown(span) : markdown(span))
                    .collect(Collectors.joining(line.quiet() ? " " : ""));
        }
        return "";
    }

    private static String markdown(Span span) {
        if (span instanceof Span.Link link) {
            return Markdown.link(link.text(), link.address());
        }
        boolean bold = span instanceof Span.Words words && words.bold();
        return bold ? "**" + Markdown.escape(span.text()) + "**" : Markdown.escape(span.text());
    }

    /**
     * Small writing. Reddit's older pages end it at the first backslash, so nothing can be escaped in it, and nothing must
     * be.
     */
    private static final class Quiet {
        private static final Pattern SIGNS = Pattern.compile("[\\\\()\\[\\]^*_`~<>&]");

        static String markdown(Span span) {
            String small = "^(" + SIGNS.matcher(span.text()).replaceAll("") + ")";
            return span instanceof Span.Link link ? "[" + small + "](" + Markdown.address(link.address()) + ")" : small;
        }
    }
}
