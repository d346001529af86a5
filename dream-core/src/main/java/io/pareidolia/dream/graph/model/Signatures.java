package io.pareidolia.dream.graph.model;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import io.pareidolia.dream.failure.StrangersName;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the internal opset lets each operator be called with: how many inputs and outputs at most, and which attributes
 * of which kind. The runtime would refuse anything else too, but only once somebody dreams.
 */
final class Signatures {
    private static final int ANY = Integer.MAX_VALUE;

    private record Signature(int inputs, int outputs, Map<String, AttributeType> attributes) {}

    private static final Map<String, Signature> ALL = Stream.of(
                    "Conv 3 1 auto_pad:s dilations:l group:i kernel_shape:l pads:l strides:l",
                    "ConvTranspose 3 1 auto_pad:s dilations:l group:i kernel_shape:l output_padding:l output_shape:l"
                            + " pads:l strides:l",
                    "Gemm 3 1 alpha:f beta:f transA:i transB:i",
                    "MatMul 2 1",
                    "BatchNormalization 5 1 epsilon:f momentum:f training_mode:i",
                    "LRN 1 1 alpha:f beta:f bias:f size:i",
                    "Relu 1 1",
                    "LeakyRelu 1 1 alpha:f",
                    "PRelu 2 1",
                    "Sigmoid 1 1",
                    "HardSigmoid 1 1 alpha:f beta:f",
                    "HardSwish 1 1",
                    "Tanh 1 1",
                    "Clip 3 1",
                    "Softmax 1 1 axis:i",
                    "MaxPool 1 2 auto_pad:s ceil_mode:i dilations:l kernel_shape:l pads:l storage_order:i strides:l",
                    "AveragePool 1 1 auto_pad:s ceil_mode:i count_include_pad:i kernel_shape:l pads:l strides:l",
                    "GlobalAveragePool 1 1",
                    "GlobalMaxPool 1 1",
                    "Add 2 1",
                    "Sub 2 1",
                    "Mul 2 1",
                    "Div 2 1",
                    "Pow 2 1",
                    "Mod 2 1 fmod:i",
                    "Sum * 1",
                    "Mean * 1",
                    "Max * 1",
                    "Min * 1",
                    "Sqrt 1 1",
                    "Exp 1 1",
                    "Log 1 1",
                    "Neg 1 1",
                    "Abs 1 1",
                    "Floor 1 1",
                    "Ceil 1 1",
                    "Round 1 1",
                    "Identity 1 1",
                    "ReduceMean 1 1 axes:l keepdims:i",
                    "ReduceMax 1 1 axes:l keepdims:i",
                    "ReduceMin 1 1 axes:l keepdims:i",
                    "ReduceProd 1 1 axes:l keepdims:i",
                    "ReduceSum 2 1 keepdims:i noop_with_empty_axes:i",
                    "Concat * 1 axis:i",
                    "Split 2 * axis:i",
                    "Slice 5 1",
                    "Pad 3 1 mode:s",
                    "Reshape 2 1 allowzero:i",
                    "Flatten 1 1 axis:i",
                    "Transpose 1 1 perm:l",
                    "Squeeze 2 1",
                    "Unsqueeze 2 1",
                    "Expand 2 1",
                    "Gather 2 1 axis:i",
                    "Cast 1 1 to:i",
                    "DepthToSpace 1 1 blocksize:i mode:s",
                    "SpaceToDepth 1 1 blocksize:i",
                    "Shape 1 1 start:i end:i",
                    "Size 1 1",
                    "Resize 4 1 coordinate_transformation_mode:s cubic_coeff_a:f exclude_outside:i"
                            + " extrapolation_value:f mode:s nearest_mode:s")
            .map(line -> line.split(" ", -1))
            .collect(Collectors.toUnmodifiableMap(words -> words[0], Signatures::read));

    private Signatures() {}

    private static Signature read(String[] words) {
        return new Signature(
                words[1].equals("*") ? ANY : Integer.parseInt(words[1]),
                words[2].equals("*") ? ANY : Integer.parseInt(words[2]),
                Arrays.stream(words)
                        .skip(3)
                        .map(word -> word.split(":", -1))
                        .collect(Collectors.toUnmodifiableMap(pair -> pair[0], pair -> switch (pair[1]) {
                            case "i" -> AttributeType.INT;
                            case "f" -> AttributeType.FLOAT;
                            case "s" -> AttributeType.STRING;
                            default -> AttributeType.INTS;
                        })));
    }

    /**
     * Refuses what an operator cannot be called with. An operator that is not listed is not looked at.
     *
     * @throws IllegalArgumentException that says what is too much
     */
    static void check(Node node) {
        Signature signature = ALL.get(node.operator());
        if (signature == null) {
            return;
        }
        if (node.inputs().size() > signature.inputs || node.outputs().size() > signature.outputs) {
            throw new IllegalArgumentException("it has " + node.inputs().size() + " inputs and "
                    + node.outputs().size() + " outputs, more than there are");
        }
        for (AttributeProto attribute : node.attributes().protos()) {
            AttributeType type = signature.attributes.get(attribute.getName());
            if (type == null || attribute.getType() != type || !holdsOnly(attribute, type)) {
                throw new IllegalArgumentException("its attribute " + StrangersName.of(attribute.getName()) + " is "
                        + (type == null ? "not known" : "of another kind"));
            }
        }
    }

    private static boolean holdsOnly(AttributeProto attribute, AttributeType type) {
        return (type == AttributeType.INT || !attribute.hasI())
                && (type == AttributeType.FLOAT || !attribute.hasF())
                && (type == AttributeType.STRING || !attribute.hasS())
                && (type == AttributeType.INTS || attribute.getIntsCount() == 0)
                && attribute.getFloatsCount() == 0
                && attribute.getStringsCount() == 0;
    }
}
