package io.pareidolia.dream.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FingerprintTest {
    private static final String ONE = "a".repeat(64);
    private static final String OTHER = "b".repeat(64);

    private static double[] features(long seed) {
        Random random = new Random(seed);
        return random.doubles(4 * 768, 0, 3)
                .map(value -> Math.max(0, value - 1))
                .toArray();
    }

    /** Moved a little on its way, as a smaller copy's are. */
    private static double[] moved(double[] features, double share) {
        Random random = new Random(1);
        return Arrays.stream(features)
                .map(value -> value * (1 + share * random.nextGaussian()))
                .map(value -> Math.max(0, value))
                .toArray();
    }

    /** The cosine's complement of the roots themselves, of which the fingerprint is a short form. */
    private static double exactDistance(double[] one, double[] other) {
        double both = 0;
        double first = 0;
        double second = 0;
        for (int i = 0; i < one.length; i++) {
            both += Math.sqrt(one[i]) * Math.sqrt(other[i]);
            first += one[i];
            second += other[i];
        }
        return 1 - both / Math.sqrt(first * second);
    }

    @Test
    void distancesAreThoseOfTheFeatures() {
        for (double share : new double[] {0.1, 0.3, 0.6}) {
            double[] one = features(1);
            double[] other = moved(one, share);
            double exact = exactDistance(one, other);

            assertThat(Fingerprint.of(one).distance(Fingerprint.of(other)))
                    .isCloseTo(exact, within(0.25 * exact + 0.002));
        }
        double exact = exactDistance(features(1), features(2));
        assertThat(Fingerprint.of(features(1)).distance(Fingerprint.of(features(2))))
                .isCloseTo(exact, within(0.15 * exact));
    }

    @Test
    void brightnessAndContrastOfFeaturesDoNotMatter() {
        double[] louder = Arrays.stream(features(3)).map(value -> 7 * value).toArray();

        assertThat(Fingerprint.of(louder)).isEqualTo(Fingerprint.of(features(3)));
    }

    @Test
    void aFingerprintIsTheSameEveryDay() {
        // those in databases must stay readable: another making needs another beginning
        double[] ramp = new double[4 * 768];
        Arrays.setAll(ramp, i -> i % 97);

        assertThat(Fingerprint.of(ramp).text()).startsWith("1:").hasSize(770);
        assertThat(Fingerprint.of(ramp).text().substring(0, 34)).isEqualTo("1:XJp4oVZqdgzka0OZRlcswUexdlkodiZa");
    }

    @Test
    void itsTextIsReadBack() {
        Fingerprint print = Fingerprint.of(features(4));

        assertThat(print.text()).matches("1:[A-Za-z0-9_-]{768}");
        assertThat(Fingerprint.read(print.text())).isEqualTo(print).hasSameHashCodeAs(print);
        assertThat(Fingerprint.read(print.text()).distance(print)).isCloseTo(0, within(1e-12));
    }

    @Test
    void whatIsNoFingerprintIsNotReadAsOne() {
        String text = Fingerprint.of(features(5)).text();
        for (String wrong : List.of(
                "",
                text.substring(1),
                text + "A",
                "2" + text.substring(1),
                text.substring(0, 769) + "=",
                text.substring(0, 769) + "_",
                "1:" + "f".repeat(768))) {
            assertThatThrownBy(() -> Fingerprint.read(wrong)).as(wrong).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void featuresWithoutLengthAreRefused() {
        assertThatThrownBy(() -> Fingerprint.of(new double[4 * 768])).isInstanceOf(IllegalArgumentException.class);
        double[] broken = features(6);
        broken[5] = Double.NaN;
        assertThatThrownBy(() -> Fingerprint.of(broken)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aBlocklistKnowsFilesByTheirHashAndPicturesByTheirLikeness() {
        Fingerprint print = Fingerprint.of(features(7));
        Fingerprint copy = Fingerprint.of(moved(features(7), 0.2));
        BlockedPicture likeness = new BlockedPicture(ONE, Optional.of(print));
        BlockedPicture plain = new BlockedPicture(OTHER, Optional.empty());
        Blocklist list = new Blocklist(List.of(likeness, plain));

        assertThat(list.match(ONE, Optional.empty())).contains(likeness);
        assertThat(list.match(OTHER.toUpperCase(java.util.Locale.ROOT), Optional.empty()))
                .contains(plain);
        assertThat(copy).isNotEqualTo(print);
        assertThat(list.match("c".repeat(64), Optional.of(copy))).contains(likeness);
        assertThat(list.match("c".repeat(64), Optional.of(Fingerprint.of(features(8)))))
                .isEmpty();
        assertThat(list.match("c".repeat(64), Optional.empty())).isEmpty();
        assertThat(new Blocklist(List.of()).match(ONE, Optional.of(print))).isEmpty();
    }
}
