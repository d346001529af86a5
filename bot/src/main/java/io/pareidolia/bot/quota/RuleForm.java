package io.pareidolia.bot.quota;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** How the value of a rule is written, and which are allowed. */
sealed interface RuleForm {
    /** Where a rule names things, and means that there is none. */
    String NONE = "none";

    /** The value as it is kept; empty if {@code text} is none that is allowed. */
    Optional<String> read(String text);

    /** What is allowed, in words that follow "is". */
    String range();

    /** What holds for a member who has two roles: what the first says, where neither is more. */
    default String ofTwoRoles(String one, String other) {
        return one;
    }

    /** A whole number, and of two roles' the larger. */
    record Whole(int lowest, int highest, String unit) implements RuleForm {
        private static final Pattern DIGITS = Pattern.compile("-?[0-9]{1,9}");

        @Override
        public Optional<String> read(String text) {
            return Optional.of(text)
                    .filter(DIGITS.asMatchPredicate())
                    .map(Integer::valueOf)
                    .filter(value -> value >= lowest && value <= highest)
                    .map(String::valueOf);
        }

        @Override
        public String range() {
            return "a whole number " + (unit.isEmpty() ? "" : "of " + unit + " ") + "from " + lowest + " to " + highest;
        }

        @Override
        public String ofTwoRoles(String one, String other) {
            return String.valueOf(Math.max(Integer.parseInt(one), Integer.parseInt(other)));
        }
    }

    /** Names from a catalogue, or all of it; of two roles' both. */
    record Names(String kind) implements RuleForm {
        static final String ALL = "all";

        private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");
        private static final int MOST = 100;

        @Override
        public Optional<String> read(String text) {
            TreeSet<String> names = new TreeSet<>();
            for (String part : text.toLowerCase(Locale.ROOT).split(",", -1)) {
                String name = part.strip();
                if (!NAME.matcher(name).matches()) {
                    return Optional.empty();
                }
                names.add(name);
            }
            if (names.size() > MOST) {
                return Optional.empty();
            }
            return Optional.of(names.contains(ALL) ? ALL : String.join(",", names));
        }

        @Override
        public String range() {
            return "all, or names of " + kind + " with commas between";
        }

        @Override
        public String ofTwoRoles(String one, String other) {
            return read(one + "," + other).orElse(one);
        }
    }

    /** What a platform calls one thing for ever, or nothing; of two roles' the first. */
    record Id() implements RuleForm {
        private static final Pattern ID = Pattern.compile("[0-9A-Za-z_-]{1,64}");

        @Override
        public Optional<String> read(String text) {
            return Optional.of(text).filter(ID.asMatchPredicate());
        }

        @Override
        public String range() {
            return "an id, or " + NONE;
        }
    }

    /**
     * Words of a recipe, or none; of two roles' the first. Whether they mean something is said by those who know the
     * language.
     */
    record RecipeWords() implements RuleForm {
        private static final Pattern WORDS = Pattern.compile("[!-~&&[^\"'`<>@]]+(?: [!-~&&[^\"'`<>@]]+)*");
        private static final int LONGEST = 500;

        @Override
        public Optional<String> read(String text) {
            String words = text.strip().replaceAll("\\s+", " ");
            return Optional.of(words.equalsIgnoreCase(NONE) ? NONE : words)
                    .filter(read -> read.length() <= LONGEST)
                    .filter(WORDS.asMatchPredicate());
        }

        @Override
        public String range() {
            return "words of a recipe, such as look=eyes size=768, or " + NONE;
        }
    }

    /** One of a few words; of two roles' the one that stands first. */
    record Choice(List<String> words) implements RuleForm {
        static Choice of(String... words) {
            return new Choice(Arrays.asList(words));
        }

        @Override
        public Optional<String> read(String text) {
            return Optional.of(text.toLowerCase(Locale.ROOT)).filter(words::contains);
        }

        @Override
        public String range() {
            int last = words.size() - 1;
            return String.join(", ", words.subList(0, last)) + " or " + words.get(last);
        }

        @Override
        public String ofTwoRoles(String one, String other) {
            return words.indexOf(one) < words.indexOf(other) ? one : other;
        }
    }
}
