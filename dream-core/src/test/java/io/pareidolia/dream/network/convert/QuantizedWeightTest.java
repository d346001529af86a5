package io.pareidolia.dream.network.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuantizedWeightTest {
    @Test
    void aKernelIsTurnedFromHeightWidthInOutToOutInHeightWidth() {
        byte[] quanta = new byte[2 * 3 * 4 * 5];
        for (int index = 0; index < quanta.length; index++) {
            quanta[index] = (byte) index;
        }
        QuantizedWeight turned = new QuantizedWeight("kernel", new int[] {2, 3, 4, 5}, 1f, 0f, quanta).channelsFirst();

        assertThat(turned.shape()).containsExactly(5, 4, 2, 3);
        for (int y = 0; y < 2; y++) {
            for (int x = 0; x < 3; x++) {
                for (int in = 0; in < 4; in++) {
                    for (int out = 0; out < 5; out++) {
                        assertThat(turned.quanta()[((out * 4 + in) * 2 + y) * 3 + x])
                                .isEqualTo(quanta[((y * 3 + x) * 4 + in) * 5 + out]);
                    }
                }
            }
        }
    }

    @Test
    void anyOtherArchiveIsRefused(@TempDir Path folder) throws IOException {
        Path archive = Files.writeString(folder.resolve("nsfwjs-4.4.0.tgz"), "something else");

        assertThatThrownBy(() -> NsfwjsPackage.read(archive))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("is not nsfwjs 4.4.0");
    }
}
