package io.pareidolia.dream.network;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.ModelProto;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The file in the jar is the one that was converted and compared with the original (convert/README.md). */
class BundledNetworkTest {
    private static byte[] file;

    @BeforeAll
    static void read() throws IOException {
        try (InputStream resource =
                Objects.requireNonNull(BundledNetworkTest.class.getResourceAsStream("/networks/inception-v3.onnx"))) {
            file = resource.readAllBytes();
        }
    }

    @Test
    void itIsTheConvertersFile() throws Exception {
        assertThat(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(file)))
                .isEqualTo("c7fc664b0a4ee0f1e49d9326462cdef7719a437d949851bab8c450ee7b3d4861");
    }

    @Test
    void itsBlocksKeepTheirNamesAndItsHeadStays() throws IOException {
        ModelProto model = ModelProto.parseFrom(file);
        List<String> tensors = model.getGraph().getNodeList().stream()
                .flatMap(node -> node.getOutputList().stream())
                .toList();

        assertThat(tensors)
                .containsAll(IntStream.rangeClosed(0, 10)
                        .mapToObj(block -> "mixed" + block)
                        .toList());
        assertThat(model.getGraph().getOutput(0).getName()).isEqualTo("predictions");
        assertThat(model.getMetadataPropsList())
                .anySatisfy(entry -> assertThat(entry.getKey() + "=" + entry.getValue())
                        .isEqualTo("classes=drawing,hentai,neutral,porn,sexy"));
    }
}
