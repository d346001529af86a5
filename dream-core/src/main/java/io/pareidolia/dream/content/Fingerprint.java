package io.pareidolia.dream.content;

import java.util.Arrays;
import java.util.Random;

/**
 * What a picture is recognised by after it was written anew, made smaller or larger, cropped to nine tenths or mirrored:
 * 768 numbers of −31..31, made of the features that the bundled network finds in each quarter of it.
 */
public final class Fingerprint {
    /**
     * Two pictures whose {@link #distance} is at most this are taken for one. Measured on 62 photographs and wallpapers,
     * twelve copies of each (JPEG quality 40; 256 and 2048 pixels; cropped to nine tenths in seven ways; several at once):
     * none of the 744 is further than 0.0333 from its original, and half are within 0.009. Of 2,069 pairs of different
     * ones a single one is nearer, a lawn and gravel; the next is at 0.037, and half are beyond 0.22. Among 713 pictures,
     * most of them small drawings and things on white, 201 of 253,817 pairs are nearer, nearly all of one series: coins,
     * road signs, hand signs. A pattern that repeats itself, such as a chessboard, is another one once it
     * is cropped. Smooth and faint drawings are not known as surely: of 506 copies of 46 pictures of which most are drawn,
     * 11 are beyond, up to 0.053: those of a chessboard, of gradients, of single shaded ovals, of people in thin lines.
     */
    public static final double LARGEST_MATCH = 0.035;

    /** Told by the text, so that a fingerprint of another making is never taken for one of these. */
    private static final String MAKING = "1:";

    private static final int NUMBERS = 768;
    private static final int LARGEST = 31;

    /** The digits of Base64, one for each number. */
    private static final String DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    private final byte[] numbers;

    private Fingerprint(byte[] numbers) {
        this.numbers = numbers;
    }

    /**
     * Folds features into a fingerprint. They are added up in places and with signs that are drawn by lot, but always
     * the same: that keeps the angles between vectors to about a twentieth, in a quarter of the space.
     *
     * @param features 0 or more each, at least one above
     */
    static Fingerprint of(double[] features) {
        Random lot = new Random(NUMBERS);
        double[] sums = new double[NUMBERS];
        for (int i = 0; i < features.length; i++) {
            // the root, or else the few strongest features would decide alone
            double root = Math.sqrt(features[i]);
            sums[i % NUMBERS] += lot.nextBoolean() ? root : -root;
        }
        double largest = Arrays.stream(sums).map(Math::abs).max().orElseThrow();
        if (!(largest > 0 && largest < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("features without any length are nobody's fingerprint");
        }
        byte[] numbers = new byte[NUMBERS];
        for (int i = 0; i < NUMBERS; i++) {
            numbers[i] = (byte) Math.rint(sums[i] / largest * LARGEST);
        }
        return new Fingerprint(numbers);
    }

    /**
     * The fingerprint of a {@link #text}.
     *
     * @throws IllegalArgumentException if it is none, or one of another making
     */
    public static Fingerprint read(String text) {
        if (!text.startsWith(MAKING) || text.length() != MAKING.length() + NUMBERS) {
            throw new IllegalArgumentException("no fingerprint of the making " + MAKING);
        }
        byte[] numbers = new byte[NUMBERS];
        boolean plain = true;
        for (int i = 0; i < NUMBERS; i++) {
            int number = DIGITS.indexOf(text.charAt(MAKING.length() + i)) - LARGEST;
            if (number < -LARGEST || number > LARGEST) {
                throw new IllegalArgumentException("no digit of a fingerprint");
            }
            numbers[i] = (byte) number;
            plain &= number == 0;
        }
        if (plain) {
            throw new IllegalArgumentException("no fingerprint is all zeros");
        }
        return new Fingerprint(numbers);
    }

    /** 770 characters of ASCII that {@link #read} reads back: letters, digits, a colon, hyphens and underscores. */
    public String text() {
        StringBuilder text = new StringBuilder(MAKING);
        for (byte number : numbers) {
            text.append(DIGITS.charAt(number + LARGEST));
        }
        return text.toString();
    }

    /** 0 for the same, about 0.2 for pictures that have nothing to do with each other: 1 − the cosine of their angle. */
    public double distance(Fingerprint other) {
        double both = 0;
        double own = 0;
        double others = 0;
        for (int i = 0; i < NUMBERS; i++) {
            both += numbers[i] * other.numbers[i];
            own += numbers[i] * numbers[i];
            others += other.numbers[i] * other.numbers[i];
        }
        return 1 - both / Math.sqrt(own * others);
    }

    /** True if both are of the same picture, whatever happened to it. */
    public boolean matches(Fingerprint other) {
        return distance(other) <= LARGEST_MATCH;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Fingerprint fingerprint && Arrays.equals(numbers, fingerprint.numbers);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(numbers);
    }

    /** The beginning of {@link #text}: enough to tell two apart in a log. */
    @Override
    public String toString() {
        return text().substring(0, 16) + "…";
    }
}
