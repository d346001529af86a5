package io.pareidolia.bot.discord.loopback;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Iterator;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/** A file of a message or of a command, with the bytes that were uploaded. */
public final class LoopbackFile {
    /** How many bytes a file may have where nobody pays for more. */
    static final long USUAL_LIMIT = 10 << 20;

    private static final int SPOILER = 1 << 3;

    private final long id;
    private final String name;
    private final String mediaType;
    private final int length;
    private volatile byte[] bytes;
    private final int width;
    private final int height;
    private String description;
    private boolean spoiler;

    LoopbackFile(long id, String name, String mediaType, byte[] bytes) {
        this.id = id;
        this.name = name.replaceAll("[^A-Za-z0-9._-]", "_");
        this.mediaType = mediaType;
        this.bytes = bytes;
        this.length = bytes.length;
        this.spoiler = this.name.startsWith("SPOILER_");
        int[] size = size(bytes);
        width = size[0];
        height = size[1];
    }

    public long id() {
        return id;
    }

    public String name() {
        return name;
    }

    public String mediaType() {
        return mediaType;
    }

    /** What was uploaded; nothing if the file was removed and {@link LoopbackDiscord#forgetsRemovedFiles}. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** The alternative text. */
    public Optional<String> description() {
        return Optional.ofNullable(description);
    }

    public boolean isSpoiler() {
        return spoiler;
    }

    void describe(String text) {
        description = text;
    }

    void hide() {
        spoiler = true;
    }

    public int length() {
        return length;
    }

    void forgetBytes() {
        bytes = new byte[0];
    }

    ObjectNode json(String link, boolean ephemeral) {
        ObjectNode json = Json.object()
                .put("id", Json.id(id))
                .put("filename", name)
                .put("size", length)
                .put("url", link)
                .put("proxy_url", link)
                .put("content_type", mediaType)
                .put("flags", spoiler ? SPOILER : 0);
        if (description != null) {
            json.put("description", description);
        }
        if (width > 0) {
            json.put("width", width).put("height", height);
        }
        if (ephemeral) {
            json.put("ephemeral", true);
        }
        return json;
    }

    /** What Discord tells of a file that a component shows. */
    ObjectNode media(String link) {
        ObjectNode json = Json.object()
                .put("id", Json.id(id))
                .put("url", link)
                .put("proxy_url", link)
                .put("content_type", mediaType)
                .put("attachment_id", Json.id(id))
                .put("loading_state", 2)
                .put("flags", 0);
        if (width > 0) {
            json.put("width", width).put("height", height);
        } else {
            json.putNull("width").putNull("height");
        }
        return json;
    }

    /** Width and height of a picture; nought and nought if it is none. */
    public static int[] size(byte[] bytes) {
        try (ImageInputStream in = ImageIO.createImageInputStream(new ByteArrayInputStream(bytes))) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
            if (readers.hasNext()) {
                ImageReader reader = readers.next();
                try {
                    reader.setInput(in);
                    return new int[] {reader.getWidth(0), reader.getHeight(0)};
                } finally {
                    reader.dispose();
                }
            }
        } catch (IOException | RuntimeException noPicture) {
            // then it has no size
        }
        return new int[2];
    }

    @Override
    public String toString() {
        return name;
    }
}
