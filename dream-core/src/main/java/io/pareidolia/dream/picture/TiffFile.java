package io.pareidolia.dream.picture;

import com.twelvemonkeys.imageio.metadata.CompoundDirectory;
import com.twelvemonkeys.imageio.metadata.Directory;
import com.twelvemonkeys.imageio.metadata.Entry;
import com.twelvemonkeys.imageio.metadata.tiff.TIFF;
import com.twelvemonkeys.imageio.metadata.tiff.TIFFReader;
import com.twelvemonkeys.imageio.stream.ByteArrayImageInputStream;
import java.io.IOException;
import java.util.Optional;
import javax.imageio.ImageReader;
import org.jspecify.annotations.Nullable;

/** A TIFF or BigTIFF, of which the first page is taken. */
final class TiffFile extends PictureFile {
    private static final int COMPRESSION_OLD_JPEG = 6;
    private static final int COMPRESSION_JPEG = 7;

    private static final int ASSOCIATED_ALPHA = 1;

    private final byte[] bytes;
    private final PictureLimits limits;
    private final Directory page;
    private final int pages;

    private TiffFile(byte[] bytes, PictureLimits limits, Directory page, int pages) throws Unreadable {
        super(PictureFormat.TIFF, number(page, TIFF.TAG_IMAGE_WIDTH), number(page, TIFF.TAG_IMAGE_HEIGHT));
        this.bytes = bytes;
        this.limits = limits;
        this.page = page;
        this.pages = pages;
    }

    static TiffFile open(byte[] bytes, PictureLimits limits) throws IOException {
        Directory all = new TIFFReader().read(new ByteArrayImageInputStream(bytes));
        if (!(all instanceof CompoundDirectory compound) || compound.directoryCount() == 0) {
            throw Unreadable.cutOff(PictureFormat.TIFF);
        }
        TiffFile file = new TiffFile(bytes, limits, compound.getDirectory(0), compound.directoryCount());
        long compression = number(file.page, TIFF.TAG_COMPRESSION);
        if (compression == COMPRESSION_JPEG || compression == COMPRESSION_OLD_JPEG) {
            checkJpegsInside(bytes, limits);
        }
        int bits = file.bitsPerSample();
        if (bits > 2 && bits < 8 && number(file.page, TIFF.TAG_SAMPLES_PER_PIXEL) > 1) {
            throw new Unreadable("is a TIFF of a rare kind (" + bits + " bits a colour); save it as PNG first");
        }
        return file;
    }

    /** The sizes that strips and tiles say themselves, which the decoder would believe. */
    private static void checkJpegsInside(byte[] bytes, PictureLimits limits) throws Unreadable {
        for (int at = 0; at + 10 < bytes.length; at++) {
            if (bytes[at] != -1 || (bytes[at + 1] & 0xf0) != 0xc0 || Bytes.u8(bytes, at + 4) != 8) {
                continue;
            }
            int components = Bytes.u8(bytes, at + 9);
            boolean frame = components >= 1 && components <= 4 && Bytes.u16Big(bytes, at + 2) == 8 + 3 * components;
            if (frame && (long) Bytes.u16Big(bytes, at + 5) * Bytes.u16Big(bytes, at + 7) > limits.pixels()) {
                throw Unreadable.damaged(PictureFormat.TIFF);
            }
        }
    }

    /** The first number that a tag holds, or 0. */
    private static long number(Directory directory, int tag) {
        Entry entry = directory.getEntryById(tag);
        Object value = entry == null ? null : entry.getValue();
        if (value instanceof int[] numbers && numbers.length > 0) {
            return numbers[0];
        }
        return value instanceof Number number ? number.longValue() : 0;
    }

    @Override
    ImageReader decoder() throws IOException {
        return Decoders.tiff(bytes);
    }

    @Override
    int bitsPerSample() {
        return (int) number(page, TIFF.TAG_BITS_PER_SAMPLE);
    }

    @Override
    boolean premultiplied() {
        return number(page, TIFF.TAG_EXTRA_SAMPLES) == ASSOCIATED_ALPHA;
    }

    @Override
    Orientation orientation() {
        return Orientation.of((int) number(page, TIFF.TAG_ORIENTATION));
    }

    @Override
    byte @Nullable [] profile() {
        Entry entry = page.getEntryById(TIFF.TAG_ICC_PROFILE);
        return entry != null && entry.getValue() instanceof byte[] profile && profile.length <= limits.profileBytes()
                ? profile
                : null;
    }

    @Override
    Optional<String> remark() {
        return pages > 1 ? Optional.of("Only the first page of this TIFF is dreamed.") : Optional.empty();
    }
}
