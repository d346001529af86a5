package io.pareidolia.dream.picture;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The kinds of file that pictures are read from or written to. */
public enum PictureFormat {
    JPEG(true, "jpg jpeg"),
    PNG(true, "png"),
    WEBP(true, "webp"),
    /** NumPy's array file: written only, float32 height × width × 3, not rounded. */
    NPY(true, "npy"),
    GIF(false, "gif"),
    BMP(false, "bmp"),
    TIFF(false, "tif tiff");

    private final boolean written;
    private final String endings;

    PictureFormat(boolean written, String endings) {
        this.written = written;
        this.endings = endings;
    }

    /** True if {@link PictureWriter} writes it. */
    public boolean written() {
        return written;
    }

    /** True if {@link PictureReader} reads it. */
    public boolean read() {
        return this != NPY;
    }

    /** What names of such files end with, the usual ending first, without a dot. */
    public List<String> endings() {
        return List.of(endings.split(" "));
    }

    /** The usual name of the format. */
    public String word() {
        return switch (this) {
            case WEBP -> "WebP";
            case NPY -> "NumPy file";
            default -> name();
        };
    }

    /** What HTTP calls it, such as {@code image/jpeg}. */
    public String mediaType() {
        return this == NPY ? "application/octet-stream" : "image/" + name().toLowerCase(Locale.ROOT);
    }

    /** The format that the ending of a file's name stands for. */
    public static Optional<PictureFormat> ofName(String name) {
        String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(format -> format.endings().contains(ending))
                .findFirst();
    }

    /** The format that a file's first bytes tell, among those that are read. */
    public static Optional<PictureFormat> ofContent(byte[] bytes) {
        if (starts(bytes, 0, "\u00ff\u00d8\u00ff")) {
            return Optional.of(JPEG);
        } else if (starts(bytes, 0, "\u0089PNG\r\n\u001a\n")) {
            return Optional.of(PNG);
        } else if (starts(bytes, 0, "GIF87a") || starts(bytes, 0, "GIF89a")) {
            return Optional.of(GIF);
        } else if (starts(bytes, 0, "RIFF") && starts(bytes, 8, "WEBP")) {
            return Optional.of(WEBP);
        } else if (starts(bytes, 0, "BM")) {
            return Optional.of(BMP);
        } else if (starts(bytes, 0, "II*\0")
                || starts(bytes, 0, "MM\0*")
                || starts(bytes, 0, "II+\0")
                || starts(bytes, 0, "MM\0+")) {
            return Optional.of(TIFF);
        }
        return Optional.empty();
    }

    /** True if {@code bytes} has the characters of {@code magic}, a byte each, from {@code offset} on. */
    static boolean starts(byte[] bytes, int offset, String magic) {
        byte[] wanted = magic.getBytes(StandardCharsets.ISO_8859_1);
        return bytes.length >= offset + wanted.length
                && Arrays.equals(bytes, offset, offset + wanted.length, wanted, 0, wanted.length);
    }
}
