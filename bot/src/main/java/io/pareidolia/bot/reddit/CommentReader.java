package io.pareidolia.bot.reddit;

import io.pareidolia.bot.reddit.CommentRequest.Command.Kind;
import io.pareidolia.dream.Looks;
import io.pareidolia.dream.RecipeKey;
import io.pareidolia.dream.RecipeText;
import io.pareidolia.dream.RecipeWish;
import io.pareidolia.dream.Verb;
import io.pareidolia.dream.failure.DreamException;
import io.pareidolia.dream.failure.NearestWords;
import io.pareidolia.dream.failure.StrangersName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.text.similarity.LevenshteinDistance;

/**
 * Reads what a comment asks of the bot. People talk to each other under pictures, and about the bot; so words count from
 * the bot's name to the end of the line or to the first word that is none of ours, and in a reply to an answer of ours
 * without its name only a line that is nothing but our words.
 */
final class CommentReader {
    private static final String NAME_CHARACTER = "[A-Za-z0-9_-]";
    private static final Pattern AROUND_EQUALS = Pattern.compile("[\\s\\p{Z}]*[=＝][\\s\\p{Z}]*");

    /** As in the recipe language: commas stand between channels too, but those have a digit behind them. */
    private static final Pattern BETWEEN_WORDS = Pattern.compile("(?:[\\s\\p{Z}]|[,;](?![0-9]))+");

    private static final Pattern CODE = Pattern.compile("`+([^`]*)`+");
    private static final Pattern BEFORE = Pattern.compile("^[^\\p{L}\\p{N}!#]+");
    private static final Pattern EXCLAIMED = Pattern.compile("^[!#]+(?=\\p{L})");
    private static final Pattern BEHIND = Pattern.compile("[^\\p{L}\\p{N}=]+$");
    private static final Pattern PICTURE = Pattern.compile("#?([1-9][0-9]{0,2})(?:st|nd|rd|th)?");
    private static final Pattern SAME = Pattern.compile("same (on|for|with) (mine|my (picture|image|photo))");

    /** Words of which several commands are made, and what people say around them. */
    private static final String COURTESY = "(?:please|pls|plz|now|thanks|thank you|bot|it|this|that|the|your|me|my|"
            + "comment|picture|image|photo|answer|reply|dream|here)";

    private static final Pattern DELETE = Pattern.compile("!?delete\\b");
    private static final Pattern REPORT = Pattern.compile("!?report\\b");
    private static final Pattern WHY = Pattern.compile("(?:this|it|that|for|as|because|since|nsfw|gore|spam)\\b");
    private static final Pattern STOP =
            Pattern.compile("!?(?:stop|opt[ -]?out|unsubscribe|leave me alone|ignore me)\\b");
    private static final Pattern START = Pattern.compile("!?(?:start|opt[ -]?in)\\b");
    private static final Pattern ONLY_COURTESY = Pattern.compile("(?: ?" + COURTESY + "\\b)*");
    private static final Pattern COURTESY_FIRST = Pattern.compile("^(?:please|pls|plz|bot) ");

    /** A report that says so little is one, whatever it says. */
    private static final int FEW_WORDS = 1;

    private static final Set<String> POLITE = Set.of("please", "pls", "plz", "thanks", "bitte", "danke", "gracias");
    private static final Set<String> JOINING =
            Set.of("and", "with", "on", "at", "of", "plus", "but", "und", "mit", "auf", "aber", "y", "con", "en");
    private static final Set<String> PICTURES =
            Set.of("picture", "image", "pic", "photo", "number", "nr", "bild", "foto", "imagen");

    private static final Pattern MEMBER = Pattern.compile("/?(?:u/)?([A-Za-z0-9_-]{3,20})", Pattern.CASE_INSENSITIVE);
    private static final Pattern TIME = Pattern.compile(
            "(?:for )?([1-9][0-9]{0,3}) ?(m|min|minutes?|h|hours?|d|days?|w|weeks?|months?|y|years?)[.!]*");

    /** Shorter words have too many neighbours to be taken for a mistake in the middle of a sentence. */
    private static final int TELLING = 6;

    private static final int NEAR_LETTERS = 4;

