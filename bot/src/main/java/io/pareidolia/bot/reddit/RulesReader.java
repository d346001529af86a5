package io.pareidolia.bot.reddit;

import io.pareidolia.bot.quota.RuleKey;
import io.pareidolia.bot.reddit.RulesReading.Fault;
import io.pareidolia.bot.reddit.SubredditRules.AuthorTerms;
import io.pareidolia.bot.reddit.SubredditRules.Quota;
import io.pareidolia.bot.reddit.SubredditRules.Refusal;
import io.pareidolia.bot.reddit.SubredditRules.Reply;
import io.pareidolia.bot.reddit.SubredditRules.Watch;
import io.pareidolia.dream.Looks;
import io.pareidolia.dream.failure.NearestWords;
import io.pareidolia.dream.failure.StrangersName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Reads the page of a subreddit's moderators: YAML, as AutoModerator's. Keys are written {@code dry_run}, and
 * {@code dry run} or {@code Dry-Run} are the same. Everything that is wrong is told, each with its line.
 */
final class RulesReader {
    private static final int MOST_FAULTS = 20;
    private static final int LONGEST_FOOTER = 300;
    private static final int MOST_FLAIRS = 50;
    private static final int LONGEST_FLAIR = 64;
    private static final int MOST_DREAMS = 1_000_000;
    private static final Pattern DIGITS = Pattern.compile("[0-9]{1,7}");
    private static final Set<String> YES = Set.of("true", "yes", "on");
    private static final Set<String> NO = Set.of("false", "no", "off");
    private static final Set<String> NONE = Set.of("none", "off", "no", "false", "");
    private static final String ALL = "all";

    private static final List<String> KEYS = List.of(
            "enabled",
            "reply",
            "watch",
            "quota",
            "looks",
            "networks",
            "largest_size",
            "nsfw",
            "footer",
            "language",
            "dry_run",
            "author",
            "moderators_exempt",
            "ignore_flair",
            "distinguish");
    private static final List<String> REPLY_KEYS = List.of("dream", "refusal");
    private static final List<String> QUOTA_KEYS = List.of("member", "subreddit", "flair");
    private static final List<String> AUTHOR_KEYS = List.of("account_age", "combined_karma", "is_contributor");

    /** AutoModerator says it the other way round than people do. */
    private static final Map<String, String> OTHER_NAMES = Map.of("exempt_moderators", "moderators_exempt");

    private final List<String> looks;
    private final List<String> networks;
    private final List<String> languages;

    /**
     * @param networks names of all that there are
     * @param languages those that the bot speaks
     */
    RulesReader(Looks looks, List<String> networks, Collection<Locale> languages) {
        this.looks = looks.names();
        this.networks = List.copyOf(networks);
        this.languages = languages.stream().map(Locale::toLanguageTag).toList();
    }

    RulesReading read(String page) {
        Optional<YamlPart> part;
        try {
            part = YamlPart.read(page);
        } catch (YamlPart.Malformed wrong) {
            return new RulesReading.Faulty(List.of(new Fault(wrong.line(), "", wrong.sentence(), Optional.empty())));
        }
        if (part.isEmpty()) {
            return new RulesReading.Empty();
        }
        Reading reading = new Reading();
        SubredditRules rules = reading.rules(part.get());
        return reading.faults.isEmpty()
                ? new RulesReading.Read(rules)
                : new RulesReading.Faulty(
                        reading.faults.stream().limit(MOST_FAULTS).toList());
    }

    /** The way through one page. */
    private final class Reading {
        private final List<Fault> faults = new ArrayList<>();

