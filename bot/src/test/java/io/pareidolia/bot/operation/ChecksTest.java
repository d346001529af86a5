package io.pareidolia.bot.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.pareidolia.bot.operation.Finding.Grade;
import io.pareidolia.dream.network.Catalogue;
import io.pareidolia.dream.network.NetworkFolder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the doctor finds, well and broken. */
class ChecksTest {
    @TempDir
    Path folder;

    private static void assertFailed(Finding finding, String words) {
        assertThat(finding.grade()).isEqualTo(Grade.FAIL);
        assertThat(finding.sentence()).contains(words);
        assertThat(finding.remedy()).isPresent();
    }

    @Test
    void anOldJavaFailsAndLittleMemoryWarns() {
        assertFailed(MachineChecks.java(11, "x", "amd64", 8L << 30), "Java 11");
        assertThat(MachineChecks.java(17, "x", "amd64", 1L << 30).grade()).isEqualTo(Grade.WARN);
        assertThat(MachineChecks.java().grade()).isNotEqualTo(Grade.FAIL);
    }

    @Test
    void aFolderThatWillBeMadeIsFineAndNothingIsLeftBehind() throws IOException {
        Finding finding = new DataFolderCheck(folder.resolve("a/b"), 1, true).look();
        assertThat(finding.grade()).isEqualTo(Grade.OK);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aFolderThatCannotBeWrittenFails() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        assertFailed(new DataFolderCheck(file.resolve("data"), 1, true).look(), "not a folder");
        Finding closed = new DataFolderCheck(Path.of("/proc/data"), 1, true).look();
        assertFailed(closed, "Nothing can be written to /proc: ");
        assertThat(closed.sentence()).doesNotContain("Exception");
    }

    @Test
    void aCheckThatBreaksSaysSoInASentence() {
        Check broken = () -> {
            throw new IllegalStateException("user=anna password=x");
        };
        Finding finding = broken.safely("store").look();
        assertThat(finding.grade()).isEqualTo(Grade.FAIL);
        assertThat(finding.sentence()).isEqualTo("This could not be checked.");
        Finding store = ServiceChecks.store(() -> broken.look()).look();
        assertThat(store.sentence()).isEqualTo("The store cannot be written.");
    }

    @Test
    void lessRoomThanPicturesMayTakeIsAWarning() {
        assertThat(new DataFolderCheck(folder, Long.MAX_VALUE, true).look().grade())
                .isEqualTo(Grade.WARN);
    }

    @Test
    void aPortIsFreeOrTakenOrOurs() throws IOException {
        assertThat(new PortCheck("lobby.port", "127.0.0.1", 0).look().grade()).isEqualTo(Grade.OK);
        try (ServerSocket other = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            assertFailed(new PortCheck("lobby.port", "127.0.0.1", other.getLocalPort()).look(), "another program");
        }
        HealthPages pages = new HealthPages(() -> new Report(List.of()), () -> "");
        try (HealthServer ours = HealthServer.open("127.0.0.1", 0, pages)) {
            Finding finding = new PortCheck("lobby.port", "127.0.0.1", ours.port()).look();
            assertThat(finding.grade()).isEqualTo(Grade.OK);
            assertThat(finding.sentence()).contains("runs already");
        }
        assertFailed(new PortCheck("lobby.port", "no.such.host.invalid", 1).look(), "no address");
        assertFailed(new PortCheck("lobby.port", "192.0.2.1", 8080).look(), "192.0.2.1");
    }

    @Test
    void aDamagedNetworkFails() throws IOException {
        NetworkFilesCheck check = new NetworkFilesCheck(Catalogue.bundled(), new NetworkFolder(folder));
        assertThat(check.look().sentence()).contains("inception-v3");
        Files.write(folder.resolve("googlenet.onnx"), new byte[100]);
        assertFailed(check.look(), "googlenet");
    }

    @Test
    void aClockThatCannotBeRightIsSaid() throws IOException {
        Path file = Files.createFile(folder.resolve("db"));
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2026-11-28T10:00:00Z")));
        assertThat(clock("2026-11-28T10:00:01Z", file, "2026-11-28T10:00:02Z").grade())
                .isEqualTo(Grade.OK);
        assertThat(clock("2026-11-28T09:00:00Z", file, "2026-11-28T09:00:00Z").grade())
                .isEqualTo(Grade.WARN);
        assertThat(clock("2026-11-28T11:00:00Z", file, "2026-11-28T11:00:20Z").grade())
                .isEqualTo(Grade.WARN);
        assertFailed(clock("2026-11-28T11:00:00Z", file, "2026-11-28T12:00:00Z"), "3600 s");
        assertFailed(clock("1970-01-01T00:00:10Z", file, "1970-01-01T00:00:10Z"), "before this program was made");
    }

    private static Finding clock(String here, Path file, String there) {
        Clock clock = Clock.fixed(Instant.parse(here), ZoneOffset.UTC);
        return new ClockCheck(clock, file, () -> Optional.of(Instant.parse(there))).look();
    }
}
