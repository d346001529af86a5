package io.pareidolia.dream.network.convert;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Given the package's archive, the converter writes the committed file to the byte. Run by name; see README.md. */
class ConvertInceptionV3Check {
    @Test
    void theCommittedNetworkIsWhatTheConverterWrites() throws IOException {
        String archive = System.getProperty("pareidolia.nsfwjs");
        if (archive == null) {
            System.out.println("Nothing was compared: name the archive with -Dpareidolia.nsfwjs=nsfwjs-4.4.0.tgz.");
            return;
        }
        try (InputStream committed =
                Objects.requireNonNull(getClass().getResourceAsStream("/networks/inception-v3.onnx"))) {
            assertThat(KerasToOnnx.convert(NsfwjsPackage.read(Path.of(archive))))
                    .isEqualTo(committed.readAllBytes());
        }
    }
}
