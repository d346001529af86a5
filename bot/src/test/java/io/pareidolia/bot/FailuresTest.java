package io.pareidolia.bot;

import static org.assertj.core.api.Assertions.assertThat;

import io.pareidolia.dream.failure.DreamException;
import java.nio.file.InvalidPathException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FailuresTest {
    @Test
    void whatIsKnownIsSaidAsItIs() {
        DreamException input = DreamException.input("The file is empty.");
        assertThat(Failures.sentence(input)).isEqualTo("The file is empty.");
        assertThat(Failures.exitCode(input)).isEqualTo(2);
        assertThat(Failures.exitCode(DreamException.machine("No CUDA here."))).isEqualTo(1);
        assertThat(Failures.exitCode(DreamException.cancelled())).isEqualTo(143);
    }

    @Test
    void aFaultOfTheProgramIsOneLineThatSaysHowToFindIt() {
        Throwable fault = new IllegalStateException("first line\nsecond line");
        assertThat(Failures.sentence(fault))
                .isEqualTo("Something went wrong inside Pareidolia (IllegalStateException: first line);"
                        + " set PAREIDOLIA_TRACE=1 and run it again to see where.");
        assertThat(Failures.exitCode(fault)).isEqualTo(1);
        assertThat(Failures.sentence(new StackOverflowError())).contains("(StackOverflowError)");
    }

    @Test
    void aNameThatTheLocaleCannotSayIsTheLocalesFault() {
        InvalidPathException name = new InvalidPathException("??n??.jpg", "unmappable characters");
        assertThat(Failures.sentence(name))
                .isEqualTo("The file name ??n??.jpg cannot be said in this locale; set LC_ALL=C.UTF-8 and try again.");
        assertThat(Failures.exitCode(name)).isEqualTo(2);
    }

    @Test
    void fullMemoryIsSaidWithAWayOut() {
        assertThat(Failures.sentence(new OutOfMemoryError("Java heap space"))).contains("smaller size=", "-Xmx");
        assertThat(Failures.exitCode(new OutOfMemoryError())).isEqualTo(1);
    }

    @Test
    void tracingIsAskedForByTheEnvironment() {
        assertThat(Main.tracing(Map.of())).isFalse();
        assertThat(Main.tracing(Map.of("PAREIDOLIA_TRACE", ""))).isFalse();
        assertThat(Main.tracing(Map.of("PAREIDOLIA_TRACE", "1"))).isTrue();
    }
}
