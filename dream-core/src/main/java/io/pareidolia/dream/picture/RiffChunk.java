package io.pareidolia.dream.picture;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A chunk of a WebP (RFC 9649, section 2.3).
 *
 * @param type four characters
 * @param from where its content begins
 * @param end behind its content
 */
record RiffChunk(String type, int from, int end) {
    /** The bits of a VP8X chunk's first byte. */
    static final int HAS_XMP = 4;

    static final int HAS_ALPHA = 16;

    /** The chunks of {@code bytes[from..end-1]}, which they must fill. */
    static List<RiffChunk> all(byte[] bytes, int from, int end) throws Unreadable {
        List<RiffChunk> chunks = new ArrayList<>();
        long at = from;
        while (at + 8 <= end) {
            String type = new String(bytes, (int) at, 4, StandardCharsets.ISO_8859_1);
            long length = Bytes.u32Little(bytes, (int) at + 4);
            if (at + 8 + length > end) {
                throw Unreadable.cutOff(PictureFormat.WEBP);
            }
            chunks.add(new RiffChunk(type, (int) at + 8, (int) (at + 8 + length)));
            at += 8 + length + (length & 1);
        }
        return chunks;
    }

    static Optional<RiffChunk> first(List<RiffChunk> chunks, String type) {
        return chunks.stream().filter(chunk -> chunk.type.equals(type)).findFirst();
    }

    int length() {
        return end - from;
    }

    void write(byte[] bytes, ByteArrayOutputStream out) {
        write(type, bytes, from, end, out);
    }

    static void write(String type, byte[] bytes, int from, int end, ByteArrayOutputStream out) {
        out.writeBytes(type.getBytes(StandardCharsets.ISO_8859_1));
        write32(end - from, out);
        out.write(bytes, from, end - from);
        if ((end - from & 1) == 1) {
            out.write(0);
        }
    }

    /** A VP8X chunk, which says what other chunks there are and how large the picture is. */
    static void writeExtended(int flags, PictureSize size, ByteArrayOutputStream out) {
        out.writeBytes("VP8X".getBytes(StandardCharsets.ISO_8859_1));
        write32(10, out);
        write32(flags, out);
        write24(size.width() - 1, out);
        write24(size.height() - 1, out);
    }

    /** The whole file around {@code chunks}. */
    static byte[] file(ByteArrayOutputStream chunks) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(chunks.size() + 12);
        out.writeBytes("RIFF".getBytes(StandardCharsets.ISO_8859_1));
        write32(chunks.size() + 4, out);
        out.writeBytes("WEBP".getBytes(StandardCharsets.ISO_8859_1));
        out.writeBytes(chunks.toByteArray());
        return out.toByteArray();
    }

    private static void write32(int value, ByteArrayOutputStream out) {
        write24(value, out);
        out.write(value >> 24);
    }

    private static void write24(int value, ByteArrayOutputStream out) {
        out.write(value);
        out.write(value >> 8);
        out.write(value >> 16);
    }
}
