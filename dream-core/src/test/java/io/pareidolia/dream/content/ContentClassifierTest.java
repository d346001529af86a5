package io.pareidolia.dream.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.pareidolia.dream.graph.JudgedNetwork;
import io.pareidolia.dream.machine.Device;
import io.pareidolia.dream.picture.Picture;
import io.pareidolia.dream.picture.PictureSize;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The bundled network, asked what harmless pictures show, and which of them are the same. */
class ContentClassifierTest {
    private static final Map<String, ContentReport> REPORTS = new LinkedHashMap<>();
    private static Map<String, Picture> pictures;
    private static ContentClassifier classifier;

    @BeforeAll
    static void lookAtAll() {
        classifier = ContentClassifier.open(Device.CPU, 1);
        pictures = HarmlessPictures.all();
        pictures.forEach((name, picture) -> REPORTS.put(name, classifier.look(picture)));
    }

    @AfterAll
    static void close() {
        classifier.close();
    }

    private static List<String> suspects(ContentRule rule) {
        List<String> suspects = new ArrayList<>();
        REPORTS.forEach((name, report) -> {
            if (rule.decide(report) instanceof ContentVerdict.Suspect) {
                suspects.add(name + " " + report.views());
            }
        });
        return suspects;
    }

    @Test
    void atMostTwoInAHundredHarmlessPicturesAreRefused() {
        assertThat(REPORTS).hasSizeGreaterThanOrEqualTo(50);
        assertThat(suspects(ContentRule.SENSITIVE)).hasSizeLessThanOrEqualTo(REPORTS.size() / 50);
        assertThat(suspects(ContentRule.STRICT)).hasSizeLessThanOrEqualTo(REPORTS.size() / 50);
        assertThat(suspects(ContentRule.OFF)).isEmpty();
    }

    @Test
    void probabilitiesAreThoseOfOneWhole() {
        REPORTS.forEach((name, report) -> report.views()
                .forEach(seen -> assertThat(seen.drawing() + seen.hentai() + seen.neutral() + seen.porn() + seen.sexy())
                        .as(name)
                        .isCloseTo(1, within(1e-5))));
    }

    @Test
    void photographsAndTheirDreamsAreNeutral() {
        HarmlessPictures.photographs().keySet().stream()
                .filter(name -> name.startsWith("the Alps"))
                .forEach(name -> assertThat(REPORTS.get(name).views().get(0).neutral())
                        .as(name)
                        .isGreaterThan(0.8));
    }

    @Test
    void longPicturesAreLookedAtInTheirMiddleToo() {
        assertThat(REPORTS.get("the Alps").views()).hasSize(2);
        assertThat(REPORTS.get("the Alps").views().get(1))
                .isEqualTo(classifier
                        .look(pictures.get("the Alps").cropped(270, 0, new PictureSize(484, 484)))
                        .views()
                        .get(0));
        assertThat(REPORTS.get("a house").views()).hasSize(1);
    }

    @Test
    void theHeadIsTheJudges() {
        try (JudgedNetwork judge = JudgedNetwork.bundled("predictions")) {
            for (String name : List.of("a house", "a fish", "rings")) {
                Picture small = pictures.get(name).resized(new PictureSize(299, 299));
                Probabilities found = REPORTS.get(name).views().get(0);

                double[] expected = judge.values(doubles(small.planes()), 299, 299);

                assertThat(new double[] {found.drawing(), found.hentai(), found.neutral(), found.porn(), found.sexy()})
                        .as(name)
                        .containsExactly(expected, within(1e-4));
            }
        }
    }

    private static double[] doubles(float[] values) {
        double[] doubles = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            doubles[i] = values[i];
        }
        return doubles;
    }

    @Test
    void theSamePictureIsKnownAgainWhateverHappenedToIt() {
        List<String> lost = new ArrayList<>();
        int looks = 0;
        // photographs, and drawings with something in them; faint ones lose some copies, as Fingerprint says
        for (String name : List.of("the Alps", "firs", "the Alps dreamed", "a hand", "a city", "flowers")) {
            Fingerprint original = print(name);
            for (Map.Entry<String, Picture> view :
                    Views.survived(pictures.get(name)).entrySet()) {
                Fingerprint other =
                        classifier.look(view.getValue()).fingerprint().orElseThrow();
                looks++;
                if (!original.matches(other)) {
                    lost.add(name + ", " + view.getKey() + ": " + original.distance(other));
                }
            }
        }
        assertThat(looks).isEqualTo(66);
        assertThat(lost).isEmpty();
    }

    @Test
    void noTwoDifferentPicturesAreTakenForOne() {
        // colours matter little, and which side is left not at all
        Set<String> copies = Set.of("the Alps in grey", "the Alps mirrored");
        List<String> names = REPORTS.keySet().stream()
                .filter(name -> !copies.contains(name)
                        && REPORTS.get(name).fingerprint().isPresent())
                .toList();
        List<String> same = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            for (String other : names.subList(0, i)) {
                double distance = print(names.get(i)).distance(print(other));
                if (distance <= Fingerprint.LARGEST_MATCH) {
                    same.add(names.get(i) + " and " + other + ": " + distance);
                }
            }
        }
        assertThat(names).hasSizeGreaterThanOrEqualTo(40);
        assertThat(same).isEmpty();
    }

    private static Fingerprint print(String name) {
        return REPORTS.get(name).fingerprint().orElseThrow();
    }

    @Test
    void plainPicturesHaveNoFingerprint() {
        for (String plain : List.of("black", "white", "red", "skin, flat")) {
            assertThat(REPORTS.get(plain).fingerprint()).as(plain).isEmpty();
        }
        assertThat(REPORTS.get("dunes").fingerprint()).isPresent();
    }

    @Test
    void aPictureOfAFewPixelsCanBeLookedAt() {
        ContentReport report = classifier.look(new Picture(1, 2, new float[] {0, 255, 0, 255, 0, 255}));

        assertThat(report.views().get(0).indecent()).isLessThan(0.5);
    }
}
