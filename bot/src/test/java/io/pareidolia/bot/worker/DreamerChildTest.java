package io.pareidolia.bot.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.pareidolia.dream.content.ContentRule;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The child as its parent sees it: lines in, lines out. */
@Timeout(value = 300, unit = TimeUnit.SECONDS)
class DreamerChildTest {
    private static final String TINY = "layer=mixed0 octaves=1 steps=1 size=96 seed=1";

    @TempDir
    Path folder;

    private final List<DreamerProtocol.Report> reports = new ArrayList<>();
    private Path photo;
    private Process child;
    private BufferedReader output;

    @BeforeEach
    void start() throws IOException {
        photo = Dreamers.photo(folder, 128, 96);
        child = Dreamers.launch(folder).start();
        output = child.inputReader(StandardCharsets.UTF_8);
    }

    @AfterEach
    void kill() {
        child.destroyForcibly();
    }

    private void order(String job, String recipe) throws IOException {
        say(DreamerProtocol.line(new DreamerProtocol.Dream(
                job,
                recipe,
                photo.toString(),
                folder.resolve(job + ".png").toString(),
                null,
                null,
                ContentRule.OFF,
                null,
                250)));
    }

    private void say(String line) throws IOException {
        OutputStream input = child.getOutputStream();
        input.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        input.flush();
    }

    /** Reads up to the report that is meant; every line must be a report. */
    private void readTo(Predicate<DreamerProtocol.Report> meant) throws IOException {
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            DreamerProtocol.Report report = DreamerProtocol.report(line);
            if (!(report instanceof DreamerProtocol.Alive)) {
                reports.add(report);
            }
            if (meant.test(report)) {
                return;
            }
        }
        throw new AssertionError("it ended after " + reports);
    }

    private List<String> kinds() {
        return reports.stream().map(report -> report.getClass().getSimpleName()).toList();
    }

    @Test
    void itIsReadyBeforeItHasLoadedAnythingAndWarmForTheSecondJob() throws IOException {
        readTo(DreamerProtocol.Measured.class::isInstance);
        assertThat(kinds()).containsExactly("Ready", "Loaded", "Measured");
        reports.clear();
        order("one", TINY);
        readTo(DreamerProtocol.JobEnd.class::isInstance);
        order("two", TINY);
        readTo(DreamerProtocol.JobEnd.class::isInstance);
        assertThat(kinds())
                .containsExactly(
                        "Begun", "Seen", "Decoded", "Progress", "Done", "Begun", "Seen", "Decoded", "Progress", "Done");
    }

    @Test
    void aJobDoesNotWaitForTheWarmUp() throws IOException {
        order("early", TINY);
        readTo(DreamerProtocol.JobEnd.class::isInstance);
        assertThat(kinds()).containsExactly("Ready", "Loaded", "Begun", "Seen", "Decoded", "Progress", "Done");
    }

    @Test
    void theEndOfItsInputEndsItAtOnceInTheMiddleOfADream() throws Exception {
        order("endless", "layer=mixed0 octaves=1 steps=200 size=1024 seed=1");
        readTo(DreamerProtocol.Progress.class::isInstance);
        child.getOutputStream().close();
        assertThat(child.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(child.exitValue()).isZero();
        assertThat(folder.resolve("endless.png")).doesNotExist();
    }

    @Test
    void aSignalToTheWholeGroupIsLeftToTheParent() throws Exception {
        order("endless", "layer=mixed0 octaves=1 steps=200 size=1024 seed=1");
        readTo(DreamerProtocol.Progress.class::isInstance);
        child.toHandle().destroy();
        readTo(DreamerProtocol.Progress.class::isInstance);
        readTo(DreamerProtocol.Progress.class::isInstance);
        say(DreamerProtocol.line(new DreamerProtocol.Cancel("endless")));
        readTo(DreamerProtocol.JobEnd.class::isInstance);
        assertThat(kinds()).last().isEqualTo("Cancelled");
        assertThat(child.isAlive()).isTrue();
    }

    @Test
    void anOrderThatNobodyUnderstandsEndsIt() throws Exception {
        say("{\"type\":\"dance\"}");
        assertThat(child.waitFor(120, TimeUnit.SECONDS)).isTrue();
        assertThat(child.exitValue()).isEqualTo(1);
    }
}