    /** What is printed again is neither an address nor a name of somebody. */
    private static final Pattern PLAIN = Pattern.compile("[\\p{L}\\p{N}=-]{1,40}");

    /** A recipe has fewer. */
    private static final int MOST_WORDS = 100;

    /** Longer than a recipe may be, so that it is still told that it is too long. */
    private static final int LONGEST = RecipeText.LONGEST + 100;

    /** Nobody calls more often in one line; Reddit tells a bot of none where there are more than three names. */
    private static final int MOST_CALLS = 5;

    private final Pattern mention;
    private final Looks looks;
    private final List<String> networks;

    /**
     * @param name of the bot's account
     * @param networks names of all that there are
     */
    CommentReader(String name, Looks looks, List<String> networks) {
        this.mention = Pattern.compile(
                "(?<![\\w/-])/?u/" + Pattern.quote(name) + "(?!" + NAME_CHARACTER + "|/\\w)", Pattern.CASE_INSENSITIVE);
        this.looks = looks;
        this.networks = List.copyOf(networks);
    }

    /** @param toUs whether the comment replies to one of our answers */
    CommentRequest read(String body, boolean toUs) {
        OwnWords words = OwnWords.of(body);
        List<String> lines = words.lines().stream().map(this::withoutExamples).toList();
        Optional<CommentRequest> best = Optional.empty();
        for (String line : lines) {
            Matcher named = mention.matcher(line);
            for (int calls = 0; calls < MOST_CALLS && named.find(); calls++) {
                CommentRequest said = named(line, named.end(), words.links());
                if (best.isEmpty() || says(said)) {
                    best = Optional.of(said);
                }
                if (says(said)) {
                    return said;
                }
            }
        }
        if (best.isPresent() || !toUs) {
            return best.orElseGet(CommentRequest.Nothing::new);
        }
        return lines.stream()
                .map(line -> unnamed(line, words.links()))
                .filter(said -> !(said instanceof CommentRequest.Nothing))
                .findFirst()
                .orElseGet(CommentRequest.Nothing::new);
    }

    /** The line without the code in which somebody shows how the bot is called, and without other backticks. */
    private String withoutExamples(String line) {
        return CODE.matcher(line)
                .replaceAll(
                        code -> mention.matcher(code.group(1)).find() ? " " : Matcher.quoteReplacement(code.group(1)))
                .replace("`", "");
    }

    private static boolean says(CommentRequest said) {
        return !(said instanceof CommentRequest.Dream dream)
                || !dream.wish().equals(RecipeWish.NONE)
                || dream.picture().isPresent()
                || dream.sameOnMine()
                || !dream.offered().isEmpty();
    }

    /** What stands behind the bot's name; or before it, if that is a command and nothing else is said. */
    private CommentRequest named(String line, int end, List<String> links) {
        String rest = line.substring(end);
        List<String> words = words(rest);
        Optional<CommentRequest> command = command(words, true)
                .or(() -> command(words(mention.matcher(line).replaceAll(" ")), false));
        return command.orElseGet(() -> new Line(words).read().summons(links, true));
    }

    private CommentRequest unnamed(String line, List<String> links) {
        List<String> words = words(line);
        return command(words, false).orElseGet(() -> {
            Line read = new Line(words).read();
            return read.isForUs() ? read.summons(links, false) : new CommentRequest.Nothing();
        });
    }

    /** Parts a line into words; those that are nothing but signs are left out. */
    private static List<String> words(String text) {
        String joined = AROUND_EQUALS.matcher(text).replaceAll("=");
        return Stream.of(BETWEEN_WORDS.split(joined, MOST_WORDS))
                .filter(word -> word.codePoints().anyMatch(Character::isLetterOrDigit))
                .map(word -> word.length() <= LONGEST ? word : word.substring(0, LONGEST))
                .toList();
    }

    /** @param first whether it is enough that it begins so */
    private static Optional<CommentRequest> command(List<String> words, boolean first) {
        if (words.isEmpty()) {
            return Optional.empty();
        }
        if (words.get(0).startsWith("!") && ofMember(words).isEmpty()) {
            return ofModerator(words);
        }
        return ofMember(words)
                .filter(known -> known.isWhole(first))
                .map(known -> new CommentRequest.Command(known.kind()));
    }

