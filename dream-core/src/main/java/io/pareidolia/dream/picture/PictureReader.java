package io.pareidolia.dream.picture;

import io.pareidolia.dream.failure.DreamException;
import java.awt.color.CMMException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads strangers' pictures: JPEG, PNG, GIF, WebP, BMP and TIFF, told apart by their content. What is refused, for
 * whatever reason, is refused with a {@link DreamException} of one sentence that begins with the file's name.
 * Instances may be shared between threads.
 */
public final class PictureReader {
    /** For pictures at the size that they have. */
    public static final int UNCHANGED = Integer.MAX_VALUE;

    private final PictureLimits limits;

    public PictureReader(PictureLimits limits) {
        this.limits = limits;
    }

    /** The picture as it is in the file. One of 64 megapixels takes 768 MB: better say the size that is wanted. */
    public DecodedPicture read(Path file) {
        return read(file, UNCHANGED);
    }

    /**
     * The picture with a longer side of at most {@code longest} pixels, made smaller while it is decoded: memory is
     * taken for the small picture and about 200 MB more, even from 64 megapixels.
     */
    public DecodedPicture read(Path file, int longest) {
        return read(bytes(file), name(file), longest);
    }

    /** {@link #read(Path)} of a file that is in memory; {@code name} is how sentences call it. */
    public DecodedPicture read(byte[] bytes, String name) {
        return read(bytes, name, UNCHANGED);
    }

    /** {@link #read(Path, int)} of a file that is in memory; {@code name} is how sentences call it. */
    public DecodedPicture read(byte[] bytes, String name, int longest) {
        return guarded(name, () -> decode(bytes, longest));
    }

    /** Format and size of a file without decoding it, refused like {@link #read} where that is known already. */
    public PictureHeader header(Path file) {
        return header(bytes(file), name(file));
    }

    /** {@link #header(Path)} of a file that is in memory; {@code name} is how sentences call it. */
    public PictureHeader header(byte[] bytes, String name) {
        return guarded(name, () -> {
            PictureFile file = open(bytes);
            return new PictureHeader(file.format(), file.orientation().upright(file.size()));
        });
    }

    private DecodedPicture decode(byte[] bytes, int longest) throws IOException {
        PictureFile file = open(bytes);
        List<String> remarks = new ArrayList<>();
        file.remark().ifPresent(remarks::add);
        int step = 1;
        while (PixelReader.stepped(file.size(), step).pixels() > limits.pixels()) {
            step++;
        }
        PictureSize decoded = PixelReader.stepped(file.size(), step);
        PictureSize wanted = decoded.within(longest);
        if (step > 1 && wanted.equals(decoded)) {
            remarks.add("This picture is so large that it was read at " + decoded + " pixels.");
        }
        checkMemory(file, bytes, wanted);
        PixelReader.Pixels pixels = new PixelReader(file, wanted, step).read();
        float[] planes = inSrgb(file, pixels, remarks);
        Picture picture = picture(file.orientation(), planes, wanted);
        return new DecodedPicture(
                picture, file.format(), file.orientation().upright(file.size()), remarks, file.stamp());
    }

    private static Picture picture(Orientation orientation, float[] planes, PictureSize stored) {
        PictureSize size = orientation.upright(stored);
        return new Picture(size.width(), size.height(), orientation.upright(planes, stored));
    }

    private static float[] inSrgb(PictureFile file, PixelReader.Pixels pixels, List<String> remarks) {
        byte[] profile = file.profile();
        float[] planes = pixels.planes().planes();
        SrgbConversion conversion = new SrgbConversion(planes, pixels.colours(), pixels.alpha());
        try {
            return conversion.converted(profile, pixels.colourSpace(), file.gamma());
        } catch (CMMException | IllegalArgumentException damaged) {
            remarks.add("The colour profile of this picture is damaged; its colours were taken as sRGB.");
            return conversion.converted(null, pixels.colourSpace(), 0);
        }
    }