        private SubredditRules rules(YamlPart page) {
            SubredditRules usual = SubredditRules.USUAL;
            Section all = section(page, "", KEYS);
            Section reply = all.reply();
            return new SubredditRules(
                    all.yesOrNo("enabled", usual.enabled()),
                    reply.choice("dream", Reply.values(), Reply::word).orElse(usual.reply()),
                    reply.choice("refusal", Refusal.values(), Refusal::word)
                            .orElseGet(() -> reply.choice("dream", Reply.values(), Reply::word)
                                    .filter(dream -> dream == Reply.MESSAGE)
                                    .map(dream -> Refusal.MESSAGE)
                                    .orElse(usual.refusal())),
                    all.watch(),
                    all.quota(),
                    all.names("looks", looks),
                    all.names("networks", networks),
                    all.largestSize(),
                    all.yesOrNo("nsfw", usual.nsfw()),
                    all.footer(),
                    all.choice("language", languages, tag -> tag)
                            .map(Locale::forLanguageTag)
                            .orElse(usual.language()),
                    all.yesOrNo("dry_run", usual.dryRun()),
                    all.author(),
                    all.yesOrNo("moderators_exempt", usual.moderatorsExempt()),
                    all.flairs("ignore_flair"),
                    all.yesOrNo("distinguish", usual.distinguish()));
        }

        private void fault(int line, String key, String sentence, Optional<String> nearest) {
            Fault fault = new Fault(line, StrangersName.of(key), sentence, nearest);
            if (!faults.contains(fault)) {
                faults.add(fault);
            }
        }

        /** The keys of a part, checked. */
        private Section section(YamlPart part, String name, List<String> valid) {
            Map<String, YamlPart.Entry> entries = new LinkedHashMap<>();
            if (part instanceof YamlPart.Keyed keyed) {
                for (YamlPart.Entry entry : keyed.entries()) {
                    String plain = entry.key().strip().toLowerCase(Locale.ROOT).replaceAll("[\\s-]+", "_");
                    String key = OTHER_NAMES.getOrDefault(plain, plain);
                    YamlPart.Entry before = entries.get(key);
                    if (!valid.contains(key)) {
                        fault(
                                entry.line(),
                                within(name, entry.key()),
                                "There is no such key" + (name.isEmpty() ? "." : " in " + name + "."),
                                nearest(key, valid));
                    } else if (before != null) {
                        fault(
                                entry.line(),
                                within(name, entry.key()),
                                "This is said in line " + before.line() + " already.",
                                Optional.empty());
                    } else {
                        entries.put(key, entry);
                    }
                }
            } else {
                fault(
                        part.line(),
                        name,
                        name.isEmpty()
                                ? "A rule is a line such as enabled: true."
                                : name + " has lines of its own below it: " + String.join(", ", valid) + ".",
                        Optional.empty());
            }
            return new Section(name, entries);
        }

        private static String within(String section, String key) {
            return section.isEmpty() ? key : section + ": " + key;
        }

        private static Optional<String> nearest(String typed, Collection<String> valid) {
            return typed.isEmpty()
                    ? Optional.empty()
                    : NearestWords.of(typed, valid, 1).stream().findFirst();
        }

        /** Some of the page's keys with what they say. */
        private final class Section {
            private final String name;
            private final Map<String, YamlPart.Entry> entries;

            private Section(String name, Map<String, YamlPart.Entry> entries) {
                this.name = name;
                this.entries = entries;
            }

            private Optional<YamlPart.Entry> entry(String key) {
                return Optional.ofNullable(entries.get(key));
            }

            private void wrong(YamlPart.Entry entry, int line, String sentence, Optional<String> nearest) {
                fault(line, within(name, entry.key()), sentence, nearest);
            }

            /** One value; a list or a section instead is a fault. */
            private <T> Optional<T> value(
                    String key, String range, Function<String, Optional<T>> form, Collection<String> valid) {
                return entry(key).flatMap(entry -> {
                    if (!(entry.value() instanceof YamlPart.Word word)) {
                        wrong(
                                entry,
                                entry.line(),
                                StrangersName.of(entry.key()) + " is " + range + ".",
                                Optional.empty());
                        return Optional.empty();
                    }
                    String text = word.text().strip();
                    Optional<T> value = form.apply(text);
                    if (value.isEmpty()) {
                        String advice = text.isEmpty() ? "; to have the usual, leave the line out." : ".";
                        wrong(
                                entry,
                                entry.line(),
                                StrangersName.of(entry.key()) + " is " + range + advice,
                                nearest(text, valid));
                    }
                    return value;
                });
            }

