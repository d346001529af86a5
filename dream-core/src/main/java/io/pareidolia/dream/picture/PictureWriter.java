package io.pareidolia.dream.picture;

import io.pareidolia.dream.failure.DreamException;
import io.pareidolia.dream.failure.NearestWords;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * Writes pictures as PNG, JPEG, WebP or NumPy array, with the recipe in them and nothing else that is not a pixel. A
 * file is written beside its place and renamed, so that there is the whole file or none.
 */
public final class PictureWriter {
    private static final float JPEG_QUALITY = 0.95f;
    private static final float PREVIEW_QUALITY = 0.7f;

    private PictureWriter() {}

    /** The format that a file's ending stands for; an ending that is none of ours is answered with those that are. */
    public static PictureFormat formatOf(Path out) {
        String name = String.valueOf(out.getFileName());
        Optional<PictureFormat> format = PictureFormat.ofName(name).filter(PictureFormat::written);
        return format.orElseThrow(() -> {
            List<String> endings = Arrays.stream(PictureFormat.values())
                    .filter(PictureFormat::written)
                    .flatMap(written -> written.endings().stream())
                    .toList();
            int dot = name.lastIndexOf('.');
            String near = dot < 0 ? "" : NearestWords.question(name.substring(dot + 1), endings);
            return DreamException.input("The name " + name + " must end in .png, .jpg, .webp or .npy, which says how"
                    + " the picture is written." + near);
        });
    }

    /**
     * Writes {@code picture} to {@code out}, in the format of its ending, over what is there.
     *
     * @param stamp the recipe's text to leave in the file; a NumPy file has no place for it
     */
    public static void write(Picture picture, Path out, Optional<String> stamp) {
        PictureFormat format = formatOf(out);
        write(encode(picture, format, stamp), out);
    }

    /** Writes a glimpse of an unfinished dream: a JPEG of few bytes, without a recipe, over what is there. */
    public static void writePreview(Picture picture, Path out) {
        write(
                encoded(PictureFormat.JPEG, picture, () -> Encoders.jpeg(picture, Optional.empty(), PREVIEW_QUALITY)),
                out);
    }

    /** The bytes of the file that {@link #write} writes. */
    public static byte[] encode(Picture picture, PictureFormat format, Optional<String> stamp) {
        return encoded(format, picture, () -> switch (format) {
            case PNG -> Encoders.png(picture, stamp);
            case JPEG -> Encoders.jpeg(picture, stamp, JPEG_QUALITY);
            case WEBP -> WebpEncoder.encode(picture, stamp);
            case NPY -> Encoders.npy(picture);
            case GIF, BMP, TIFF -> throw new IllegalArgumentException("not written: " + format);
        });
    }

    private interface Encoding {
        byte[] bytes() throws IOException;
    }

    private static byte[] encoded(PictureFormat format, Picture picture, Encoding encoding) {
        try {
            return encoding.bytes();
        } catch (IOException failure) {
            throw new DreamException(
                    DreamException.Kind.MACHINE,
                    "The picture could not be made into a " + format.word()
                            + " on this machine; choose another ending.",
                    failure);
        } catch (OutOfMemoryError tooMuch) {
            throw new DreamException(
                    DreamException.Kind.MACHINE,
                    "A picture of " + picture.size() + " does not fit the memory once more to be written as "
                            + format.word() + "; give Java more with -Xmx.",
                    tooMuch);
        }
    }

    private static void write(byte[] bytes, Path out) {
        Path whole = out.toAbsolutePath();
        Path beside = whole.resolveSibling("." + whole.getFileName() + "." + UUID.randomUUID() + ".part");
        try {
            if (Files.isDirectory(whole)) {
                throw DreamException.input(out + " is a folder; name a file.");
            }
            try (FileChannel file = FileChannel.open(beside, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                ByteBuffer buffer = ByteBuffer.wrap(bytes);
                while (buffer.hasRemaining()) {
                    file.write(buffer);
                }
                // a name that outlives a power cut must not stand for an empty file
                file.force(true);
            }
            rename(beside, whole);
        } catch (IOException failure) {
            remove(beside);
            throw new DreamException(DreamException.Kind.MACHINE, sentence(out, failure), failure);
        } catch (RuntimeException failure) {
            remove(beside);
            throw failure;
        }
    }

    private static void rename(Path beside, Path out) throws IOException {
        try {
            Files.move(beside, out, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException plain) {
            Files.move(beside, out, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static void remove(Path beside) {
        try {
            Files.deleteIfExists(beside);
        } catch (IOException gone) {
            // what matters was said already
        }
    }

    /** Why {@code out} cannot be written, by what the system said. */
    static String sentence(Path out, IOException failure) {
        Path folder = out.toAbsolutePath().getParent();
        String reason =
                failure instanceof FileSystemException of ? String.valueOf(of.getReason()) : failure.getMessage();
        String words = String.valueOf(reason).toLowerCase(Locale.ROOT);
        if (failure instanceof NoSuchFileException) {
            return "There is no folder " + folder + " to write " + out.getFileName() + " to; make it first.";
        } else if (failure instanceof AccessDeniedException || words.contains("permission denied")) {
            return out + " cannot be written: you may not write to " + folder + ".";
        } else if (words.contains("no space left") || words.contains("quota")) {
            return out + " cannot be written: the disk is full.";
        } else if (words.contains("read-only")) {
            return out + " cannot be written: that disk is read-only.";
        } else if (words.contains("too long")) {
            return "The name " + out.getFileName() + " is too long for this disk.";
        }
        return out + " cannot be written: the disk refused it.";
    }
}
