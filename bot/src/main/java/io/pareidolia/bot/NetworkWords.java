package io.pareidolia.bot;

import io.pareidolia.dream.graph.Preprocessing;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The words by which commands that look at a network are told which. */
final class NetworkWords {
    @Parameters(
            index = "0",
            paramLabel = "NAME|FILE",
            description = "A name of pareidolia networks list, or an ONNX file.")
    private String network = "";

    @Option(
            names = "--preprocess",
            paramLabel = "HOW",
            description = "What a network from a file was trained to see: caffe, tf, torch or none.",
            completionCandidates = DreamCommand.PreprocessingWords.class)
    private Optional<String> preprocess = Optional.empty();

    String network() {
        return network;
    }

    Optional<Preprocessing> preprocessing() {
        return preprocess.map(Preprocessing::named);
    }
}
