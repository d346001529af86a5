package io.pareidolia.dream.graph.model;

import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.UnsafeByteOperations;
import io.pareidolia.dream.failure.StrangersName;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Elements that a network's file keeps in other files: in its own folder alone, and exactly as many as they should be.
 *
 * @param folder where the network's file lies; null if it lies nowhere
 */
record ExternalData(@Nullable Path folder) {
    /**
     * Maps a tensor's elements into memory.
     *
     * @throws IllegalArgumentException if they are elsewhere, or not what the tensor needs; says why
     */
    Tensor read(TensorProto proto) throws IOException {
        String location = "";
        long offset = 0;
        long length = -1;
        for (var entry : proto.getExternalDataList()) {
            switch (entry.getKey()) {
                case "location" -> location = entry.getValue();
                case "offset" -> offset = number(entry.getValue());
                case "length" -> length = number(entry.getValue());
                default -> {
                    // a checksum, say: the element count is what is checked
                }
            }
        }
        String name = StrangersName.of(proto.getName());
        TensorType type = TensorReading.type(proto);
        if (length >= 0 && length != type.bytes()) {
            throw new IllegalArgumentException("the external data of the tensor " + name + " do not fit its shape");
        }
        if (type.bytes() > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("the tensor " + name + " is larger than 2 GB");
        }
        try (FileChannel channel = FileChannel.open(file(location))) {
            if (offset > channel.size() - type.bytes()) {
                throw new IllegalArgumentException("the external data of the tensor " + name + " end before it does");
            }
            return new Tensor(
                    type,
                    UnsafeByteOperations.unsafeWrap(channel.map(FileChannel.MapMode.READ_ONLY, offset, type.bytes())));
        }
    }

    private static long number(String text) {
        if (!text.matches("[0-9]{1,18}")) {
            throw new IllegalArgumentException("it says where its external data are in no number");
        }
        return Long.parseLong(text);
    }

    private Path file(String location) throws IOException {
        if (folder == null) {
            throw new IllegalArgumentException("its weights are in another file");
        }
        try {
            Path own = folder.toRealPath();
            Path file = own.resolve(location);
            if (!location.isEmpty() && file.normalize().startsWith(own) && Files.isRegularFile(file)) {
                Path real = file.toRealPath();
                if (real.startsWith(own)) {
                    return real;
                }
            }
            throw new IllegalArgumentException("its weights are said to be in " + StrangersName.of(location)
                    + ", which is no file in its own folder");
        } catch (InvalidPathException wrong) {
            throw new IllegalArgumentException("its weights are in a file that cannot be named", wrong);
        }
    }
}
