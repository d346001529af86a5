package io.pareidolia.bot.reddit;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a comment says in the words of whoever wrote it: neither what is quoted nor what is shown as code over several
 * lines, and without the marks of Markdown.
 *
 * @param lines as they would be read aloud; code within a line stands in backticks still
 * @param links in the order of the comment
 */
record OwnWords(List<String> lines, List<String> links) {
    /** Reddit takes no longer comments. */
    private static final int LONGEST = 10_000;

    /** What Reddit's editor leaves where nothing is to be seen. */
    private static final Pattern EMPTY = Pattern.compile("&#x200[Bb];|&#8203;|\\p{Cf}");

    private static final Pattern SPACE = Pattern.compile("&nbsp;|&#x20;|&#32;");
    private static final Pattern FENCE = Pattern.compile(" {0,3}(`{3,}[^`]*|~{3,}.*)");
    private static final Pattern INDENTED = Pattern.compile("(?: {4}| {0,3}\\t).*");

    /** A greater sign and an exclamation mark hide what follows, which is no quote. */
    private static final Pattern QUOTE = Pattern.compile(" {0,3}>(?!!).*");

    private static final Pattern LINE_MARK = Pattern.compile("^\\s*(?:#{1,6}\\s+|[-*+]\\s+|[0-9]{1,2}[.)]\\s+)");
    private static final Pattern PICTURE = Pattern.compile("!\\[[^\\]]*+\\]\\([^)]*+\\)");
    private static final Pattern LINK = Pattern.compile("\\[([^\\[\\]]*+)\\]\\(\\s*+<?+([^)\\s>]*+)[^)]*+\\)");
    private static final Pattern ADDRESS = Pattern.compile("https?://[^\\s<>\\[\\]\"`]+");
    private static final Pattern ESCAPED = Pattern.compile("\\\\(\\p{Punct})");
    private static final Pattern MARKS = Pattern.compile("\\*+|~~|\\^|>!|!<");

    OwnWords {
        lines = List.copyOf(lines);
        links = List.copyOf(links);
    }

    static OwnWords of(String body) {
        String text = body.length() <= LONGEST ? body : body.substring(0, LONGEST);
        String plain = SPACE.matcher(EMPTY.matcher(text).replaceAll(""))
                .replaceAll(" ")
                .replace("&gt;", ">")
                .replace("&lt;", "<")
                .replace("&amp;", "&");
        List<String> lines = new ArrayList<>();
        Set<String> links = new LinkedHashSet<>();
        boolean afterBlank = true;
        @Nullable Character fence = null;
        for (String line : plain.split("\\R", -1)) {
            if (FENCE.matcher(line).matches()) {
                char mark = line.strip().charAt(0);
                fence = fence == null ? Character.valueOf(mark) : fence == mark ? null : fence;
            } else if (fence == null
                    && !QUOTE.matcher(line).matches()
                    && !(afterBlank && INDENTED.matcher(line).matches())
                    && !line.isBlank()) {
                lines.add(spoken(line, links));
            }
            afterBlank = line.isBlank();
        }
        return new OwnWords(lines, List.copyOf(links));
    }

    private static String spoken(String line, Set<String> links) {
        String unmarked = LINE_MARK.matcher(line).replaceFirst("");
        String read = ESCAPED.matcher(PICTURE.matcher(unmarked).replaceAll(" ")).replaceAll("$1");
        Matcher linked = LINK.matcher(read);
        String named = linked.replaceAll(link -> {
            keep(link.group(2), links);
            return Matcher.quoteReplacement(link.group(1));
        });
        String wordsAlone = ADDRESS.matcher(named).replaceAll(address -> {
            keep(address.group(), links);
            return " ";
        });
        return MARKS.matcher(wordsAlone).replaceAll("").strip();
    }

    private static void keep(String address, Set<String> links) {
        String whole = address.replaceAll("[.,;:!?)'*]+$", "");
        if (ADDRESS.matcher(whole).matches()) {
            links.add(whole);
        }
    }
}
