package io.pareidolia.bot.settings;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Settings that count or measure something; the ends of every range are included. */
sealed interface NumberForm<T> extends SettingForm<T> {
    /**
     * Whole numbers.
     *
     * @param unit what is counted, or empty
     */
    record Whole(int lowest, int highest, String unit) implements NumberForm<Integer> {
        private static final Pattern DIGITS = Pattern.compile("[0-9]{1,9}");

        @Override
        public Optional<Integer> read(String text) {
            return Optional.of(text)
                    .filter(DIGITS.asMatchPredicate())
                    .map(Integer::valueOf)
                    .filter(value -> value >= lowest && value <= highest);
        }

        @Override
        public Object plain(Integer value) {
            return value;
        }

        @Override
        public String range() {
            return "a whole number " + (unit.isEmpty() ? "" : "of " + unit + " ") + "from " + lowest + " to " + highest;
        }
    }

    /** A whole number, or the program finds one by itself. */
    record WholeOrAuto(Whole whole) implements NumberForm<OptionalInt> {
        private static final String AUTO = "auto";

        @Override
        public Optional<OptionalInt> read(String text) {
            return text.equalsIgnoreCase(AUTO)
                    ? Optional.of(OptionalInt.empty())
                    : whole.read(text).map(OptionalInt::of);
        }

        @Override
        public Object plain(OptionalInt value) {
            return value.isPresent() ? (Object) value.getAsInt() : AUTO;
        }

        @Override
        public String range() {
            return AUTO + " or " + whole.range();
        }
    }

    /** A share in whole hundredths. */
    record Percent(int lowest, int highest) implements NumberForm<Integer> {
        private static final Pattern SHARE = Pattern.compile("([0-9]{1,3}) ?%?");

        @Override
        public Optional<Integer> read(String text) {
            Matcher share = SHARE.matcher(text);
            return share.matches()
                    ? Optional.of(Integer.valueOf(share.group(1))).filter(value -> value >= lowest && value <= highest)
                    : Optional.empty();
        }

        @Override
        public Object plain(Integer value) {
            return value + " %";
        }

        @Override
        public String range() {
            return "a share from " + lowest + " % to " + highest + " %";
        }
    }

    /**
     * A whole number with its unit.
     *
     * @param lowest in the measure's smallest unit
     * @param highest likewise
     */
    record Measured<T>(Measure<T> measure, long lowest, long highest) implements NumberForm<T> {
        static <T> Measured<T> from(Measure<T> measure, String lowest, String highest) {
            return new Measured<>(
                    measure,
                    measure.read(lowest).orElseThrow(),
                    measure.read(highest).orElseThrow());
        }

        @Override
        public Optional<T> read(String text) {
            return measure.read(text)
                    .filter(amount -> amount >= lowest && amount <= highest)
                    .map(measure.value()::apply);
        }

        @Override
        public Object plain(T value) {
            return measure.write(measure.amount().applyAsLong(value));
        }

        @Override
        public String range() {
            return measure.kind() + " from " + measure.write(lowest) + " to " + measure.write(highest);
        }
    }
}
