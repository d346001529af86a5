package io.pareidolia.bot.reddit;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Text in Reddit's Markdown. What strangers wrote comes out as they see it: it neither turns into a link, a mention, a
 * heading or a quote, nor ends the line that it stands in.
 */
final class Markdown {
    /** As long as a stranger's text may be in a sentence of ours, in code points. */
    static final int MOST = 1_000;

    private static final Pattern SPECIAL = Pattern.compile("[\\\\`*_{}\\[\\]()#+\\-.!:|&<>/^~]");
    private static final Pattern GAP = Pattern.compile("[\\s\\p{Z}\\u0085]+");
    private static final Pattern HIDDEN = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Co}\\p{Cn}\\p{Cs}]");

    /** What ends an address, or begins something else in it. */
    private static final Pattern UNFIT = Pattern.compile("[\\s()<>\\\\\"`]");

    private static final Pattern TICKS = Pattern.compile("`+");

    private Markdown() {}

    /** The text on one line, each character standing for itself. */
    static String escape(String text) {
        return SPECIAL.matcher(shortened(oneLine(text))).replaceAll("\\\\$0");
    }

    /** The text on one line, without what does not show; for where no Markdown is read. */
    static String plain(String text) {
        return shortened(oneLine(text).strip());
    }

    private static String oneLine(String text) {
        return HIDDEN.matcher(GAP.matcher(text).replaceAll(" ")).replaceAll("");
    }

    private static String shortened(String line) {
        return line.codePointCount(0, line.length()) <= MOST
                ? line
                : line.substring(0, line.offsetByCodePoints(0, MOST)) + "…";
    }

    /** A line of code. Nothing is left out of it. */
    static String code(String text) {
        String line = oneLine(text).strip();
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
     * @param address of ours, or checked by us
     */
    static String link(String words, String address) {
        return "[" + escape(words) + "](" + address(address) + ")";
    }

    /** An address as it may stand in the brackets of a link. */
    static String address(String address) {
        return UNFIT.matcher(address)
                .replaceAll(sign ->
                        String.format(Locale.ROOT, "%%%02X", (int) sign.group().charAt(0)));
    }
}
