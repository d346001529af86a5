package io.pareidolia.dream.picture;

import static io.pareidolia.dream.picture.PictureReaderTest.pixel;
import static io.pareidolia.dream.picture.TestFiles.ascii;
import static io.pareidolia.dream.picture.TestFiles.joined;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a profile says of colours is heeded in every format. */
class PictureColoursTest {
    private static final byte[] LINEAR_RGB =
            ICC_Profile.getInstance(ColorSpace.CS_LINEAR_RGB).getData();
    private static final byte[] LINEAR_GREY =
            ICC_Profile.getInstance(ColorSpace.CS_GRAY).getData();

    /** Half of the light (0x80) is the level 0xbc in sRGB. */
    private static final float HALF_LIGHT = 0xbc;

    private static DecodedPicture read(byte[] file) {
        return new PictureReader(PictureLimits.USUAL).read(file, "cat", PictureReader.UNCHANGED);
    }

    private static BufferedImage half() {
        BufferedImage image = new BufferedImage(16, 16, BufferedImage.TYPE_3BYTE_BGR);
        for (int i = 0; i < 256; i++) {
            image.setRGB(i % 16, i / 16, 0xff808080);
        }
        return image;
    }

    static byte[] pngWithProfile(byte[] png, byte[] profile) {
        return TestFiles.withChunk(png, "iCCP", joined(ascii("any\0\0"), TestFiles.deflated(profile)));
    }

    private static byte[] jpegWithProfile(byte[] jpeg, byte[] profile) {
        int half = profile.length / 2;
        byte[] second = joined(ascii("ICC_PROFILE\0\2\2"), Arrays.copyOfRange(profile, half, profile.length));
        byte[] first = joined(ascii("ICC_PROFILE\0\1\2"), Arrays.copyOf(profile, half));
        // the parts may come in any order
        return TestFiles.withSegment(TestFiles.withSegment(jpeg, 0xe2, first), 0xe2, second);
    }

    private static byte[] webpWithProfile(boolean lossless, byte[] profile) {
        return TestFiles.extendedWebp(TestFiles.webp(half(), lossless), 32, new PictureSize(16, 16), "ICCP", profile);
    }

    private static byte[] tiffWithProfile(byte[] tiff, byte[] profile) {
        return TestFiles.withTag(tiff, 34675, 7, profile.length, profile);
    }

    private static byte[] gifWithProfile(byte[] profile) {
        byte[] gif = TestFiles.gif(TestFiles.grey(16, 16, 128));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int tables = 13 + ((gif[10] & 128) == 0 ? 0 : 3 << ((gif[10] & 7) + 1));
        out.write(gif, 0, tables);
        out.writeBytes(joined(TestFiles.bytes('!', 255, 11), ascii("ICCRGBG1012")));
        for (int at = 0; at < profile.length; at += 255) {
            int length = Math.min(255, profile.length - at);
            out.write(length);
            out.write(profile, at, length);
        }
        out.write(0);
        out.write(gif, tables, gif.length - tables);
        return out.toByteArray();
    }

    /** A version 5 header around the pixels of an old one. */
    private static byte[] bmpWithProfile(byte[] profile) {
        byte[] bmp = TestFiles.bmp(half());
        ByteBuffer old = ByteBuffer.wrap(bmp).order(ByteOrder.LITTLE_ENDIAN);
        int pixels = old.getInt(10);
        ByteBuffer out = ByteBuffer.allocate(14 + 124 + bmp.length - pixels + profile.length)
                .order(ByteOrder.LITTLE_ENDIAN);
        out.put(bmp, 0, 14 + 40)
                .putInt(10, 14 + 124)
                .putInt(14, 124)
                .putInt(14 + 56, 0x4d424544)
                .putInt(14 + 112, 124 + bmp.length - pixels)
                .putInt(14 + 116, profile.length);
        return out.position(14 + 124)
                .put(bmp, pixels, bmp.length - pixels)
                .put(profile)
                .array();
    }