            private boolean yesOrNo(String key, boolean usual) {
                return yesOrNo(key).orElse(usual);
            }

            private Optional<Boolean> yesOrNo(String key) {
                return value(
                        key,
                        "true or false",
                        text -> {
                            String word = text.toLowerCase(Locale.ROOT);
                            return YES.contains(word)
                                    ? Optional.of(true)
                                    : NO.contains(word) ? Optional.of(false) : Optional.empty();
                        },
                        List.of("true", "false"));
            }

            private <T> Optional<T> choice(String key, T[] values, Function<T, String> word) {
                return choice(key, List.of(values), word);
            }

            private <T> Optional<T> choice(String key, List<T> values, Function<T, String> word) {
                List<String> words = values.stream().map(word).toList();
                String range =
                        String.join(", ", words.subList(0, words.size() - 1)) + " or " + words.get(words.size() - 1);
                return value(
                        key,
                        range,
                        text -> values.stream()
                                .filter(value -> word.apply(value).equalsIgnoreCase(text))
                                .findFirst(),
                        words);
            }

            /** {@code reply: post} says it of dreams; below {@code reply:} both can be said. */
            private Section reply() {
                Optional<YamlPart.Entry> entry = entry("reply");
                if (entry.isEmpty()) {
                    return new Section("reply", Map.of());
                }
                YamlPart value = entry.get().value();
                return value instanceof YamlPart.Word
                        ? new Section(
                                "",
                                Map.of("dream", new YamlPart.Entry(entry.get().line(), "reply", value)))
                        : section(value, "reply", REPLY_KEYS);
            }

            private Section below(String key, List<String> valid) {
                return entry(key)
                        .map(entry -> section(entry.value(), key, valid))
                        .orElseGet(() -> new Section(key, Map.of()));
            }

            private Watch watch() {
                Optional<YamlPart.Entry> entry = entry("watch");
                if (entry.isEmpty()) {
                    return SubredditRules.USUAL.watch();
                }
                if (entry.get().value() instanceof YamlPart.Several) {
                    return new Watch(false, flairs("watch"));
                }
                return value(
                                "watch",
                                "all, none, or a list of posts' flairs such as [Art, Photo]",
                                text -> {
                                    String word = text.toLowerCase(Locale.ROOT);
                                    return word.equals(ALL)
                                            ? Optional.of(new Watch(true, List.of()))
                                            : NONE.contains(word) && !word.isEmpty()
                                                    ? Optional.of(new Watch(false, List.of()))
                                                    : Optional.empty();
                                },
                                List.of(ALL, "none"))
                        .orElse(SubredditRules.USUAL.watch());
            }

            private Quota quota() {
                Section quota = below("quota", QUOTA_KEYS);
                Map<String, Integer> flairs = new LinkedHashMap<>();
                quota.entry("flair").ifPresent(entry -> {
                    if (entry.value() instanceof YamlPart.Keyed keyed) {
                        for (YamlPart.Entry one : keyed.entries()) {
                            OptionalInt dreams = new Section("quota: flair", Map.of(one.key(), one)).dreams(one.key());
                            dreams.ifPresent(number -> flairs.put(one.key(), number));
                        }
                    } else {
                        quota.wrong(
                                entry,
                                entry.line(),
                                "flair has a line for each flair below it, such as Regular: 20.",
                                Optional.empty());
                    }
                });
                return new Quota(quota.dreams("member"), quota.dreams("subreddit"), flairs);
            }

            private OptionalInt dreams(String key) {
                return number(value(
                        key,
                        "a whole number of dreams a day from 0 to " + MOST_DREAMS,
                        text -> Optional.of(text)
                                .filter(DIGITS.asMatchPredicate())
                                .map(Integer::valueOf)
                                .filter(dreams -> dreams <= MOST_DREAMS),
                        List.of()));
            }

