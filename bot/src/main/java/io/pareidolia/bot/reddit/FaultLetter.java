package io.pareidolia.bot.reddit;

import io.pareidolia.bot.reddit.RulesReading.Fault;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What moderators are told of a page that cannot be used.
 *
 * @param text in Markdown
 */
record FaultLetter(String subject, String text) {
    private static final int MOST = 10;

    /** About a page with these faults. */
    static FaultLetter of(String subreddit, List<Fault> faults) {
        int more = faults.size() - MOST;
        String list = faults.stream().limit(MOST).map(FaultLetter::line).collect(Collectors.joining("\n"))
                + (more > 0 ? "\n* and " + more + " more" : "");
        return letter(subreddit, list);
    }

    /** About a page on which nothing stands any more. */
    static FaultLetter empty(String subreddit) {
        return letter(
                subreddit,
                "* Nothing stands on it any more. To have the bot leave this subreddit alone, write "
                        + Markdown.code("enabled: false") + ".");
    }

    private static FaultLetter letter(String subreddit, String list) {
        String page = "/r/" + subreddit + "/wiki/" + SubredditRules.PAGE;
        return new FaultLetter(
                "The wiki page " + SubredditRules.PAGE + " cannot be used as it is",
                "What this bot reads on " + Markdown.link(page, page) + " is not right yet:\n\n" + list
                        + "\n\nUntil it is, what held before goes on. "
                        + Markdown.link("Change it", page.replace("/wiki/", "/wiki/edit/"))
                        + "; it is read again within ten minutes, and nothing more is said about this revision.");
    }

    private static String line(Fault fault) {
        return "* Line " + fault.line()
                + (fault.key().isEmpty() ? "" : ", " + Markdown.code(Markdown.plain(fault.key())))
                + ": " + Markdown.escape(fault.sentence())
                + fault.nearest()
                        .map(nearest -> " Did you mean " + Markdown.code(nearest) + "?")
                        .orElse("");
    }
}