    static Stream<Arguments> withLinearProfile() {
        BufferedImage grey = TestFiles.grey(16, 16, 128);
        return Stream.of(
                Arguments.of("grey png", pngWithProfile(TestFiles.png(grey), LINEAR_GREY)),
                Arguments.of("png", pngWithProfile(TestFiles.png(half()), LINEAR_RGB)),
                Arguments.of("interlaced png", pngWithProfile(TestFiles.interlacedPng(half()), LINEAR_RGB)),
                Arguments.of("grey png with a profile for rgb", pngWithProfile(TestFiles.png(grey), LINEAR_RGB)),
                Arguments.of("jpeg", jpegWithProfile(TestFiles.jpeg(half()), LINEAR_RGB)),
                Arguments.of("grey jpeg", jpegWithProfile(TestFiles.jpeg(grey), LINEAR_GREY)),
                Arguments.of("progressive jpeg", jpegWithProfile(TestFiles.progressiveJpeg(half()), LINEAR_RGB)),
                Arguments.of("tiff", tiffWithProfile(TestFiles.tiff(half(), "LZW"), LINEAR_RGB)),
                Arguments.of("grey tiff", tiffWithProfile(TestFiles.tiff(grey, "LZW"), LINEAR_GREY)),
                Arguments.of("webp", webpWithProfile(false, LINEAR_RGB)),
                Arguments.of("lossless webp", webpWithProfile(true, LINEAR_RGB)),
                Arguments.of("gif", gifWithProfile(LINEAR_RGB)),
                Arguments.of("bmp", bmpWithProfile(LINEAR_RGB)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("withLinearProfile")
    void halfOfTheLightIsNotHalfOfTheLevels(String kind, byte[] file) {
        DecodedPicture decoded = read(file);
        assertThat(pixel(decoded.picture(), 9, 7)).containsOnly(new float[] {HALF_LIGHT}, within(2f));
        assertThat(decoded.remarks()).isEmpty();
    }

    @Test
    void withoutAProfileLevelsAreThoseOfSrgb() {
        List<byte[]> files = new ArrayList<>();
        for (BufferedImage image : new BufferedImage[] {half(), TestFiles.grey(16, 16, 128)}) {
            files.addAll(List.of(
                    TestFiles.png(image), TestFiles.jpeg(image), TestFiles.tiff(image, "LZW"), TestFiles.bmp(image)));
        }
        for (byte[] file : files) {
            assertThat(pixel(read(file).picture(), 9, 7)).containsOnly(new float[] {128}, within(1f));
        }
    }

    @Test
    void aGammaInsteadOfAProfileIsHeeded() {
        byte[] png = TestFiles.png(half());
        byte[] linear = ByteBuffer.allocate(4).putInt(100_000).array();
        byte[] usual = ByteBuffer.allocate(4).putInt(45_455).array();
        assertThat(pixel(read(TestFiles.withChunk(png, "gAMA", linear)).picture(), 1, 1))
                .containsOnly(new float[] {HALF_LIGHT}, within(1f));
        assertThat(pixel(read(TestFiles.withChunk(png, "gAMA", usual)).picture(), 1, 1))
                .containsOnly(128);
        byte[] marked = TestFiles.withChunk(TestFiles.withChunk(png, "gAMA", linear), "sRGB", new byte[1]);
        assertThat(pixel(read(marked).picture(), 1, 1)).containsOnly(128);
    }

    @Test
    void aProfileAppliesToColoursNotToWhatShowsThrough() {
        BufferedImage image = new BufferedImage(2, 2, BufferedImage.TYPE_4BYTE_ABGR);
        image.setRGB(0, 0, 0x80808080);
        Picture picture = read(pngWithProfile(TestFiles.png(image), LINEAR_RGB)).picture();
        float alpha = 128 / 255f;
        assertThat(pixel(picture, 0, 0)).containsOnly(new float[] {HALF_LIGHT * alpha + 255 * (1 - alpha)}, within(1f));
        assertThat(pixel(picture, 1, 1)).containsOnly(255);
    }

    @Test
    void aDamagedProfileCostsTheProfileAlone() {
        Random random = new Random(5);
        for (int i = 0; i < 60; i++) {
            byte[] profile = LINEAR_RGB.clone();
            if (i % 3 == 0) {
                profile = Arrays.copyOf(profile, random.nextInt(profile.length));
            } else {
                for (int flip = 0; flip < 8; flip++) {
                    profile[random.nextInt(i % 3 == 1 ? 132 : profile.length)] = (byte) random.nextInt();
                }
            }
            for (byte[] file : new byte[][] {
                pngWithProfile(TestFiles.png(half()), profile),
                jpegWithProfile(TestFiles.jpeg(half()), profile),
                webpWithProfile(true, profile),
                tiffWithProfile(TestFiles.tiff(half(), "LZW"), profile)
            }) {
                assertThat(read(file).picture().size()).isEqualTo(new PictureSize(16, 16));
            }
        }
        DecodedPicture decoded = read(pngWithProfile(TestFiles.png(half()), new byte[200]));
        assertThat(decoded.remarks())
                .containsExactly("The colour profile of this picture is damaged; its colours were taken as sRGB.");
        assertThat(pixel(decoded.picture(), 3, 3)).containsOnly(128);
    }
}
