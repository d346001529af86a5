package io.pareidolia.dream.machine;

import io.pareidolia.dream.failure.DreamException;
import io.pareidolia.dream.failure.NearestWords;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where gradients are computed.
 *
 * @param kind what it is
 * @param index which of the GPUs, from 0; 0 for the others
 */
public record Device(Kind kind, int index) {
    /** What computes. */
    public enum Kind {
        /** A GPU if one can be used, else the processor. */
        AUTO,
        /** The processor. */
        CPU,
        /** An NVIDIA GPU. */
        CUDA
    }

    public static final Device AUTO = new Device(Kind.AUTO, 0);
    public static final Device CPU = new Device(Kind.CPU, 0);

    private static final Pattern CUDA_WORD = Pattern.compile("cuda(?::(\\d{1,3}))?");

    /** {@code auto}, {@code cpu}, {@code cuda:N} or {@code cuda} (the first), in any case. */
    public static Device named(String word) {
        String lower = word.toLowerCase(Locale.ROOT);
        Matcher cuda = CUDA_WORD.matcher(lower);
        if (cuda.matches()) {
            return new Device(Kind.CUDA, cuda.group(1) == null ? 0 : Integer.parseInt(cuda.group(1)));
        }
        return switch (lower) {
            case "auto" -> AUTO;
            case "cpu" -> CPU;
            default ->
                throw DreamException.input("There is no device \"" + word + "\"."
                        + NearestWords.question(word, List.of("auto", "cpu", "cuda:0")));
        };
    }

    /**
     * This device, or what {@code auto} means on this machine.
     *
     * @throws DreamException if it is a GPU that cannot be used: the sentence says what is missing
     */
    public Device chosen() {
        return switch (kind) {
            case CPU -> this;
            case AUTO -> CudaProbe.missing(0).isPresent() ? CPU : new Device(Kind.CUDA, 0);
            case CUDA -> {
                Optional<String> missing = CudaProbe.missing(index);
                if (missing.isPresent()) {
                    throw DreamException.machine("The device " + this + " cannot be used: " + missing.get());
                }
                yield this;
            }
        };
    }

    /** The word that {@link #named} reads back. */
    @Override
    public String toString() {
        return kind == Kind.CUDA ? "cuda:" + index : kind.name().toLowerCase(Locale.ROOT);
    }
}