            private OptionalInt largestSize() {
                return number(value(
                        "largest_size",
                        RuleKey.LARGEST_SIZE.range(),
                        text -> RuleKey.LARGEST_SIZE.read(text).map(Integer::valueOf),
                        List.of()));
            }

            private static OptionalInt number(Optional<Integer> number) {
                return number.map(OptionalInt::of).orElseGet(OptionalInt::empty);
            }

            private String footer() {
                return value(
                                "footer",
                                "a text of at most " + LONGEST_FOOTER + " characters",
                                text -> Optional.of(text.replaceAll("\\s+", " "))
                                        .filter(line -> line.length() <= LONGEST_FOOTER),
                                List.of())
                        .orElse(SubredditRules.USUAL.footer());
            }

            private AuthorTerms author() {
                Section author = below("author", AUTHOR_KEYS);
                return new AuthorTerms(
                        author.value(
                                "account_age",
                                "a comparison with a time, in quotes: \"> 7 days\"",
                                Comparison::ofTime,
                                List.of()),
                        author.value(
                                "combined_karma",
                                "a comparison with a number, in quotes: \"> 10\"",
                                Comparison::ofPoints,
                                List.of()),
                        author.yesOrNo("is_contributor"));
            }

            /** One word, or several in a list. */
            private List<YamlPart.Word> words(String key, String range) {
                Optional<YamlPart.Entry> entry = entry(key);
                if (entry.isEmpty()) {
                    return List.of();
                }
                if (entry.get().value() instanceof YamlPart.Word word) {
                    return List.of(word);
                }
                List<YamlPart> items =
                        entry.get().value() instanceof YamlPart.Several several ? several.items() : List.of();
                List<YamlPart.Word> words = items.stream()
                        .flatMap(item -> item instanceof YamlPart.Word word ? Stream.of(word) : Stream.empty())
                        .toList();
                boolean empty = entry.get().value() instanceof YamlPart.Keyed
                        || words.size() < items.size()
                        || words.stream().anyMatch(word -> word.text().isBlank());
                if (empty) {
                    wrong(entry.get(), entry.get().line(), key + " is " + range + ".", Optional.empty());
                }
                return words;
            }

            private List<String> flairs(String key) {
                String range = "a list of at most " + MOST_FLAIRS + " flairs such as [Art, Photo]";
                List<String> flairs = words(key, range).stream()
                        .map(word -> word.text().strip())
                        .filter(text -> !text.isEmpty())
                        .toList();
                boolean tooMuch = flairs.size() > MOST_FLAIRS
                        || flairs.stream().anyMatch(flair -> flair.length() > LONGEST_FLAIR);
                if (tooMuch) {
                    entry(key)
                            .ifPresent(entry -> wrong(
                                    entry,
                                    entry.line(),
                                    key + " is " + range + ", each of at most " + LONGEST_FLAIR + " characters.",
                                    Optional.empty()));
                }
                return flairs;
            }

            /** All, or some of those that there are. */
            private List<String> names(String key, List<String> valid) {
                Optional<YamlPart.Entry> entry = entry(key);
                if (entry.isEmpty()) {
                    return List.of();
                }
                String range = "all, or a list of " + key + " such as [" + valid.get(0) + "]";
                Set<String> names = new LinkedHashSet<>();
                int before = faults.size();
                boolean all = false;
                for (YamlPart.Word word : words(key, range)) {
                    for (String part : word.text().split(",", -1)) {
                        String name = part.strip().toLowerCase(Locale.ROOT);
                        if (name.equals(ALL)) {
                            all = true;
                        } else if (valid.contains(name)) {
                            names.add(name);
                        } else {
                            wrong(
                                    entry.get(),
                                    word.line(),
                                    name.isEmpty()
                                            ? key + " is " + range + "."
                                            : "There is no " + StrangersName.of(name) + " among the " + key + ".",
                                    nearest(name, valid));
                        }
                    }
                }
                if (!all && names.isEmpty() && faults.size() == before) {
                    wrong(entry.get(), entry.get().line(), key + " is " + range + ".", Optional.empty());
                }
                return all ? List.of() : List.copyOf(names);
            }
        }
    }
}
