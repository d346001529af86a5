package io.pareidolia.dream.picture;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32;
import javax.imageio.ImageReader;
import org.jspecify.annotations.Nullable;

/**
 * A PNG, chunk by chunk, each critical one checked against its checksum, which ImageIO's decoder does not do. The
 * decoder gets the chunks that it needs and no others: it would inflate any text without a bound.
 */
final class PngFile extends PictureFile {
    private static final int SIGNATURE = 8;
    private static final Set<String> CRITICAL = Set.of("IHDR", "PLTE", "IDAT", "IEND");

    private final Chunks chunks;

    private PngFile(Chunks chunks, long width, long height) throws Unreadable {
        super(PictureFormat.PNG, width, height);
        this.chunks = chunks;
    }

    static PngFile open(byte[] bytes, PictureLimits limits) throws IOException {
        Chunks chunks = new Chunks(bytes, limits);
        return new PngFile(chunks, Bytes.u32Big(bytes, SIGNATURE + 8), Bytes.u32Big(bytes, SIGNATURE + 12));
    }

    @Override
    ImageReader decoder() throws IOException {
        return Decoders.png(chunks.needed.toByteArray());
    }

    @Override
    Orientation orientation() {
        return chunks.orientation;
    }

    @Override
    byte @Nullable [] profile() {
        return chunks.profile;
    }

    @Override
    double gamma() {
        return chunks.standardColours || chunks.profile != null ? 0 : chunks.gamma;
    }

    @Override
    Optional<String> stamp() {
        return chunks.stamp;
    }

    @Override
    Optional<String> remark() {
        return chunks.moves ? Optional.of("Only the first frame of this animated PNG is dreamed.") : Optional.empty();
    }

    private static final class Chunks {
        private final byte[] bytes;
        private final PictureLimits limits;
        private final ByteArrayOutputStream needed;
        private Orientation orientation = Orientation.TOP_LEFT;
        private Optional<String> stamp = Optional.empty();
        private byte @Nullable [] profile;
        private boolean standardColours;
        private double gamma;
        private boolean moves;

        Chunks(byte[] bytes, PictureLimits limits) throws Unreadable {
            this.bytes = bytes;
            this.limits = limits;
            needed = new ByteArrayOutputStream(bytes.length);
            needed.write(bytes, 0, SIGNATURE);
            String type = "";
            boolean pixels = false;
            for (int at = SIGNATURE; !type.equals("IEND"); ) {
                if (at + 12L > bytes.length) {
                    throw Unreadable.cutOff(PictureFormat.PNG);
                }
                boolean first = type.isEmpty();
                long length = Bytes.u32Big(bytes, at);
                type = new String(bytes, at + 4, 4, StandardCharsets.ISO_8859_1);
                if (first && !(type.equals("IHDR") && length == 13)) {
                    throw Unreadable.damaged(PictureFormat.PNG);
                }
                if (at + 12L + length > bytes.length) {
                    throw Unreadable.cutOff(PictureFormat.PNG);
                }
                int from = at + 8;
                int end = from + (int) length;
                chunk(type, from, end);
                pixels |= type.equals("IDAT");
                at = end + 4;
            }
            if (!pixels) {
                throw Unreadable.damaged(PictureFormat.PNG);
            }
        }

        private void chunk(String type, int from, int end) throws Unreadable {
            CRC32 sum = new CRC32();
            sum.update(bytes, from - 4, end - from + 4);
            boolean whole = sum.getValue() == Bytes.u32Big(bytes, end);
            if (CRITICAL.contains(type) || type.equals("tRNS")) {
                if (!whole) {
                    throw new Unreadable("is a damaged PNG: the checksum of its " + type + " part is wrong");
                }
                needed.write(bytes, from - 8, end - from + 12);
            } else if (Character.isUpperCase(type.charAt(0))) {
                throw new Unreadable("is a PNG of a rare kind, or a damaged one; save it anew as PNG or JPEG first");
            } else if (whole) {
                ancillary(type, from, end);
            }
        }

        private void ancillary(String type, int from, int end) {
            switch (type) {
                case "eXIf" -> orientation = ExifBlock.orientation(bytes, from, end);
                case "acTL" -> moves = true;
                case "sRGB" -> standardColours = true;
                case "gAMA" -> gamma = end - from == 4 ? Bytes.u32Big(bytes, from) / 100_000.0 : 0;
                case "iCCP" -> {
                    int name = Bytes.indexOf(bytes, 0, from, end);
                    if (name >= 0 && name + 2 <= end) {
                        profile = Bytes.inflated(bytes, name + 2, end, limits.profileBytes());
                    }
                }
                case "iTXt" -> {
                    if (stamp.isEmpty()) {
                        stamp = text(from, end).flatMap(Stamp::recipeIn);
                    }
                }
                default -> {
                    // says nothing about the pixels
                }
            }
        }

        /** An uncompressed iTXt: keyword, 0, flag 0, method, language, 0, translated keyword, 0, text. */
        private Optional<String> text(int from, int end) {
            String keyword = Stamp.KEYWORD + "\0\0";
            if (end - from > Stamp.LONGEST_PACKET || !PictureFormat.starts(bytes, from, keyword)) {
                return Optional.empty();
            }
            int language = Bytes.indexOf(bytes, 0, from + keyword.length() + 1, end);
            int translated = language < 0 ? -1 : Bytes.indexOf(bytes, 0, language + 1, end);
            return translated < 0
                    ? Optional.empty()
                    : Optional.of(new String(bytes, translated + 1, end - translated - 1, StandardCharsets.UTF_8));
        }
    }
}
