package io.pareidolia.dream.picture;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import javax.imageio.ImageReader;
import org.jspecify.annotations.Nullable;

/** A JPEG (ITU T.81, annex B). The decoder gets it without its metadata. */
final class JpegFile extends PictureFile {
    private static final String EXIF = "Exif\0\0";
    private static final String XMP = "http://ns.adobe.com/xap/1.0/\0";
    private static final String ICC = "ICC_PROFILE\0";

    /** Of all scans together: each costs a pass over all pixels, and a hostile file has thousands. */
    private static final long MOST_PIXELS_OF_SCANS = 4_000_000_000L;

    private final byte[] bytes;
    private final List<JpegSegment> segments;
    private final int components;
    private final PictureLimits limits;

    private JpegFile(byte[] bytes, List<JpegSegment> segments, JpegSegment frame, PictureLimits limits)
            throws Unreadable {
        super(PictureFormat.JPEG, Bytes.u16Big(bytes, frame.from() + 3), Bytes.u16Big(bytes, frame.from() + 1));
        this.bytes = bytes;
        this.segments = segments;
        this.limits = limits;
        components = Bytes.u8(bytes, frame.from() + 5);
    }

    static JpegFile open(byte[] bytes, PictureLimits limits) throws IOException {
        List<JpegSegment> segments = JpegSegment.all(bytes);
        List<JpegSegment> frames =
                segments.stream().filter(JpegSegment::isFrame).toList();
        if (frames.size() != 1 || segments.stream().noneMatch(JpegSegment::isScan)) {
            throw Unreadable.damaged(PictureFormat.JPEG);
        }
        JpegSegment frame = frames.get(0);
        if (frame.marker() > 0xc2 || Bytes.u8(bytes, frame.from()) != 8) {
            throw new Unreadable("is a JPEG of a rare kind (lossless, arithmetic or 12 bits); save it as PNG first");
        }
        JpegFile file = new JpegFile(bytes, segments, frame, limits);
        long scans = segments.stream().filter(JpegSegment::isScan).count();
        if (scans * file.size().pixels() > MOST_PIXELS_OF_SCANS && file.size().pixels() <= limits.jpegPixels()) {
            throw new Unreadable("is a JPEG of " + scans + " scans, too many for its size; save it anew");
        }
        return file;
    }

    @Override
    ImageReader decoder() throws IOException {
        ByteArrayOutputStream plain = new ByteArrayOutputStream(bytes.length);
        plain.write(bytes, 0, 2);
        for (JpegSegment segment : segments) {
            if (!segment.isMetadata() || segment.saysColours() || isInkProfile(segment)) {
                plain.write(bytes, segment.start(), segment.end() - segment.start());
            }
        }
        plain.write(0xff);
        plain.write(0xd9);
        return Decoders.jpeg(plain.toByteArray());
    }

    /** Ink is converted by the decoder, so it gets the profile for it. */
    private boolean isInkProfile(JpegSegment segment) {
        return components == 4 && segment.marker() == 0xe2 && segment.starts(bytes, ICC);
    }

    @Override
    Orientation orientation() {
        return segments.stream()
                .filter(segment -> segment.marker() == 0xe1 && segment.starts(bytes, EXIF))
                .findFirst()
                .map(segment -> ExifBlock.orientation(bytes, segment.from() + EXIF.length(), segment.end()))
                .orElse(Orientation.TOP_LEFT);
    }

    @Override
    byte @Nullable [] profile() {
        TreeMap<Integer, JpegSegment> parts = new TreeMap<>();
        int header = ICC.length() + 2;
        for (JpegSegment segment : segments) {
            if (segment.marker() == 0xe2 && segment.starts(bytes, ICC) && segment.length() > header) {
                parts.put(Bytes.u8(bytes, segment.from() + ICC.length()), segment);
            }
        }
        int length =
                parts.values().stream().mapToInt(part -> part.length() - header).sum();
        if (parts.isEmpty() || components == 4 || length > limits.profileBytes()) {
            return null;
        }
        ByteArrayOutputStream profile = new ByteArrayOutputStream(length);
        parts.values().forEach(part -> profile.write(bytes, part.from() + header, part.length() - header));
        return profile.toByteArray();
    }

    @Override
    Optional<String> stamp() {
        return segments.stream()
                .filter(segment -> segment.marker() == 0xe1 && segment.starts(bytes, XMP))
                .findFirst()
                .flatMap(segment -> Stamp.recipeInPacket(bytes, segment.from() + XMP.length(), segment.end()));
    }
}
