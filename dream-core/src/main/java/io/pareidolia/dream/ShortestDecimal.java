package io.pareidolia.dream;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.OptionalDouble;
import java.util.regex.Pattern;

/**
 * Numbers in a recipe's text, the same in every locale and on every JDK. {@link Double#toString} is not always the
 * shortest before JDK 19 (JDK-4511638), and one recipe should have one text.
 */
final class ShortestDecimal {
    /** What people type, also with a decimal comma and after a "times" sign. */
    private static final Pattern NUMBER =
            Pattern.compile("×?([+-]?(?:\\d+(?:[.,]\\d*)?|[.,]\\d+)(?:[eE][+-]?\\d{1,3})?)");

    /** Any double is one of its roundings to 17 significant digits. */
    private static final int ENOUGH_DIGITS = 17;

    private ShortestDecimal() {}

    /** The fewest digits that read back as exactly {@code value}, which is finite; no exponent. */
    static String write(double value) {
        if (value == 0) {
            return "0";
        }
        BigDecimal exact = new BigDecimal(value);
        BigDecimal rounded = exact;
        for (int digits = 1; digits <= ENOUGH_DIGITS; digits++) {
            rounded = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
            if (rounded.doubleValue() == value) {
                break;
            }
        }
        return rounded.stripTrailingZeros().toPlainString();
    }

    /** The number, or empty if {@code text} is none. Minus zero is zero. */
    static OptionalDouble read(String text) {
        var matcher = NUMBER.matcher(text);
        if (!matcher.matches()) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(Double.parseDouble(matcher.group(1).replace(',', '.')) + 0.0);
    }
}
