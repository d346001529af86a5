package io.pareidolia.dream.picture;

import java.util.ArrayList;
import java.util.List;

/**
 * A marker of a JPEG with what belongs to it; a scan's has its compressed data too.
 *
 * @param marker the marker's second byte
 * @param start where the marker begins
 * @param from where its content begins, behind the length
 * @param end behind its last byte
 */
record JpegSegment(int marker, int start, int from, int end) {
    /** A progressive picture has about ten; each more costs a pass over all pixels. */
    private static final int MOST_SCANS = 100;

    private static final int START_OF_IMAGE = 0xd8;
    private static final int END_OF_IMAGE = 0xd9;
    private static final int START_OF_SCAN = 0xda;

    /** Everything from the start of a file to the end of its first image, the two markers for those left out. */
    static List<JpegSegment> all(byte[] bytes) throws Unreadable {
        List<JpegSegment> segments = new ArrayList<>();
        int scans = 0;
        int at = 2;
        while (true) {
            int start = nextMarker(bytes, at);
            int marker = Bytes.u8(bytes, start + 1);
            if (marker == END_OF_IMAGE) {
                return segments;
            }
            at = start + 2;
            if (marker == START_OF_IMAGE || marker == 1 || isRestart(marker)) {
                continue;
            }
            if (at + 2 > bytes.length || at + Bytes.u16Big(bytes, at) > bytes.length) {
                throw Unreadable.cutOff(PictureFormat.JPEG);
            }
            int end = at + Math.max(2, Bytes.u16Big(bytes, at));
            if (marker == START_OF_SCAN) {
                end = endOfScan(bytes, end);
                if (++scans > MOST_SCANS) {
                    throw new Unreadable("is a JPEG of more than " + MOST_SCANS + " scans, which no camera makes");
                }
            }
            segments.add(new JpegSegment(marker, start, at + 2, end));
            at = end;
        }
    }

    private static int nextMarker(byte[] bytes, int at) throws Unreadable {
        for (int i = at; i + 1 < bytes.length; i++) {
            if (bytes[i] == -1 && bytes[i + 1] != 0 && bytes[i + 1] != -1) {
                return i;
            }
        }
        throw Unreadable.cutOff(PictureFormat.JPEG);
    }

    private static int endOfScan(byte[] bytes, int from) {
        for (int i = from; i + 1 < bytes.length; i++) {
            if (bytes[i] == -1) {
                int next = Bytes.u8(bytes, i + 1);
                if (next != 0 && next != 0xff && !isRestart(next)) {
                    return i;
                }
            }
        }
        return bytes.length;
    }

    private static boolean isRestart(int marker) {
        return marker >= 0xd0 && marker <= 0xd7;
    }

    int length() {
        return end - from;
    }

    boolean isFrame() {
        return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
    }

    boolean isScan() {
        return marker == START_OF_SCAN;
    }

    /** An application's segment or a comment. */
    boolean isMetadata() {
        return (marker >= 0xe0 && marker <= 0xef) || marker == 0xfe;
    }

    /** JFIF's or Adobe's, which say what the components mean. */
    boolean saysColours() {
        return marker == 0xe0 || marker == 0xee;
    }

    boolean starts(byte[] bytes, String magic) {
        return length() >= magic.length() && PictureFormat.starts(bytes, from, magic);
    }
}
