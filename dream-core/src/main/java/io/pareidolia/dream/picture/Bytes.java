package io.pareidolia.dream.picture;

import java.io.ByteArrayOutputStream;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/** Reads numbers from a file's bytes. What lies beyond the end is an {@link IndexOutOfBoundsException}. */
final class Bytes {
    private Bytes() {}

    static int u8(byte[] bytes, int at) {
        return bytes[at] & 255;
    }

    static int u16Big(byte[] bytes, int at) {
        return u8(bytes, at) << 8 | u8(bytes, at + 1);
    }

    static int u16Little(byte[] bytes, int at) {
        return u8(bytes, at) | u8(bytes, at + 1) << 8;
    }

    static int u24Little(byte[] bytes, int at) {
        return u16Little(bytes, at) | u8(bytes, at + 2) << 16;
    }

    static long u32Big(byte[] bytes, int at) {
        return (long) u16Big(bytes, at) << 16 | u16Big(bytes, at + 2);
    }

    static long u32Little(byte[] bytes, int at) {
        return u16Little(bytes, at) | (long) u16Little(bytes, at + 2) << 16;
    }

    /** The first place of {@code value} in {@code from..to-1}, or -1. */
    static int indexOf(byte[] bytes, int value, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] == value) {
                return i;
            }
        }
        return -1;
    }

    /** What a zlib stream holds; null if it is damaged or holds more than {@code most} bytes. */
    static byte @Nullable [] inflated(byte[] bytes, int from, int to, int most) {
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(bytes, from, to - from);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            byte[] buffer = new byte[8192];
            while (!inflater.finished()) {
                int count = inflater.inflate(buffer);
                if ((count == 0 && (inflater.needsInput() || inflater.needsDictionary()))
                        || out.size() + count > most) {
                    return null;
                }
                out.write(buffer, 0, count);
            }
            return out.toByteArray();
        } catch (DataFormatException damaged) {
            return null;
        } finally {
            inflater.end();
        }
    }
}
