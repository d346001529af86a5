package io.pareidolia.dream;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** How the values of a recipe's keys look as text, and which of them are allowed. */
interface ValueForm<T> {
    /** The value, or empty if {@code text} is none of this form. It may still be one that is not allowed. */
    Optional<T> read(String text);

    /** The text that reads back as {@code value}. */
    String write(T value);

    /** True if {@code value} is in the range. */
    boolean allows(T value);

    /** The range in words that follow "is": "a whole number from 1 to 12". */
    String range();

    /** Whole numbers of type {@code T}, both ends included. */
    record Whole<T extends Number>(long lowest, long highest, LongFunction<T> type) implements ValueForm<T> {
        private static final Pattern DIGITS = Pattern.compile("\\+?[0-9]{1,19}");

        @Override
        public Optional<T> read(String text) {
            if (!DIGITS.matcher(text).matches()) {
                return Optional.empty();
            }
            try {
                long value = Long.parseLong(text);
                return value < lowest || value > highest ? Optional.empty() : Optional.of(type.apply(value));
            } catch (NumberFormatException beyondLong) {
                return Optional.empty();
            }
        }

        @Override
        public String write(T value) {
            return Long.toString(value.longValue());
        }

        @Override
        public boolean allows(T value) {
            return value.longValue() >= lowest && value.longValue() <= highest;
        }

        @Override
        public String range() {
            return lowest == highest ? Long.toString(lowest) : "a whole number from " + lowest + " to " + highest;
        }
    }

    /** Numbers with decimals, both ends included. */
    record Decimal(double lowest, double highest) implements ValueForm<Double> {
        @Override
        public Optional<Double> read(String text) {
            var value = ShortestDecimal.read(text);
            return value.isPresent() ? Optional.of(value.getAsDouble()) : Optional.empty();
        }

        @Override
        public String write(Double value) {
            return ShortestDecimal.write(value);
        }

        @Override
        public boolean allows(Double value) {
            return value >= lowest && value <= highest;
        }

        @Override
        public String range() {
            return "a number from " + ShortestDecimal.write(lowest) + " to " + ShortestDecimal.write(highest);
        }
    }

    /** Lower-case words of one shape; {@code range} says it for people. */
    record Word(Pattern shape, String range) implements ValueForm<String> {
        @Override
        public Optional<String> read(String text) {
            return Optional.of(text.toLowerCase(Locale.ROOT));
        }

        @Override
        public String write(String value) {
            return value;
        }

        @Override
        public boolean allows(String value) {
            return shape.matcher(value).matches();
        }
    }

    /** Names of networks: any characters but those that could make a path of it. */
    record NetworkName() implements ValueForm<String> {
        @Override
        public Optional<String> read(String text) {
            return EscapedName.read(text);
        }

        @Override
        public String write(String value) {
            return EscapedName.write(value);
        }

        @Override
        public boolean allows(String value) {
            return EscapedName.writable(value) && value.indexOf('/') < 0 && value.indexOf('\\') < 0;
        }

        @Override
        public String range() {
            return "the name of a network, not a path";
        }
    }

    /** Layers, channels and weights. What is wrong with a text, {@link LayerExpression#parse} says better itself. */
    record Layers() implements ValueForm<LayerExpression> {
        @Override
        public Optional<LayerExpression> read(String text) {
            return Optional.of(LayerExpression.parse(text));
        }

        @Override
        public String write(LayerExpression value) {
            return value.toString();
        }

        @Override
        public boolean allows(LayerExpression value) {
            return true;
        }

        @Override
        public String range() {
            return "one to " + LayerExpression.MOST_TERMS + " layers with + between, each with up to "
                    + LayerTerm.MOST_CHANNELS + " channels and a weight if wanted: mixed4#341,318:1+mixed5#134:0.5";
        }
    }

    /** Whose colours. */
    record Colours() implements ValueForm<Colour> {
        @Override
        public Optional<Colour> read(String text) {
            return Arrays.stream(Colour.values())
                    .filter(colour -> colour.word().equalsIgnoreCase(text))
                    .findFirst();
        }

        @Override
        public String write(Colour value) {
            return value.word();
        }

        @Override
        public boolean allows(Colour value) {
            return true;
        }

        @Override
        public String range() {
            return Arrays.stream(Colour.values()).map(Colour::word).collect(Collectors.joining(" or "));
        }
    }
}
