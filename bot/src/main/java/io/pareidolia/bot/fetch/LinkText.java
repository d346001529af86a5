package io.pareidolia.bot.fetch;

import io.pareidolia.bot.fetch.FetchFailure.Reason;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * From what a stranger or a strange server wrote to a URL. There is one parser, that of the client which follows the
 * link, so that what was checked is what is fetched; what parsers are known to disagree about is refused before.
 */
final class LinkText {
    /** Signed links have some hundred characters; nobody needs more than this. */
    private static final int LONGEST = 8_192;

    private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*):.*", Pattern.DOTALL);
    private static final String QUAD_PART = "(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
    private static final Pattern QUAD = Pattern.compile(QUAD_PART + "(\\." + QUAD_PART + "){3}");

    private LinkText() {}

    /** A link as a person posts it. */
    static HttpUrl parsed(String text) throws FetchFailure {
        String link = checked(text);
        Matcher scheme = SCHEME.matcher(link);
        if (!scheme.matches()) {
            throw new FetchFailure(Reason.SCHEME);
        }
        checkScheme(scheme);
        return canonical(HttpUrl.parse(link));
    }

    /** Where a server at {@code base} sends its visitors on to. */
    static HttpUrl resolved(HttpUrl base, String location) throws FetchFailure {
        String link = checked(location);
        Matcher scheme = SCHEME.matcher(link);
        if (scheme.matches()) {
            checkScheme(scheme);
        }
        return canonical(base.resolve(link));
    }

    /** True if {@code host} is an IP address in the only notation of each kind that everybody reads alike. */
    static boolean isAddress(String host) {
        return host.contains(":") || QUAD.matcher(host).matches();
    }

    private static String checked(String text) throws FetchFailure {
        String link = text.strip();
        if (link.isEmpty()
                || link.length() > LONGEST
                || link.chars().anyMatch(letter -> letter == '\\' || Character.isISOControl(letter))) {
            throw new FetchFailure(Reason.NOT_A_LINK);
        }
        return link;
    }

    private static void checkScheme(Matcher scheme) throws FetchFailure {
        String name = scheme.group(1).toLowerCase(Locale.ROOT);
        if (!name.equals("http") && !name.equals("https")) {
            throw new FetchFailure(Reason.SCHEME);
        }
    }

    private static HttpUrl canonical(@Nullable HttpUrl url) throws FetchFailure {
        if (url == null) {
            throw new FetchFailure(Reason.NOT_A_LINK);
        } else if (!url.username().isEmpty() || !url.password().isEmpty()) {
            throw new FetchFailure(Reason.USER_INFO);
        }
        String host = url.host();
        if (host.endsWith(".")) {
            host = host.substring(0, host.length() - 1);
        }
        // a last label that begins with a digit is no name's: 127.1, 0x7f000001 and 2130706433 are this machine to some
        if (!isAddress(host) && Character.isDigit(host.charAt(host.lastIndexOf('.') + 1))) {
            throw new FetchFailure(Reason.NOT_A_LINK);
        }
        return url.newBuilder().host(host).fragment(null).build();
    }
}