    private record Found(Kind kind, String rest) {
        /** Whether nothing is said besides. A report may say why; and who tells us to stop is not asked twice. */
        boolean isWhole(boolean named) {
            return (named && kind != Kind.START)
                    || (kind == Kind.REPORT && (WHY.matcher(rest).lookingAt() || rest.split(" ").length <= FEW_WORDS))
                    || ONLY_COURTESY.matcher(rest).matches();
        }
    }

    private static Optional<Found> ofMember(List<String> words) {
        String line = COURTESY_FIRST
                .matcher(String.join(
                        " ",
                        words.stream()
                                .map(word -> BEFORE.matcher(word.toLowerCase(Locale.ROOT))
                                        .replaceAll(""))
                                .map(word -> BEHIND.matcher(word).replaceAll(""))
                                .toList()))
                .replaceFirst("");
        return Stream.of(
                        found(DELETE, Kind.DELETE, line),
                        found(REPORT, Kind.REPORT, line),
                        found(STOP, Kind.STOP, line),
                        found(START, Kind.START, line))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<Found> found(Pattern words, Kind kind, String line) {
        Matcher matcher = words.matcher(line);
        return matcher.lookingAt()
                ? Optional.of(new Found(kind, line.substring(matcher.end()).strip()))
                : Optional.empty();
    }

    private static Optional<CommentRequest> ofModerator(List<String> words) {
        String word = BEHIND.matcher(words.get(0).toLowerCase(Locale.ROOT)).replaceAll("");
        List<String> all = Arrays.stream(Kind.values())
                .filter(Kind::isModerators)
                .map(Kind::word)
                .toList();
        Optional<Kind> known = Arrays.stream(Kind.values())
                .filter(kind -> kind.isModerators() && kind.word().equals(word))
                .findFirst();
        if (known.isEmpty()) {
            return nearest(word, all)
                    .map(near -> new CommentRequest.Refused(
                            "There is no command " + StrangersName.of(word) + ". Did you mean " + near + "?"));
        }
        List<String> rest = words.subList(1, words.size()).stream()
                .filter(said -> !POLITE.contains(
                        BEHIND.matcher(said.toLowerCase(Locale.ROOT)).replaceAll("")))
                .toList();
        return Optional.of(
                switch (known.get()) {
                    case BLOCK -> about(known.get(), rest, true);
                    case UNBLOCK -> about(known.get(), rest, false);
                    case PAUSE ->
                        rest.isEmpty()
                                ? new CommentRequest.Command(Kind.PAUSE)
                                : new CommentRequest.Refused(
                                        "A pause has no length: say !pause, and !resume to end it.");
                    default -> new CommentRequest.Command(known.get());
                });
    }

    private static CommentRequest about(Kind kind, List<String> rest, boolean timed) {
        Matcher member = MEMBER.matcher(rest.isEmpty() ? "" : rest.get(0).replaceAll("[,.:!]+$", ""));
        Optional<Term> term =
                timed && !rest.isEmpty() ? term(rest.subList(1, rest.size())) : Optional.of(Term.FOR_EVER);
        if (!member.matches() || term.isEmpty()) {
            return new CommentRequest.Refused(
                    timed
                            ? "!block needs a name, and a time unless it is for ever: !block user 7d."
                            : "!unblock needs a name: !unblock user.");
        }
        return new CommentRequest.Command(
                kind, Optional.of(member.group(1)), term.get().length());
    }

    /** How long something holds; for ever without a length. */
    private record Term(Optional<Duration> length) {
        static final Term FOR_EVER = new Term(Optional.empty());
    }

    /** Empty if the words say none. */
    private static Optional<Term> term(List<String> words) {
        String text = String.join(" ", words).toLowerCase(Locale.ROOT);
        Matcher matcher = TIME.matcher(text);
        if (text.isEmpty() || text.equals("forever") || text.equals("for ever")) {
            return Optional.of(Term.FOR_EVER);
        }
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String unit = matcher.group(2);
        Duration one = unit.startsWith("month")
                ? Duration.ofDays(30)
                : switch (unit.charAt(0)) {
                    case 'm' -> Duration.ofMinutes(1);
                    case 'h' -> Duration.ofHours(1);
                    case 'd' -> Duration.ofDays(1);
                    case 'w' -> Duration.ofDays(7);
                    default -> Duration.ofDays(365);
                };
        return Optional.of(new Term(Optional.of(one.multipliedBy(Long.parseLong(matcher.group(1))))));
    }

    /** The word that a mistyped one is near enough to, to be meant. */
    private static Optional<String> nearest(String word, List<String> valid) {
        return NearestWords.of(word, valid, 1).stream()
                .filter(near -> {
                    int letters = Math.min(word.length(), near.length());
                    int mistakes = LevenshteinDistance.getDefaultInstance().apply(word, near);
                    boolean within = letters >= NEAR_LETTERS && (near.contains(word) || word.contains(near));
                    boolean begins = word.charAt(0) == near.charAt(0);
                    return within || (mistakes <= (letters >= TELLING ? 2 : 1) && (begins || letters >= TELLING));
                })
                .findFirst();
    }

    /** What one line asks for. */
    private final class Line {
        private final List<String> words;
        private final List<String> lookNames = looks.names();
        private final List<String> valid = Stream.of(lookNames, Verb.words(), networks)
                .flatMap(List::stream)
                .toList();
        private final List<String> recipe = new ArrayList<>();
        private final List<NearMiss> offered = new ArrayList<>();
        private OptionalInt picture = OptionalInt.empty();
        private boolean sameOnMine;
        private boolean valued;
        private boolean whole = true;
        private Optional<String> refusal = Optional.empty();

        Line(List<String> words) {
            this.words = words.stream().map(Line::bare).toList();
        }

        /** Without the signs around it. */
        private static String bare(String word) {
            String begun =
                    EXCLAIMED.matcher(BEFORE.matcher(word).replaceAll("")).replaceAll("");
            String ended = BEHIND.matcher(begun).replaceAll("");
            return ended.equalsIgnoreCase("look=") && begun.startsWith("?", ended.length()) ? ended + "?" : ended;
        }

        Line read() {
            int at = 0;
            while (at < words.size() && refusal.isEmpty()) {
                int next = one(at);
                if (next == at) {
                    whole = false;
                    break;
                }
                at = next;
            }
            return this;
        }

        /** Takes the word there, and those that belong to it; the place behind them, or the same for a foreign word. */
        private int one(int at) {
            String word = words.get(at);
            String lower = word.toLowerCase(Locale.ROOT);
            if (POLITE.contains(lower) || (JOINING.contains(lower) && hasAny()) || isMention(word)) {
                return at + 1;
            }
            Optional<Integer> behindSame = same(at);
            if (behindSame.isPresent()) {
                sameOnMine = true;
                return behindSame.get();
            }
            if (PICTURES.contains(lower) && at + 1 < words.size() && number(words.get(at + 1))) {
                return at + 2;
            }
            if (PICTURE.matcher(lower).matches()) {
                return (word.startsWith("#") || !isForeign(at + 1)) && number(word) ? at + 1 : at;
            }
            if (word.indexOf('=') >= 0) {
                return valued(word) ? at + 1 : at;
            }
            Optional<String> known = known(lower);
            if (known.isPresent()) {
                recipe.add(known.get());
                return at + 1;
            }
            return nearly(at);
        }

        private boolean isMention(String word) {
            return mention.matcher(word).matches();
        }

        private boolean hasAny() {
            return !recipe.isEmpty() || sameOnMine || picture.isPresent() || !offered.isEmpty();
        }

        private Optional<Integer> same(int at) {
            for (int end = Math.min(words.size(), at + 4); end > at; end--) {
                if (SAME.matcher(String.join(" ", words.subList(at, end)).toLowerCase(Locale.ROOT))
                        .matches()) {
                    return Optional.of(end);
                }
            }
            return Optional.empty();
        }

        private boolean number(String word) {
            Matcher matcher = PICTURE.matcher(word.toLowerCase(Locale.ROOT));
            if (picture.isPresent() || !matcher.matches()) {
                return false;
            }
            picture = OptionalInt.of(Integer.parseInt(matcher.group(1)));
            return true;
        }

        /** A word with a value. One that has a known name is meant for us, whatever its value is. */
        private boolean valued(String word) {
            int equals = word.indexOf('=');
            String name = word.substring(0, equals);
            if (isKey(name)) {
                valued = true;
                try {
                    RecipeText.parse(word);
                    recipe.add(word);
                } catch (DreamException wrong) {
                    refusal = Optional.of(String.valueOf(wrong.getMessage()));
                }
                return true;
            }
            Optional<String> near =
                    name.isEmpty() ? Optional.empty() : nearest(name.toLowerCase(Locale.ROOT), RecipeKey.names());
            near.ifPresent(key -> offered.add(new NearMiss(word, key + word.substring(equals))));
            return near.isPresent();
        }

        private static boolean isKey(String name) {
            return name.equalsIgnoreCase("color")
                    || RecipeKey.all().stream().anyMatch(key -> key.name().equalsIgnoreCase(name));
        }

        /** As the recipe language has it. */
        private Optional<String> known(String word) {
            if (Verb.of(word).isPresent() || lookNames.contains(word)) {
                return Optional.of(word);
            }
            return networks.contains(word) ? Optional.of("network=" + word) : Optional.empty();
        }

        /** A key whose value stands behind it in another way, or a mistyped word. */
        private int nearly(int at) {
            String word = words.get(at);
            int colon = word.indexOf(':');
            if (colon > 0 && reads(word.substring(0, colon), word.substring(colon + 1))) {
                offered.add(new NearMiss(
                        word, word.substring(0, colon).toLowerCase(Locale.ROOT) + "=" + word.substring(colon + 1)));
                return at + 1;
            }
            if (at + 1 < words.size() && reads(word, words.get(at + 1))) {
                offered.add(new NearMiss(
                        word + " " + words.get(at + 1), word.toLowerCase(Locale.ROOT) + "=" + words.get(at + 1)));
                return at + 2;
            }
            Optional<String> near = PLAIN.matcher(word).matches() ? near(word) : Optional.empty();
            if (near.isEmpty() || (word.length() < TELLING && isForeign(at + 1))) {
                return at;
            }
            offered.add(new NearMiss(word, near.get()));
            return at + 1;
        }

        private static boolean reads(String name, String value) {
            try {
                return isKey(name)
                        && value.codePoints().anyMatch(Character::isDigit)
                        && !RecipeText.parse(name + "=" + value).values().isEmpty();
            } catch (DreamException wrong) {
                return false;
            }
        }

        private Optional<String> near(String word) {
            return nearest(word.toLowerCase(Locale.ROOT), valid);
        }

        /** Whether a word that means nothing to us stands there. */
        private boolean isForeign(int at) {
            if (at >= words.size()) {
                return false;
            }
            String lower = words.get(at).toLowerCase(Locale.ROOT);
            return !(POLITE.contains(lower)
                    || JOINING.contains(lower)
                    || lower.indexOf('=') >= 0
                    || known(lower).isPresent()
                    || PICTURE.matcher(lower).matches()
                    || isMention(lower)
                    || near(lower).isPresent());
        }

        /** Without the bot's name: whether anything is said that people do not say to each other. */
        boolean isForUs() {
            return refusal.isPresent()
                    || valued
                    || (whole
                            && (!recipe.isEmpty()
                                    || sameOnMine
                                    || offered.stream().anyMatch(Line::isTelling)));
        }

        private static boolean isTelling(NearMiss miss) {
            return miss.typed().length() >= TELLING;
        }

        /** @param usual whether the usual is dreamed where nothing was understood */
        CommentRequest summons(List<String> links, boolean usual) {
            if (refusal.isPresent()) {
                return new CommentRequest.Refused(refusal.get());
            }
            if (!usual && recipe.isEmpty() && !sameOnMine) {
                NearMiss miss = offered.get(0);
                return new CommentRequest.Refused(
                        "\"" + miss.typed() + "\" is no word of a recipe. Did you mean " + miss.nearest() + "?");
            }
            try {
                return new CommentRequest.Dream(RecipeText.parse(recipe), picture, sameOnMine, links, offered);
            } catch (DreamException wrong) {
                return new CommentRequest.Refused(String.valueOf(wrong.getMessage()));
            }
        }
    }
}
