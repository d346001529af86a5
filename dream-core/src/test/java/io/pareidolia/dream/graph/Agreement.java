package io.pareidolia.dream.graph;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.ModelProto;
import java.util.List;
import java.util.Map;

/**
 * A network as its file says it and as it is dreamed: ONNX Runtime runs the file itself, libtorch differentiates the
 * file itself, and both must agree with the dream graph.
 */
final class Agreement {
    private static final double TOLERANCE = 2e-5;

    private final ModelProto model;
    private final String target;
    private final ForwardGraph network;

    private Agreement(ModelProto model, String target) {
        this.model = model;
        this.target = target;
        network = ForwardGraph.of(model.toByteArray(), "net");
    }

    /** Loads a network whose only input is {@code x} and that has {@code target} among its outputs. */
    static Agreement of(ModelProto model, String target) {
        return new Agreement(model, target);
    }

    ForwardGraph network() {
        return network;
    }

    /** The target's value is that of the file, in the runtime. */
    Agreement forward(Numbers picture) {
        return forward(picture, model);
    }

    /** The target's value is that of another file, written for this size. */
    Agreement forward(Numbers picture, ModelProto written) {
        Numbers expected =
                RuntimeRun.of(written.toByteArray(), Map.of("x", picture)).get(target);
        Numbers found = RuntimeRun.of(
                        DreamGraph.forward(
                                        network,
                                        List.of(Target.of(target)),
                                        Preprocessing.NONE,
                                        (int) picture.shape()[2],
                                        (int) picture.shape()[3])
                                .toByteArray(),
                        Map.of(DreamGraph.PICTURE, picture))
                .get(target);
        assertThat(found.distance(expected)).as("value").isLessThanOrEqualTo(TOLERANCE);
        return this;
    }

    /** The gradient of ½Σa² is that of the file, by the judge in float64; whether or not the device may scatter. */
    Agreement gradient(Numbers picture) {
        return gradient(picture, model);
    }

    /** The gradient is that of another file, written for this size. */
    Agreement gradient(Numbers picture, ModelProto written) {
        TorchReference.Gradients expected;
        try (TorchReference reference = TorchReference.exact(written)) {
            expected = reference.gradients(
                    Map.of("x", picture), List.of(target), List.of("x"), TorchReference.halfSquares(target));
        }
        for (boolean scatter : new boolean[] {true, false}) {
            Map<String, Numbers> found = dream(List.of(Target.of(target)), picture, scatter);
            assertThat(found.get(DreamGraph.GRADIENT).distance(expected.at().get("x")))
                    .as("gradient")
                    .isLessThanOrEqualTo(TOLERANCE);
            assertThat(found.get(DreamGraph.OBJECTIVE).distance(Numbers.scalar(expected.objective())))
                    .as("objective")
                    .isLessThanOrEqualTo(TOLERANCE);
        }
        return this;
    }

    /** One run of the dream graph. */
    Map<String, Numbers> dream(List<Target> targets, Numbers picture, boolean scatter) {
        return RuntimeRun.of(
                DreamGraph.write(
                                network,
                                targets,
                                Preprocessing.NONE,
                                (int) picture.shape()[2],
                                (int) picture.shape()[3],
                                scatter)
                        .toByteArray(),
                Map.of(DreamGraph.PICTURE, picture));
    }
}
