package io.pareidolia.dream.picture;

import java.awt.Rectangle;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Optional;
import javax.imageio.ImageReader;
import org.jspecify.annotations.Nullable;

/** A GIF, block by block (GIF89a, appendix B). Its picture is the whole screen with the first frame on it. */
final class GifFile extends PictureFile {
    private static final String ICC = "ICCRGBG1012";

    private final byte[] bytes;
    private final Blocks blocks;
    private final Rectangle frame;

    private GifFile(byte[] bytes, Blocks blocks, Rectangle frame) throws Unreadable {
        super(
                PictureFormat.GIF,
                Math.max(Bytes.u16Little(bytes, 6), frame.x + frame.width),
                Math.max(Bytes.u16Little(bytes, 8), frame.y + frame.height));
        this.bytes = bytes;
        this.blocks = blocks;
        this.frame = frame;
    }

    static GifFile open(byte[] bytes, PictureLimits limits) throws IOException {
        Blocks blocks = new Blocks(bytes, limits);
        try {
            blocks.walk();
        } catch (IndexOutOfBoundsException beyond) {
            throw Unreadable.cutOff(PictureFormat.GIF);
        }
        if (blocks.frame == null) {
            throw new Unreadable("is a GIF without a picture in it");
        }
        return new GifFile(bytes, blocks, blocks.frame);
    }

    @Override
    Rectangle frame() {
        return frame;
    }

    @Override
    ImageReader decoder() throws IOException {
        return Decoders.gif(bytes);
    }

    @Override
    byte @Nullable [] profile() {
        return blocks.profile;
    }

    @Override
    Optional<String> remark() {
        return blocks.frames > 1 ? Optional.of("Only the first frame of this GIF is dreamed.") : Optional.empty();
    }

    private static final class Blocks {
        private final byte[] bytes;
        private final PictureLimits limits;
        private int at;
        private int frames;
        private @Nullable Rectangle frame;
        private byte @Nullable [] profile;

        Blocks(byte[] bytes, PictureLimits limits) {
            this.bytes = bytes;
            this.limits = limits;
        }

        void walk() throws Unreadable {
            at = 13 + table(Bytes.u8(bytes, 10));
            // some programs leave out the trailer
            while (at < bytes.length) {
                int block = Bytes.u8(bytes, at);
                if (block == ';') {
                    return;
                } else if (block == '!') {
                    extension();
                } else if (block == ',') {
                    image();
                } else if (frames == 0) {
                    throw Unreadable.damaged(PictureFormat.GIF);
                } else {
                    return;
                }
            }
        }

        private static int table(int flags) {
            return (flags & 128) == 0 ? 0 : 3 << ((flags & 7) + 1);
        }

        private void image() {
            if (frames++ == 0) {
                frame = new Rectangle(
                        Bytes.u16Little(bytes, at + 1),
                        Bytes.u16Little(bytes, at + 3),
                        Bytes.u16Little(bytes, at + 5),
                        Bytes.u16Little(bytes, at + 7));
            }
            at += 10 + table(Bytes.u8(bytes, at + 9)) + 1;
            skip(null);
        }

        private void extension() {
            boolean isProfile = frames == 0
                    && Bytes.u8(bytes, at + 1) == 255
                    && Bytes.u8(bytes, at + 2) == ICC.length()
                    && PictureFormat.starts(bytes, at + 3, ICC);
            at += 2;
            if (!isProfile) {
                skip(null);
                return;
            }
            at += 1 + ICC.length();
            ByteArrayOutputStream content = new ByteArrayOutputStream();
            skip(content);
            profile = content.size() <= limits.profileBytes() ? content.toByteArray() : null;
        }

        /** To the end of a row of sub-blocks. */
        private void skip(@Nullable ByteArrayOutputStream content) {
            int length = Bytes.u8(bytes, at);
            while (length > 0) {
                if (content != null) {
                    content.write(bytes, at + 1, length);
                }
                at += 1 + length;
                length = Bytes.u8(bytes, at);
            }
            at++;
        }
    }
}
