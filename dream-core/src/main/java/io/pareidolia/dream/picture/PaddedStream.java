package io.pareidolia.dream.picture;

import java.io.IOException;
import javax.imageio.stream.ImageInputStreamImpl;

/**
 * A file's bytes with a few zeros behind them, and an error for whoever reads on. The WebP decoder looks ahead beyond
 * the end, and where a file ends too early it would take an end of file for each of millions of pixels.
 */
final class PaddedStream extends ImageInputStreamImpl {
    private static final int PADDING = 256;

    private final byte[] bytes;

    PaddedStream(byte[] bytes) {
        this.bytes = bytes;
    }

    @Override
    public int read() throws IOException {
        checkClosed();
        bitOffset = 0;
        checkPadding();
        int value = streamPos < bytes.length ? bytes[(int) streamPos] & 255 : 0;
        streamPos++;
        return value;
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
        checkClosed();
        bitOffset = 0;
        checkPadding();
        int count = (int) Math.min(length, bytes.length + PADDING - streamPos);
        for (int i = 0; i < count; i++) {
            to[offset + i] = streamPos < bytes.length ? bytes[(int) streamPos] : 0;
            streamPos++;
        }
        return count;
    }

    private void checkPadding() throws IOException {
        if (streamPos >= bytes.length + PADDING) {
            throw Unreadable.cutOff(PictureFormat.WEBP);
        }
    }

    @Override
    public long length() {
        return (long) bytes.length + PADDING;
    }
}
