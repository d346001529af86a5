package io.pareidolia.dream.picture;

import java.awt.Rectangle;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageReader;
import org.jspecify.annotations.Nullable;

/** A WebP (RFC 9649). The decoder gets the first frame alone, as a still picture without metadata. */
final class WebpFile extends PictureFile {
    private final byte[] bytes;
    private final PictureLimits limits;
    /** Of the whole file. */
    private final List<RiffChunk> chunks;
    /** Of the first frame, or of the whole file if nothing moves. */
    private final List<RiffChunk> still;

    private final RiffChunk pixels;
    private final PictureSize coded;
    private final Rectangle frame;

    private WebpFile(byte[] bytes, PictureLimits limits, List<RiffChunk> chunks) throws Unreadable {
        super(PictureFormat.WEBP, canvasWidth(bytes, chunks), canvasHeight(bytes, chunks));
        this.bytes = bytes;
        this.limits = limits;
        this.chunks = chunks;
        Optional<RiffChunk> first = RiffChunk.first(chunks, "ANMF");
        still = first.isPresent()
                ? RiffChunk.all(bytes, first.get().from() + 16, first.get().end())
                : chunks;
        pixels = pixels(still);
        coded = codedSize(bytes, pixels);
        frame = first.isPresent() ? frame(first.get().from()) : super.frame();
        if (frame.width != coded.width()
                || frame.height != coded.height()
                || !super.frame().contains(frame)) {
            throw new Unreadable("is a damaged WebP: it says different sizes");
        }
    }

    static WebpFile open(byte[] bytes, PictureLimits limits) throws IOException {
        long end = 8 + Bytes.u32Little(bytes, 4);
        if (end > bytes.length) {
            throw Unreadable.cutOff(PictureFormat.WEBP);
        }
        return new WebpFile(bytes, limits, RiffChunk.all(bytes, 12, (int) end));
    }

    private static long canvasWidth(byte[] bytes, List<RiffChunk> chunks) throws Unreadable {
        Optional<RiffChunk> canvas = RiffChunk.first(chunks, "VP8X");
        return canvas.isPresent()
                ? 1 + Bytes.u24Little(bytes, canvas.get().from() + 4)
                : codedSize(bytes, pixels(chunks)).width();
    }

    private static long canvasHeight(byte[] bytes, List<RiffChunk> chunks) throws Unreadable {
        Optional<RiffChunk> canvas = RiffChunk.first(chunks, "VP8X");
        return canvas.isPresent()
                ? 1 + Bytes.u24Little(bytes, canvas.get().from() + 7)
                : codedSize(bytes, pixels(chunks)).height();
    }

    private Rectangle frame(int from) {
        return new Rectangle(
                2 * Bytes.u24Little(bytes, from),
                2 * Bytes.u24Little(bytes, from + 3),
                1 + Bytes.u24Little(bytes, from + 6),
                1 + Bytes.u24Little(bytes, from + 9));
    }

    private static RiffChunk pixels(List<RiffChunk> chunks) throws Unreadable {
        return chunks.stream()
                .filter(chunk -> chunk.type().equals("VP8 ") || chunk.type().equals("VP8L"))
                .findFirst()
                .orElseThrow(() -> Unreadable.damaged(PictureFormat.WEBP));
    }

    /** Lossy: RFC 6386, section 9.1; lossless: RFC 9649, section 3.4. */
    private static PictureSize codedSize(byte[] bytes, RiffChunk pixels) throws Unreadable {
        int from = pixels.from();
        if (pixels.length() < 10) {
            throw Unreadable.cutOff(PictureFormat.WEBP);
        }
        if (pixels.type().equals("VP8L")) {
            long sizes = Bytes.u32Little(bytes, from + 1);
            return new PictureSize((int) (sizes & 0x3fff) + 1, (int) (sizes >> 14 & 0x3fff) + 1);
        }
        int width = Bytes.u16Little(bytes, from + 6) & 0x3fff;
        int height = Bytes.u16Little(bytes, from + 8) & 0x3fff;
        if (width == 0 || height == 0 || !PictureFormat.starts(bytes, from + 3, "\u009d\u0001*")) {
            throw Unreadable.damaged(PictureFormat.WEBP);
        }
        return new PictureSize(width, height);
    }

    @Override
    Rectangle frame() {
        return frame;
    }

    /** A lossy frame is decoded into objects, one for each 4×4 pixels (measured). */
    @Override
    int decoderBytesPerPixel() {
        return isLossless() ? 5 : 28;
    }

    private boolean isLossless() {
        return pixels.type().equals("VP8L");
    }

    @Override
    ImageReader decoder() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream(pixels.length() + 64);
        Optional<RiffChunk> alpha = RiffChunk.first(still, "ALPH");
        if (alpha.isPresent() && !isLossless()) {
            RiffChunk.writeExtended(RiffChunk.HAS_ALPHA, coded, out);
            alpha.get().write(bytes, out);
        }
        pixels.write(bytes, out);
        return Decoders.webp(RiffChunk.file(out));
    }

    @Override
    Orientation orientation() {
        return RiffChunk.first(chunks, "EXIF")
                .map(chunk -> {
                    int preamble = PictureFormat.starts(bytes, chunk.from(), "Exif\0\0") ? 6 : 0;
                    return ExifBlock.orientation(bytes, Math.min(chunk.from() + preamble, chunk.end()), chunk.end());
                })
                .orElse(Orientation.TOP_LEFT);
    }

    @Override
    byte @Nullable [] profile() {
        RiffChunk chunk = RiffChunk.first(chunks, "ICCP").orElse(null);
        return chunk == null || chunk.length() > limits.profileBytes()
                ? null
                : Arrays.copyOfRange(bytes, chunk.from(), chunk.end());
    }

    @Override
    Optional<String> stamp() {
        return RiffChunk.first(chunks, "XMP ").flatMap(chunk -> Stamp.recipeInPacket(bytes, chunk.from(), chunk.end()));
    }

    @Override
    Optional<String> remark() {
        long frames =
                chunks.stream().filter(chunk -> chunk.type().equals("ANMF")).count();
        return frames > 1 ? Optional.of("Only the first frame of this animated WebP is dreamed.") : Optional.empty();
    }
}
