package io.pareidolia.bot.reddit;

import com.fasterxml.jackson.databind.node.TextNode;
import io.pareidolia.bot.reddit.SubredditRules.AuthorTerms;
import io.pareidolia.bot.reddit.SubredditRules.Quota;
import io.pareidolia.bot.reddit.SubredditRules.Refusal;
import io.pareidolia.bot.reddit.SubredditRules.Reply;
import io.pareidolia.bot.reddit.SubredditRules.Watch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Rules as a moderators' page would say them, every key of it; read again, they are the same rules. */
final class RulesText {
    private static final String ALL = "all";

    /** The longest first, as a person would say it. */
    private static final Map<Duration, String> UNITS = new LinkedHashMap<>();

    static {
        UNITS.put(Duration.ofDays(1), "days");
        UNITS.put(Duration.ofHours(1), "hours");
        UNITS.put(Duration.ofMinutes(1), "minutes");
    }

    private RulesText() {}

    /** A line each. What is not limited is left out. */
    static List<String> lines(SubredditRules rules) {
        List<String> lines = new ArrayList<>();
        lines.add("enabled: " + rules.enabled());
        lines.add("reply: " + reply(rules.reply(), rules.refusal()));
        lines.add("watch: " + watch(rules.watch()));
        quota(rules.quota(), lines);
        lines.add("looks: " + names(rules.looks()));
        lines.add("networks: " + names(rules.networks()));
        rules.largestSize().ifPresent(size -> lines.add("largest_size: " + size));
        lines.add("nsfw: " + rules.nsfw());
        if (!rules.footer().isEmpty()) {
            lines.add("footer: " + quoted(rules.footer()));
        }
        lines.add("language: " + rules.language().toLanguageTag());
        lines.add("dry_run: " + rules.dryRun());
        author(rules.author(), lines);
        lines.add("moderators_exempt: " + rules.moderatorsExempt());
        if (!rules.ignoreFlair().isEmpty()) {
            lines.add("ignore_flair: " + list(rules.ignoreFlair()));
        }
        lines.add("distinguish: " + rules.distinguish());
        return lines;
    }

    private static String reply(Reply dream, Refusal refusal) {
        return "{dream: " + dream.word() + ", refusal: " + refusal.word() + "}";
    }

    private static String watch(Watch watch) {
        return watch.all() ? ALL : watch.isOn() ? list(watch.flairs()) : "none";
    }

    private static void quota(Quota quota, List<String> lines) {
        List<String> parts = new ArrayList<>();
        number("member", quota.member(), parts);
        number("subreddit", quota.subreddit(), parts);
        if (!quota.flairs().isEmpty()) {
            parts.add("flair: "
                    + new TreeMap<>(quota.flairs())
                            .entrySet().stream()
                                    .map(flair -> quoted(flair.getKey()) + ": " + flair.getValue())
                                    .collect(Collectors.joining(", ", "{", "}")));
        }
        section("quota", parts, lines);
    }

    private static void number(String key, OptionalInt number, List<String> parts) {
        number.ifPresent(value -> parts.add(key + ": " + value));
    }

    private static void author(AuthorTerms author, List<String> lines) {
        List<String> parts = new ArrayList<>();
        author.accountAge()
                .ifPresent(age -> parts.add("account_age: " + quoted(age.sign() + " " + time(age.number()))));
        author.combinedKarma()
                .ifPresent(karma -> parts.add("combined_karma: " + quoted(karma.sign() + " " + karma.number())));
        author.isContributor().ifPresent(contributor -> parts.add("is_contributor: " + contributor));
        section("author", parts, lines);
    }

    private static void section(String key, List<String> parts, List<String> lines) {
        if (!parts.isEmpty()) {
            lines.add(key + ": {" + String.join(", ", parts) + "}");
        }
    }

    private static String time(long seconds) {
        return UNITS.entrySet().stream()
                .filter(unit -> seconds % unit.getKey().toSeconds() == 0)
                .findFirst()
                .map(unit -> seconds / unit.getKey().toSeconds() + " " + unit.getValue())
                .orElseThrow(() -> new IllegalArgumentException(seconds + " s: pages say minutes at least"));
    }

    private static String names(List<String> names) {
        return names.isEmpty() ? ALL : "[" + String.join(", ", names) + "]";
    }

    private static String list(List<String> texts) {
        return texts.stream().map(RulesText::quoted).collect(Collectors.joining(", ", "[", "]"));
    }

    /** As JSON writes it, which YAML reads. */
    private static String quoted(String text) {
        return TextNode.valueOf(text).toString();
    }
}
