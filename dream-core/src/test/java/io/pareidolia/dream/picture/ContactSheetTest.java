package io.pareidolia.dream.picture;

import static io.pareidolia.dream.picture.PictureReaderTest.pixel;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pareidolia.dream.failure.DreamException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class ContactSheetTest {
    private static final Picture RED = Picture.filled(100, 60, 200, 10, 20);

    private static ContactSheet.Tile tile(String label) {
        return new ContactSheet.Tile(RED, label);
    }

    private static long count(Picture picture, float... colour) {
        long count = 0;
        for (int y = 0; y < picture.height(); y++) {
            for (int x = 0; x < picture.width(); x++) {
                if (Arrays.equals(pixel(picture, x, y), colour)) {
                    count++;
                }
            }
        }
        return count;
    }

    @Test
    void everyPictureIsOnTheSheetOnce() {
        Picture sheet = ContactSheet.grid(List.of(tile("a"), tile("b"), tile("c"), tile("d"), tile("e")), 3);
        assertThat(count(sheet, 200, 10, 20)).isEqualTo(5 * 100 * 60);
        assertThat(sheet.width()).isGreaterThan(300).isLessThan(340);
    }

    @Test
    void wordsAreDrawnAndOnlyThose() {
        Picture silent = ContactSheet.grid(List.of(tile("")), 1);
        Picture labelled = ContactSheet.grid(List.of(tile("eyes")), 1);
        assertThat(count(silent, 225, 225, 225)).isZero();
        assertThat(count(labelled, 225, 225, 225)).isBetween(60L, 400L);
        assertThat(labelled.height()).isGreaterThan(silent.height());
    }

    @Test
    void longWordsAreBrokenSoThatTheyStayUnderTheirPicture() {
        String endless = "layer=mixed4#341,318:1+mixed5#134:0.5+" + "x".repeat(60);
        Picture sheet = ContactSheet.grid(List.of(tile(endless), tile("")), 2);
        long inFirst = count(cut(sheet, 0, sheet.width() / 2), 225, 225, 225);
        assertThat(inFirst).isPositive().isEqualTo(count(sheet, 225, 225, 225));
        int letters = endless.length();
        long dotsOfAll = 0;
        for (String line : Lettering.lines(endless, 100 / 7)) {
            dotsOfAll += count(drawn(Lettering.SMALL, line), 225, 225, 225);
            letters -= line.length();
        }
        assertThat(inFirst).isEqualTo(dotsOfAll);
        assertThat(letters).isZero();
    }

    private static Picture drawn(Lettering lettering, String line) {
        Picture picture = Picture.filled(line.length() * lettering.width() + 1, lettering.height(), 0, 0, 0);
        lettering.draw(picture, 0, 0, line, 225, 1);
        return picture;
    }

    private static Picture cut(Picture picture, int from, int to) {
        float[] planes = new float[3 * (to - from) * picture.height()];
        for (int row = 0; row < 3 * picture.height(); row++) {
            System.arraycopy(picture.planes(), row * picture.width() + from, planes, row * (to - from), to - from);
        }
        return new Picture(to - from, picture.height(), planes);
    }

    @Test
    void aFilmstripIsOneRowOrFewEqualOnes() {
        List<ContactSheet.Tile> seven = Collections.nCopies(7, tile(""));
        Picture row = ContactSheet.filmstrip(seven, 2000);
        Picture rows = ContactSheet.filmstrip(seven, 500);
        Picture column = ContactSheet.filmstrip(seven, 50);
        assertThat(row.height()).isLessThan(2 * 60);
        assertThat(row.width()).isGreaterThan(700);
        assertThat(rows.width()).isLessThanOrEqualTo(500).isGreaterThan(400);
        assertThat(rows.height()).isGreaterThan(2 * 60).isLessThan(3 * 60);
        assertThat(column.height()).isGreaterThan(7 * 60);
        for (Picture strip : List.of(row, rows, column)) {
            assertThat(count(strip, 200, 10, 20)).isEqualTo(7 * 100 * 60);
        }
    }

    @Test
    void theFirstFrameIsOnTheLeft() {
        Picture blue = Picture.filled(100, 60, 1, 2, 250);
        Picture strip = ContactSheet.filmstrip(List.of(new ContactSheet.Tile(blue, "original"), tile("1")), 1000);
        assertThat(pixel(strip, 50, 30)).containsExactly(1, 2, 250);
        assertThat(pixel(strip, strip.width() - 50, 30)).containsExactly(200, 10, 20);
    }

    @Test
    void smallerPicturesFindTheirPlace() {
        Picture small = Picture.filled(30, 90, 1, 2, 250);
        Picture sheet = ContactSheet.grid(List.of(tile("a"), new ContactSheet.Tile(small, "b")), 2);
        assertThat(count(sheet, 1, 2, 250)).isEqualTo(30 * 90);
        assertThat(count(sheet, 200, 10, 20)).isEqualTo(100 * 60);
    }

    @Test
    void aSheetTooLargeForAnyoneIsRefusedBeforeItIsMade() {
        ContactSheet.Tile large = new ContactSheet.Tile(Picture.filled(1000, 1000, 0, 0, 0), "");
        assertThatThrownBy(() -> ContactSheet.grid(Collections.nCopies(100, large), 10))
                .isInstanceOf(DreamException.class)
                .hasMessageContaining("100 pictures of 1000×1000");
    }

    @Test
    void lettersLookLikeLetters() {
        Picture picture = Picture.filled(7, 13, 0, 0, 0);
        Lettering.SMALL.draw(picture, 0, 0, "T", 255, 1);
        StringBuilder dots = new StringBuilder();
        for (int y = 2; y < 11; y++) {
            for (int x = 0; x < 7; x++) {
                dots.append(pixel(picture, x, y)[0] > 0 ? '#' : '.');
            }
            dots.append('\n');
        }
        assertThat(dots.toString()).isEqualTo("""
                        .#####.
                        ...#...
                        ...#...
                        ...#...
                        ...#...
                        ...#...
                        ...#...
                        ...#...
                        ...#...
                        """);
    }

    @Test
    void everyPrintableCharacterHasItsOwnShapeAndOthersAreQuestions() {
        for (Lettering lettering : List.of(Lettering.SMALL, Lettering.LARGE)) {
            List<List<Float>> shapes = new java.util.ArrayList<>();
            for (char letter = ' '; letter <= '~'; letter++) {
                shapes.add(asList(drawn(lettering, String.valueOf(letter))));
            }
            assertThat(shapes).doesNotHaveDuplicates();
            assertThat(asList(drawn(lettering, "ö"))).isEqualTo(asList(drawn(lettering, "?")));
        }
    }

    private static List<Float> asList(Picture picture) {
        List<Float> values = new java.util.ArrayList<>();
        for (float value : picture.planes()) {
            values.add(value);
        }
        return values;
    }

    @Test
    void lettersMayBeDrawnLargerAndAreCutAtTheEdge() {
        Picture once = drawn(Lettering.LARGE, "Ag");
        Picture twice = Picture.filled(once.width() * 2, once.height() * 2, 0, 0, 0);
        Lettering.LARGE.draw(twice, 0, 0, "Ag", 225, 2);
        assertThat(count(twice, 225, 225, 225)).isEqualTo(4 * count(once, 225, 225, 225));
        Lettering.LARGE.draw(once, -5, -5, "edge", 225, 3);
    }

    @Property(tries = 200)
    void linesFitAndLoseNothingButSpaces(
            @ForAll @StringLength(max = 80) String text, @ForAll @IntRange(min = 1, max = 20) int columns) {
        List<String> lines = Lettering.lines(text, columns);
        assertThat(lines).isNotEmpty().allMatch(line -> line.length() <= columns);
        assertThat(withoutSpaces(String.join("", lines))).isEqualTo(withoutSpaces(text));
    }

    /** Without what {@link String#strip} takes for a space, which is more than the pattern {@code \s} does. */
    private static String withoutSpaces(String text) {
        return text.codePoints()
                .filter(point -> !Character.isWhitespace(point))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    @Test
    void linesAreBrokenWhereAPersonWould() {
        assertThat(Lettering.lines("look=eyes layer=mixed4#341,318:1+mixed5", 20))
                .containsExactly("look=eyes", "layer=mixed4#341,", "318:1+mixed5");
        assertThat(Lettering.lines("", 5)).containsExactly("");
        assertThat(Lettering.lines("one\ntwo", 5)).containsExactly("one", "two");
    }
}
