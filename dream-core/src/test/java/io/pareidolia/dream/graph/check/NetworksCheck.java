package io.pareidolia.dream.graph.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.pareidolia.dream.graph.ForwardGraph;
import io.pareidolia.dream.graph.MadeNetworks;
import io.pareidolia.dream.graph.Preprocessing;
import io.pareidolia.dream.machine.Device;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The gradients of real networks hold, each within three minutes: the bundled one, a made one of 120 convolutions in
 * dense blocks, and those in a folder. Run by name:
 * {@code mvn -pl dream-core test -Dtest=NetworksCheck -Dpareidolia.shared=FOLDER}.
 */
class NetworksCheck {
    private static final Duration LONGEST = Duration.ofMinutes(3);

    static List<String> networks() throws IOException {
        List<String> names = new ArrayList<>(List.of("inception-v3", "dense blocks"));
        String folder = System.getProperty("pareidolia.shared", "");
        if (folder.isEmpty()) {
            System.out.println("Networks from files are left out: name their folder with -Dpareidolia.shared=FOLDER.");
            return names;
        }
        try (Stream<Path> files = Files.walk(Path.of(folder))) {
            files.map(Path::toString)
                    .filter(name -> name.endsWith(".onnx"))
                    .sorted()
                    .forEach(names::add);
        }
        return names;
    }

    private static ForwardGraph network(String name) throws IOException {
        if (name.equals("dense blocks")) {
            return ForwardGraph.of(MadeNetworks.dense(), name);
        }
        if (name.endsWith(".onnx")) {
            return ForwardGraph.load(Path.of(name));
        }
        try (InputStream file =
                Objects.requireNonNull(NetworksCheck.class.getResourceAsStream("/networks/" + name + ".onnx"))) {
            return ForwardGraph.of(file.readAllBytes(), name);
        }
    }

    private static Preprocessing preprocessing(String name, ForwardGraph network) {
        if (name.equals("inception-v3")) {
            return Preprocessing.TF;
        }
        return network.tensors().contains("inception_4c/output_1") ? Preprocessing.CAFFE : Preprocessing.TORCH;
    }

    @ParameterizedTest
    @MethodSource("networks")
    void gradientsHold(String name) throws IOException {
        ForwardGraph network = network(name);
        List<String> failures = new ArrayList<>();
        int[] counts = new int[3];
        Instant begun = Instant.now();
        boolean holds = new NetworkCheck(
                        network,
                        preprocessing(name, network),
                        Device.CPU,
                        Runtime.getRuntime().availableProcessors())
                .run(new CheckListener() {
                    @Override
                    public void begins(String what, int done, int all) {}

                    @Override
                    public void checked(NodeVerdict verdict) {
                        counts[0]++;
                        verdict.fault().ifPresent(fault -> failures.add(verdict.node() + " " + fault));
                    }

                    @Override
                    public void checked(LayerVerdict verdict) {
                        counts[verdict.outcome() == LayerVerdict.Outcome.HELD ? 1 : 2]++;
                        if (!verdict.holds()) {
                            failures.add(verdict.layer() + " " + verdict.words());
                        }
                    }
                });
        Duration taken = Duration.between(begun, Instant.now());
        System.out.println(name + ": " + counts[0] + " nodes and " + counts[1] + " layers measured, " + counts[2]
                + " layers not measurable, in " + taken.toSeconds() + " s");
        assertThat(failures).isEmpty();
        assertThat(holds).isTrue();
        assertThat(taken).isLessThan(LONGEST);
    }
}
