package io.pareidolia.bot.reddit;

import io.pareidolia.dream.failure.DreamException;
import io.pareidolia.dream.failure.StrangersName;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The post or comment that an operator means by a link.
 *
 * @param fullname such as {@code t3_abc}
 */
record RedditLink(String fullname) {
    private static final Pattern FULLNAME = Pattern.compile("t[13]_[a-z0-9]{1,13}");
    private static final Pattern THREAD =
            Pattern.compile("/(?:(?:r|u|user)/[^/]+/)?comments/([a-z0-9]{1,13})(?:/[^/]*(?:/([a-z0-9]{1,13}))?)?/?");
    private static final Pattern GALLERY = Pattern.compile("/gallery/([a-z0-9]{1,13})/?");
    private static final Pattern SHORT = Pattern.compile("/([a-z0-9]{1,13})/?");
    private static final Pattern SHARED = Pattern.compile("/(?:r|u|user)/[^/]+/s/[a-z0-9]+/?");
    private static final String SHORT_HOST = "redd.it";
    private static final Set<String> PICTURE_HOSTS =
            Set.of("i.redd.it", "preview.redd.it", "external-preview.redd.it", "v.redd.it", "i.imgur.com");

    /**
     * From what was typed: a link as browsers show it, a short one, a path, or a fullname.
     *
     * @param api where the settings say that Reddit is
     * @throws DreamException if it leads to neither
     */
    static RedditLink of(String typed, Optional<URI> api) {
        String text = typed.strip();
        if (FULLNAME.matcher(text).matches()) {
            return new RedditLink(text);
        }
        URI link = uri(text).orElseThrow(() -> unknown(typed));
        String host = Optional.ofNullable(link.getHost()).orElse("").toLowerCase(Locale.ROOT);
        String path = Optional.ofNullable(link.getPath()).orElse("").toLowerCase(Locale.ROOT);
        if (PICTURE_HOSTS.contains(host)) {
            throw DreamException.input(
                    "That is the address of a picture or video itself; take the link of the post that shows it.");
        }
        boolean ours = host.isEmpty()
                || host.equals("reddit.com")
                || host.endsWith(".reddit.com")
                || api.map(URI::getHost).filter(host::equals).isPresent();
        if (ours && SHARED.matcher(path).matches()) {
            throw DreamException.input("That is a link for sharing, which tells only a browser where it leads: open it"
                    + " there, and take the address that the browser then shows.");
        }
        if (host.equals(SHORT_HOST)) {
            return named("t3_", SHORT.matcher(path)).orElseThrow(() -> unknown(typed));
        }
        return Optional.of(THREAD.matcher(path))
                .filter(thread -> ours && thread.matches())
                .map(RedditLink::inThread)
                .or(() -> ours ? named("t3_", GALLERY.matcher(path)) : Optional.empty())
                .orElseThrow(() -> unknown(typed));
    }

    private static RedditLink inThread(Matcher thread) {
        return new RedditLink(thread.group(2) == null ? "t3_" + thread.group(1) : "t1_" + thread.group(2));
    }

    private static Optional<RedditLink> named(String kind, Matcher path) {
        return path.matches() ? Optional.of(new RedditLink(kind + path.group(1))) : Optional.empty();
    }

    private static Optional<URI> uri(String text) {
        String whole = text.matches("(?i)(?:[a-z]+\\.)?(?:reddit\\.com|redd\\.it)/.*") ? "https://" + text : text;
        try {
            return Optional.of(new URI(whole.replaceFirst("[?#].*$", "")));
        } catch (URISyntaxException damaged) {
            return Optional.empty();
        }
    }

    private static DreamException unknown(String typed) {
        return DreamException.input(
                "\"" + StrangersName.of(typed) + "\" is no link to a post or comment on Reddit: write"
                        + " it as in https://www.reddit.com/r/aww/comments/abc123/, https://redd.it/abc123 or t3_abc123.");
    }

    boolean isComment() {
        return fullname.startsWith("t1_");
    }
}
