package io.pareidolia.bot.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProgressTest {
    private static final String ERASE = "\r\u001B[K";

    private final StringWriter written = new StringWriter();
    private final AtomicLong clock = new AtomicLong(1);

    private Progress progress(boolean interactive, boolean colours, boolean blocks, int width) {
        Terminal terminal = new Terminal(
                new PrintWriter(new StringWriter()),
                new PrintWriter(written, true),
                new Terminal.Abilities(interactive, colours, blocks),
                () -> width,
                clock::get);
        return terminal.progress("cat.jpg");
    }

    private void pass(long milliseconds) {
        clock.addAndGet(TimeUnit.MILLISECONDS.toNanos(milliseconds));
    }

    @Test
    void aTerminalGetsOneLineThatIsWrittenOverAndWipedAtTheEnd() {
        try (Progress bar = progress(true, false, true, 100)) {
            bar.show(0.1, "octave 1 of 4, step 1 of 10", 1, 75);
            pass(200);
            bar.show(0.5, "octave 3 of 4, step 2 of 10", 3, 20);
        }
        assertThat(written.toString().split(ERASE.replace("[", "\\["), -1))
                .containsExactly(
                        "",
                        "cat.jpg  ███░░░░░░░░░░░░░░░░░░░░░░░░░░░   10 %  octave 1 of 4, step 1 of 10  1 min 15 s left",
                        "cat.jpg  ███████████████░░░░░░░░░░░░░░░   50 %  octave 3 of 4, step 2 of 10  20 s left",
                        "");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "none",
            value = {
                "86 | cat.jpg  ##########----------   50 %  octave 3 of 4, step 2 of 10  20 s left",
                "67 | cat.jpg  #####-----   50 %  octave 3 of 4, step 2 of 10  20 s left",
                "66 | cat.jpg  #####-----   50 %  20 s left",
                "36 | #####-----   50 %  20 s left",
                "20 | ' 50 %  20 s left'",
                "12 | ' 50 %'",
                "3 | ''",
            })
    void aNarrowTerminalGetsLess(int width, String line) {
        progress(true, false, false, width).show(0.5, "octave 3 of 4, step 2 of 10", 3, 20);
        assertThat(written.toString()).isEqualTo(ERASE + line);
    }

    @Property(tries = 200)
    void aLineNeverReachesTheEdge(
            @ForAll @IntRange(min = 1, max = 200) int width, @ForAll @DoubleRange(min = 0, max = 1) double share) {
        StringWriter line = new StringWriter();
        new ProgressBar(
                        new PrintWriter(line),
                        "写真と写真と写真と写真と写真.jpg",
                        new Terminal.Abilities(true, false, true),
                        width,
                        () -> 0)
                .show(share, "octave 1 of 4", 1, 100 * share);
        int columns = line.toString()
                .substring(ERASE.length())
                .codePoints()
                .map(point -> point > 0x2E80 ? 2 : 1)
                .sum();
        assertThat(columns).isLessThan(width);
    }

    @Test
    void coloursAreUsedOnlyWhereWanted() {
        progress(true, true, true, 100).show(0.5, "x", 1, 1);
        assertThat(written.toString()).contains("\u001B[35m█").contains("█\u001B[0m░");
        written.getBuffer().setLength(0);
        progress(true, false, true, 100).show(0.5, "x", 1, 1);
        assertThat(written.toString().substring(ERASE.length())).doesNotContain("\u001B");
    }

    @Test
    void theBarNeverRunsBackwardsAndIsNotRedrawnTooOften() {
        Progress bar = progress(true, false, false, 100);
        bar.show(0.5, "x", 1, 10);
        pass(50);
        bar.show(0.6, "too soon", 1, 10);
        pass(100);
        bar.show(0.4, "slower than thought", 1, 30);
        assertThat(written.toString()).contains("50 %  slower").doesNotContain("too soon", "40 %");
    }

    @Test
    void filesGetWholeLinesAtNewStagesAndEveryTenSeconds() {
        try (Progress lines = progress(false, false, true, 100)) {
            lines.show(0.1, "octave 1 of 2, step 1 of 10", 1, 30);
            pass(3000);
            lines.show(0.2, "octave 1 of 2, step 2 of 10", 1, 27);
            pass(8000);
            lines.show(0.3, "octave 1 of 2, step 3 of 10", 1, 25);
            pass(10);
            lines.show(0.4, "octave 2 of 2, step 1 of 10", 2, Double.NaN);
        }
        assertThat(written.toString().lines())
                .containsExactly(
                        "cat.jpg: octave 1 of 2, step 1 of 10, 10 %, 30 s left",
                        "cat.jpg: octave 1 of 2, step 3 of 10, 30 %, 25 s left",
                        "cat.jpg: octave 2 of 2, step 1 of 10, 40 %");
    }

    @ParameterizedTest
    @CsvSource({
        "0.2, 1 s left",
        "59.4, 59 s left",
        "59.6, 1 min left",
        "82, 1 min 20 s left",
        "599, 10 min left",
        "3570, 1 h left",
        "3600, 1 h left",
        "7500, 2 h 5 min left",
        "-1, ''",
        "Infinity, ''",
        "NaN, ''"
    })
    void timeIsSaidAsPeopleSayIt(double seconds, String words) {
        assertThat(TimeLeft.words(seconds)).isEqualTo(words);
    }
}
