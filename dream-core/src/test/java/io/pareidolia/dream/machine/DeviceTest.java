package io.pareidolia.dream.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pareidolia.dream.failure.DreamException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeviceTest {
    @ParameterizedTest
    @CsvSource({"auto, auto", "CPU, cpu", "cuda, cuda:0", "cuda:3, cuda:3"})
    void wordsAreReadAndWritten(String word, String written) {
        assertThat(Device.named(word)).hasToString(written);
        assertThat(Device.named(written)).isEqualTo(Device.named(word));
    }

    @ParameterizedTest
    @ValueSource(strings = {"gpu", "cuda:", "cuda:x", "cuda:-1", "cuda:1000", ""})
    void otherWordsAreAnsweredWithTheNearest(String word) {
        assertThatThrownBy(() -> Device.named(word))
                .isInstanceOf(DreamException.class)
                .hasMessageContaining("There is no device \"" + word + "\". Did you mean")
                .hasMessageContaining("cuda:0");
    }

    @Test
    void autoIsWhatThisMachineHas() {
        assertThat(Device.AUTO.chosen().kind()).isNotEqualTo(Device.Kind.AUTO);
        assertThat(Device.CPU.chosen()).isEqualTo(Device.CPU);
    }

    @Test
    void aGpuThatIsNotThereIsOneSentenceThatSaysWhatIsMissing() {
        String needed = RuntimeSession.knowsCuda() ? "no GPU of that number|CUDA|cuDNN|driver" : "mvn -Pgpu package";
        assertThatThrownBy(() -> Device.named("cuda:99").chosen())
                .isInstanceOf(DreamException.class)
                .hasMessageStartingWith("The device cuda:99 cannot be used: ")
                .hasMessageFindingMatch(needed);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Failed to load library libonnxruntime_providers_cuda.so with error: libcudnn.so.9: cannot open | cuDNN 9",
                "Failed to load library libonnxruntime_providers_cuda.so with error: libcublasLt.so.12: cannot open | CUDA 12",
                "CUDA failure 101: invalid device ordinal ; GPU=7 | no GPU of that number",
                "CUDA failure 35: CUDA driver version is insufficient for CUDA runtime version | driver is missing or too old",
                "CUDA failure 100: no CUDA-capable device is detected | no NVIDIA GPU",
                "Failed to find CUDA shared provider | CUDA 12 and cuDNN 9 are needed",
                "something else | the runtime says: something else",
            })
    void whatTheRuntimeSaysIsExplained(String message, String sentence) {
        assertThat(CudaProbe.explain(message)).contains(sentence);
    }
}