    private PictureFile open(byte[] bytes) throws IOException {
        if (bytes.length == 0) {
            throw new Unreadable("is empty");
        }
        checkBytes(bytes.length);
        Optional<PictureFormat> format = PictureFormat.ofContent(bytes);
        if (format.isEmpty()) {
            throw new Unreadable(
                    ForeignFile.whatIs(bytes).orElse("is no picture; JPEG, PNG, WebP, GIF, BMP and TIFF can be read"));
        }
        PictureFile file = PictureFile.open(format.get(), bytes, limits);
        checkSize(file.format(), file.size());
        return file;
    }

    private void checkBytes(long bytes) throws Unreadable {
        if (bytes > limits.bytes()) {
            throw new Unreadable("has " + rounded(bytes) + " MB; " + rounded(limits.bytes()) + " MB is the most");
        }
    }

    private void checkSize(PictureFormat format, PictureSize size) throws Unreadable {
        long most = format == PictureFormat.JPEG ? limits.jpegPixels() : limits.pixels();
        if (size.pixels() > most) {
            throw new Unreadable("has " + rounded(size.pixels()) + " megapixels (" + size + "); " + rounded(most)
                    + " is the most" + (format == PictureFormat.JPEG ? "" : " for a " + format.word())
                    + ", so make it smaller first");
        } else if (size.longest() > PictureLimits.LONGEST_SIDE) {
            throw new Unreadable(
                    "has a side of " + size.longest() + " pixels; " + PictureLimits.LONGEST_SIDE + " is the most");
        }
    }

    private static void checkMemory(PictureFile file, byte[] bytes, PictureSize wanted) throws Unreadable {
        long decoder = file.size().pixels() * file.decoderBytesPerPixel();
        long band = Math.min(PixelReader.BAND_BYTES, file.size().pixels() * 3);
        int copies = file.orientation() == Orientation.TOP_LEFT ? 1 : 2;
        long planes = wanted.pixels() * 3 * Float.BYTES * copies;
        long needed = 2L * bytes.length + decoder + band + planes;
        long most = Runtime.getRuntime().maxMemory();
        if (needed > most / 10 * 9) {
            throw new Unreadable("has " + rounded(file.size().pixels()) + " megapixels (" + file.size()
                    + "), which need about " + rounded(needed) + " MB of memory where " + rounded(most)
                    + " MB are allowed; make it smaller first");
        }
    }

    /** Millions, as a person would say them. */
    private static String rounded(long number) {
        double millions = number / 1e6;
        return String.format(
                Locale.ROOT, millions < 10 && millions != Math.rint(millions) ? "%.1f" : "%,.0f", millions);
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }

    private byte[] bytes(Path file) {
        try {
            if (Files.isDirectory(file)) {
                throw DreamException.input(file + " is a folder, not a picture.");
            } else if (!Files.exists(file)) {
                throw DreamException.input(file + " is not there.");
            }
            checkBytes(Files.size(file));
            try (InputStream in = Files.newInputStream(file)) {
                // what is no plain file may hold more than it says
                return in.readNBytes((int) Math.min(limits.bytes() + 1, Integer.MAX_VALUE - 16));
            }
        } catch (Unreadable why) {
            throw DreamException.input(name(file) + " " + why.getMessage() + ".");
        } catch (IOException failure) {
            throw DreamException.input(file + " cannot be read; check that you may.");
        } catch (OutOfMemoryError tooMuch) {
            throw DreamException.input(name(file) + " does not fit the memory.");
        }
    }

    /** Whatever a decoder throws at a hostile file becomes one sentence here. */
    private static <T> T guarded(String name, Work<T> work) {
        String shown = name.codePoints()
                .filter(point -> !Character.isISOControl(point))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        try {
            return work.run();
        } catch (DreamException sentence) {
            throw sentence;
        } catch (Unreadable why) {
            throw new DreamException(DreamException.Kind.INPUT, shown + " " + why.getMessage() + ".", why);
        } catch (OutOfMemoryError tooMuch) {
            throw new DreamException(
                    DreamException.Kind.INPUT, shown + " does not fit the memory; make it smaller first.", tooMuch);
        } catch (IOException | RuntimeException | StackOverflowError | AssertionError broken) {
            throw new DreamException(
                    DreamException.Kind.INPUT, shown + " is damaged and cannot be read as a picture.", broken);
        }
    }

    @FunctionalInterface
    private interface Work<T> {
        T run() throws IOException;
    }
}
