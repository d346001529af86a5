package io.pareidolia.dream.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.pareidolia.dream.failure.DreamException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class RuntimeSessionTest {
    private static final float[] PICTURE = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};

    @Test
    void everyOutputComesBackByItsName() {
        try (RuntimeSession session = RuntimeSession.open(TinyModels.doubling(2, 2), Device.CPU, 1)) {
            assertThat(session.outputs()).containsExactly("gradient", "objective");
            Map<String, float[]> outputs = session.run(PICTURE, 1, 3, 2, 2);
            assertThat(outputs.get("gradient")).containsExactly(2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24);
            assertThat(outputs.get("objective")).containsExactly(78);
        }
    }

    @Test
    void laterRunsSeeTheirOwnPictureAndLeaveEarlierResultsAlone() {
        try (RuntimeSession session = RuntimeSession.open(TinyModels.doubling(2, 2), Device.CPU, 2)) {
            Map<String, float[]> first = session.run(PICTURE, 1, 3, 2, 2);
            float[] zeros = new float[12];
            assertThat(session.run(zeros, 1, 3, 2, 2).get("gradient")).containsOnly(0);
            assertThat(first.get("gradient")).startsWith(2, 4, 6);
        }
    }

    @Test
    void anotherThreadMayUseIt() throws Exception {
        RuntimeSession session = CompletableFuture.supplyAsync(
                        () -> RuntimeSession.open(TinyModels.doubling(2, 2), Device.AUTO, 1))
                .get();
        assertThat(CompletableFuture.supplyAsync(() -> session.run(PICTURE, 1, 3, 2, 2))
                        .get()
                        .get("objective"))
                .containsExactly(78);
        session.close();
        session.close();
        assertThatThrownBy(() -> session.run(PICTURE, 1, 3, 2, 2)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aRunCanBeStoppedFromAnotherThreadAndTheNextOneIsNot() throws Exception {
        float[] picture = new float[32 * 400 * 400];
        try (RuntimeSession session = RuntimeSession.open(TinyModels.slow(400, 400, 400), Device.CPU, 1)) {
            session.stop(); // no run, nothing to stop
            CompletableFuture<Map<String, float[]>> run =
                    CompletableFuture.supplyAsync(() -> session.run(picture, 1, 32, 400, 400));
            long start = System.nanoTime();
            while (!run.isDone()) {
                TimeUnit.MILLISECONDS.sleep(50);
                session.stop();
                assertThat(System.nanoTime() - start).isLessThan(TimeUnit.SECONDS.toNanos(5));
            }
            assertThatThrownBy(run::get)
                    .isInstanceOf(ExecutionException.class)
                    .extracting(failure -> ((DreamException) failure.getCause()).kind())
                    .isEqualTo(DreamException.Kind.CANCELLED);
        }
        try (RuntimeSession session = RuntimeSession.open(TinyModels.slow(3, 40, 40), Device.CPU, 1)) {
            session.stop();
            assertThat(session.run(new float[32 * 40 * 40], 1, 32, 40, 40)).containsOnlyKeys("gradient");
        }
    }

    @Test
    void tooLittleMemoryIsToldApartFromEverythingElse() {
        try (RuntimeSession session = RuntimeSession.open(TinyModels.expanding(2_000_000), Device.CPU, 1)) {
            DreamException failure =
                    catchThrowableOfType(DreamException.class, () -> session.run(new float[] {1}, 1, 1));
            assertThat(failure).hasMessageContaining("not enough memory; a smaller picture needs less.");
            assertThat(RuntimeSession.outOfMemory(failure)).isTrue();
            assertThat(failure.kind()).isEqualTo(DreamException.Kind.MACHINE);
        }
    }

    @Test
    void whatTheRuntimeRefusesIsOneSentence() {
        for (byte[] model : new byte[][] {TinyModels.unknown(), {1, 2, 3}, {}}) {
            DreamException failure =
                    catchThrowableOfType(DreamException.class, () -> RuntimeSession.open(model, Device.CPU, 1));
            assertThat(failure.getMessage())
                    .startsWith("The network cannot be prepared on cpu; ONNX Runtime says: ")
                    .doesNotContain("\n")
                    .hasSizeLessThan(300);
            assertThat(RuntimeSession.outOfMemory(failure)).isFalse();
        }
        try (RuntimeSession session = RuntimeSession.open(TinyModels.doubling(2, 2), Device.CPU, 1)) {
            assertThatThrownBy(() -> session.run(new float[3], 1, 3, 1, 1))
                    .isInstanceOf(DreamException.class)
                    .hasMessageStartingWith("The network cannot run at this size; ONNX Runtime says: ");
            assertThat(session.run(PICTURE, 1, 3, 2, 2)).containsOnlyKeys("gradient", "objective");
        }
    }

    @Test
    void runsOfTwoThreadsComeOneAfterTheOther() {
        try (RuntimeSession session = RuntimeSession.open(TinyModels.doubling(2, 2), Device.CPU, 1)) {
            CompletableFuture<?>[] runs = new CompletableFuture<?>[8];
            for (int i = 0; i < runs.length; i++) {
                float[] picture = new float[12];
                picture[0] = i;
                runs[i] = CompletableFuture.runAsync(() -> {
                    for (int again = 0; again < 50; again++) {
                        assertThat(session.run(picture, 1, 3, 2, 2).get("objective"))
                                .containsExactly(picture[0]);
                    }
                });
            }
            CompletableFuture.allOf(runs).join();
        } catch (CompletionException failure) {
            throw new AssertionError(failure.getCause());
        }
    }
}
