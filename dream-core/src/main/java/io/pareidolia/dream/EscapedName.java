package io.pareidolia.dream;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Names of strangers' tensors and files inside a recipe's text. Letters and digits of any script and {@code / . _ -}
 * stand for themselves; every other character is written as the {@code %XX} of its UTF-8 bytes (RFC 3986, section
 * 2.1), so that it can never be taken for the recipe's own {@code + # : , =} or a space.
 */
final class EscapedName {
    private static final String PLAIN = "/._-";
    private static final String HEX = "0123456789ABCDEF";

    private EscapedName() {}

    /** True if {@code name} has characters, none of them half of a surrogate pair. */
    static boolean writable(String name) {
        return !name.isEmpty()
                && name.codePoints()
                        .noneMatch(point -> point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE);
    }

    static String write(String name) {
        StringBuilder text = new StringBuilder(name.length());
        name.codePoints().forEach(point -> {
            if (Character.isLetterOrDigit(point) || PLAIN.indexOf(point) >= 0) {
                text.appendCodePoint(point);
                return;
            }
            for (byte octet : Character.toString(point).getBytes(StandardCharsets.UTF_8)) {
                text.append('%').append(HEX.charAt(octet >> 4 & 15)).append(HEX.charAt(octet & 15));
            }
        });
        return text.toString();
    }

    /** The name, or empty if {@code text} is empty or a {@code %} in it starts no byte of a character. */
    static Optional<String> read(String text) {
        if (!writable(text)) {
            return Optional.empty();
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
        byte[] written = text.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < written.length; i++) {
            if (written[i] != '%') {
                bytes.write(written[i]);
                continue;
            }
            int high = i + 1 < written.length ? Character.digit(written[i + 1], 16) : -1;
            int low = i + 2 < written.length ? Character.digit(written[i + 2], 16) : -1;
            if (high < 0 || low < 0) {
                return Optional.empty();
            }
            bytes.write(high << 4 | low);
            i += 2;
        }
        try {
            String name = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString();
            return Optional.of(name).filter(EscapedName::writable);
        } catch (CharacterCodingException notText) {
            return Optional.empty();
        }
    }
}
