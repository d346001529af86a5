package io.pareidolia.dream.picture;

import java.io.IOException;
import java.util.Arrays;
import javax.imageio.ImageReader;
import org.jspecify.annotations.Nullable;

/** A Windows or OS/2 bitmap. */
final class BmpFile extends PictureFile {
    private static final int HEADER = 14;
    private static final int OLD_HEADER = 12;
    private static final int V5_HEADER = 124;
    private static final long PROFILE_EMBEDDED = 0x4d424544;
    private static final int COMPRESSION_JPEG = 4;
    private static final int COMPRESSION_PNG = 5;

    private final byte[] bytes;
    private final PictureLimits limits;

    private BmpFile(byte[] bytes, PictureLimits limits, long width, long height) throws Unreadable {
        super(PictureFormat.BMP, width, height);
        this.bytes = bytes;
        this.limits = limits;
    }

    static BmpFile open(byte[] bytes, PictureLimits limits) throws IOException {
        if (bytes.length < HEADER + OLD_HEADER) {
            throw Unreadable.cutOff(PictureFormat.BMP);
        }
        long header = Bytes.u32Little(bytes, HEADER);
        if (header == OLD_HEADER) {
            return new BmpFile(bytes, limits, Bytes.u16Little(bytes, 18), Bytes.u16Little(bytes, 20));
        }
        if (bytes.length < HEADER + header) {
            throw Unreadable.cutOff(PictureFormat.BMP);
        }
        long compression = header < 40 ? 0 : Bytes.u32Little(bytes, 30);
        if (compression == COMPRESSION_JPEG || compression == COMPRESSION_PNG) {
            throw new Unreadable("is a BMP with another file inside; save it as PNG first");
        }
        // a negative height means that the first row is on top
        long height = Math.abs((long) (int) Bytes.u32Little(bytes, 22));
        return new BmpFile(bytes, limits, Math.max(0, (int) Bytes.u32Little(bytes, 18)), height);
    }

    @Override
    ImageReader decoder() throws IOException {
        return Decoders.bmp(bytes);
    }

    @Override
    byte @Nullable [] profile() {
        if (Bytes.u32Little(bytes, HEADER) < V5_HEADER || Bytes.u32Little(bytes, HEADER + 56) != PROFILE_EMBEDDED) {
            return null;
        }
        long from = HEADER + Bytes.u32Little(bytes, HEADER + 112);
        long length = Bytes.u32Little(bytes, HEADER + 116);
        return length > limits.profileBytes() || from + length > bytes.length
                ? null
                : Arrays.copyOfRange(bytes, (int) from, (int) (from + length));
    }
}
