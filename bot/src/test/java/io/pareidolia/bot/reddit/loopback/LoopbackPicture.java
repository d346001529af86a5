package io.pareidolia.bot.reddit.loopback;

import io.pareidolia.bot.discord.loopback.LoopbackFile;

/**
 * A picture with the bytes that were uploaded.
 *
 * @param id as Reddit names it in links and in {@code media_metadata}
 * @param mediaType such as image/jpeg
 */
public record LoopbackPicture(String id, String mediaType, byte[] bytes, int width, int height) {
    static LoopbackPicture of(String id, String mediaType, byte[] bytes) {
        int[] size = LoopbackFile.size(bytes);
        return new LoopbackPicture(id, mediaType, bytes, size[0], size[1]);
    }

    /** By the first bytes. */
    static String mediaType(byte[] bytes) {
        if (bytes.length > 3 && (bytes[0] & 0xff) == 0x89) {
            return "image/png";
        } else if (bytes.length > 3 && bytes[0] == 'G') {
            return "image/gif";
        } else {
            return "image/jpeg";
        }
    }

    String name() {
        return id + "." + mediaType.substring(mediaType.indexOf('/') + 1).replace("jpeg", "jpg");
    }

    /** How a link names its kind in {@code format=}. */
    String format() {
        return mediaType.equals("image/jpeg") ? "pjpg" : "png";
    }
}
