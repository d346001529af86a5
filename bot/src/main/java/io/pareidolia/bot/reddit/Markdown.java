package io.pareidolia.bot.reddit;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Text in Reddit's Markdown. What strangers wrote comes out as they see it: it neither turns into a link, a mention, a
 * heading or a quote, nor ends the line that it stands in.
 */
final class Markdown {
    /** As long as a stranger's text may be in a sentence of ours, in code points. */
    static final int MOST = 200;

    private static final Pattern SPECIAL = Pattern.compile("[\\\\`*_{}\\[\\]()#+\\-.!:|&<>/^~]");
    private static final Pattern GAP = Pattern.compile("[\\s\\p{Z}]+");
    private static final Pattern HIDDEN = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Co}\\p{Cn}\\p{Cs}]");
    private static final Pattern TICKS = Pattern.compile("`+");

    private Markdown() {}

    /** The text on one line, each character standing for itself. */
    static String escape(String text) {
        return SPECIAL.matcher(plain(text)).replaceAll("\\\\$0");
    }

    /** The text on one line, without what does not show; for where no Markdown is read. */
    static String plain(String text) {
        String line =
                HIDDEN.matcher(GAP.matcher(text).replaceAll(" ")).replaceAll("").strip();
        return line.codePointCount(0, line.length()) <= MOST
                ? line
                : line.substring(0, line.offsetByCodePoints(0, MOST)) + "…";
    }

    /** A line of code. Nothing is left out of it. */
    static String code(String text) {
        String line =
                HIDDEN.matcher(GAP.matcher(text).replaceAll(" ")).replaceAll("").strip();
        int longest = 0;
        Matcher ticks = TICKS.matcher(line);
        while (ticks.find()) {
            longest = Math.max(longest, ticks.end() - ticks.start());
        }
        String fence = "`".repeat(longest + 1);
        String gap = longest == 0 ? "" : " ";
        return fence + gap + line + gap + fence;
    }

    /**
     * A link.
     *
     * @param address without spaces, as of {@link java.net.URI}
     */
    static String link(String words, String address) {
        return "[" + escape(words) + "](" + address.replace("(", "%28").replace(")", "%29") + ")";
    }
}
