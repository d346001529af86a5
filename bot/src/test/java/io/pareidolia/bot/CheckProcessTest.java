package io.pareidolia.bot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pareidolia.bot.worker.ChildJava;
import io.pareidolia.dream.failure.DreamException;
import java.io.File;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import sun.misc.Unsafe;

class CheckProcessTest {
    private final List<String> told = new ArrayList<>();
    private final AtomicBoolean cancelled = new AtomicBoolean();

    private CheckLine run(Class<?> mainClass, String... arguments) {
        return new CheckProcess(ChildJava.likeThis(mainClass.getName(), Map.of()), false, cancelled::get)
                .run(List.of(arguments), line -> told.add(line.words()));
    }

    private static void tell(CheckLine.Kind kind, String words) {
        System.out.println(CheckLine.of(kind, words));
    }

    /** Writes to address 0, as a native library with a fault does. */
    static final class Crashing {
        private Crashing() {}

        public static void main(String[] arguments) throws ReflectiveOperationException {
            tell(CheckLine.Kind.RESULT, "one: held");
            tell(CheckLine.Kind.BEGINS, "node stem (Conv)");
            Field field = Unsafe.class.getDeclaredField("theUnsafe");
            field.setAccessible(true);
            ((Unsafe) field.get(null)).putAddress(0, 1);
        }
    }

    @Test
    void aCrashIsASentenceAndLeavesNothingBehind() {
        List<String> before = reports();
        assertThatThrownBy(() -> run(Crashing.class))
                .isInstanceOfSatisfying(
                        DreamException.class, crash -> assertThat(crash.kind()).isEqualTo(DreamException.Kind.MACHINE))
                .hasMessageStartingWith("The runtime crashed while checking node stem (Conv)");
        assertThat(told).containsExactly("one: held", "node stem (Conv)");
        assertThat(reports()).isEqualTo(before);
    }

    private static List<String> reports() {
        return Stream.of(".", System.getProperty("java.io.tmpdir"))
                .flatMap(folder -> Stream.of(Objects.requireNonNull(new File(folder).list())))
                .filter(name -> name.startsWith("hs_err") || name.startsWith("core"))
                .sorted()
                .toList();
    }

    /** Is killed, as by a system that runs out of memory. */
    static final class Killed {
        private Killed() {}

        public static void main(String[] arguments) throws Exception {
            new ProcessBuilder(
                            "kill", "-9", Long.toString(ProcessHandle.current().pid()))
                    .start()
                    .waitFor();
            Thread.sleep(60_000);
        }
    }

    @Test
    void aViolentEndIsASentence() {
        assertThatThrownBy(() -> run(Killed.class))
                .hasMessage("The check was killed while loading the network;"
                        + " perhaps there was not enough memory for it.");
    }

    /** Says what it was told. */
    static final class Telling {
        private Telling() {}

        public static void main(String[] arguments) {
            System.out.println("a stray line, and { another");
            System.out.println("{\"kind\":\"RESULT\",\"words\":\"torn");
            tell(CheckLine.Kind.REMARK, "größer: 3×3 … " + String.join(" ", arguments));
            tell(CheckLine.Kind.valueOf(arguments[0]), "the end");
        }
    }

    @Test
    void onlyLinesOfTheCheckAreHeard() {
        assertThat(run(Telling.class, "FAILS", "a b", "-c")).isEqualTo(CheckLine.of(CheckLine.Kind.FAILS, "the end"));
        assertThat(told).containsExactly("größer: 3×3 … FAILS a b -c", "the end");
    }

    @Test
    void refusalsKeepTheirKind() {
        assertThatThrownBy(() -> run(Telling.class, "REFUSED"))
                .hasMessage("the end")
                .isInstanceOfSatisfying(
                        DreamException.class,
                        refused -> assertThat(refused.kind()).isEqualTo(DreamException.Kind.INPUT));
        assertThatThrownBy(() -> run(Telling.class, "LACKING"))
                .hasMessage("the end")
                .isInstanceOfSatisfying(
                        DreamException.class,
                        lacking -> assertThat(lacking.kind()).isEqualTo(DreamException.Kind.MACHINE));
    }

    /** Takes longer than anybody wants to wait. */
    static final class Waiting {
        private Waiting() {}

        public static void main(String[] arguments) throws InterruptedException {
            tell(CheckLine.Kind.BEGINS, "layer last");
            Thread.sleep(600_000);
        }
    }

    @Test
    @Timeout(value = 60, unit = TimeUnit.SECONDS)
    void itEndsWhenItIsToldTo() {
        cancelled.set(true);
        assertThatThrownBy(() -> run(Waiting.class))
                .isInstanceOfSatisfying(
                        DreamException.class,
                        ended -> assertThat(ended.kind()).isEqualTo(DreamException.Kind.CANCELLED));
    }
}
