package io.pareidolia.dream.picture;

import static io.pareidolia.dream.picture.TestFiles.ascii;
import static io.pareidolia.dream.picture.TestFiles.image;
import static io.pareidolia.dream.picture.TestFiles.joined;
import static io.pareidolia.dream.picture.TestFiles.rgb;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.pareidolia.dream.failure.DreamException;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import javax.imageio.ImageTypeSpecifier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PictureReaderTest {
    private final PictureReader reader = new PictureReader(PictureLimits.USUAL);

    private Picture read(byte[] file) {
        return decoded(file).picture();
    }

    private DecodedPicture decoded(byte[] file) {
        return reader.read(file, "cat.xyz", PictureReader.UNCHANGED);
    }

    static double worst(Picture one, Picture other) {
        assertThat(one.size()).isEqualTo(other.size());
        double worst = 0;
        for (int i = 0; i < one.planes().length; i++) {
            worst = Math.max(worst, Math.abs(one.planes()[i] - other.planes()[i]));
        }
        return worst;
    }

    private static double mean(Picture one, Picture other) {
        double sum = 0;
        for (int i = 0; i < one.planes().length; i++) {
            sum += Math.abs(one.planes()[i] - other.planes()[i]);
        }
        return sum / one.planes().length;
    }

    static float[] pixel(Picture picture, int x, int y) {
        int plane = picture.width() * picture.height();
        int at = y * picture.width() + x;
        return new float[] {picture.planes()[at], picture.planes()[plane + at], picture.planes()[2 * plane + at]};
    }

    /** One of each kind whose pixels survive exactly, as 24 × 16 of {@link TestFiles#image}. */
    static Map<String, byte[]> exactFiles() {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("png", TestFiles.png(rgb()));
        files.put("interlaced png", TestFiles.interlacedPng(rgb()));
        files.put("bmp", TestFiles.bmp(rgb()));
        files.put("tiff", TestFiles.tiff(rgb(), "None"));
        files.put("lzw tiff", TestFiles.tiff(rgb(), "LZW"));
        files.put("zip tiff", TestFiles.tiff(rgb(), "ZLib"));
        files.put("lossless webp", TestFiles.webp(rgb(), true));
        return files;
    }

    static Stream<Arguments> exact() {
        return exactFiles().entrySet().stream().map(file -> Arguments.of(file.getKey(), file.getValue()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("exact")
    void losslessFilesGiveTheirPixels(String kind, byte[] file) {
        assertThat(worst(read(file), Picture.of(rgb()))).isZero();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("exact")
    void bandsComeTogetherToTheWhole(String kind, byte[] file) throws IOException {
        PictureFile opened = PictureFile.open(PictureFormat.ofContent(file).orElseThrow(), file, PictureLimits.USUAL);
        for (PictureSize wanted : new PictureSize[] {opened.size(), new PictureSize(7, 5)}) {
            float[] whole = new PixelReader(opened, wanted, 1).read().planes().planes();
            float[] banded = new PixelReader(opened, wanted, 1, 24 * 3 * 5)
                    .read()
                    .planes()
                    .planes();
            assertThat(banded).containsExactly(whole, within(1e-3f));
        }
    }

    @Test
    void bandsOfJpegsComeTogetherToo() throws IOException {
        BufferedImage large = image(200, 150, BufferedImage.TYPE_3BYTE_BGR);
        for (byte[] file : new byte[][] {TestFiles.jpeg(large), TestFiles.progressiveJpeg(large)}) {
            PictureFile opened = PictureFile.open(PictureFormat.JPEG, file, PictureLimits.USUAL);
            for (int step = 1; step <= 3; step++) {
                PictureSize wanted = PixelReader.stepped(opened.size(), step);
                float[] whole =
                        new PixelReader(opened, wanted, step).read().planes().planes();
                float[] banded = new PixelReader(opened, wanted, step, 200 * 3 * 31)
                        .read()
                        .planes()
                        .planes();
                assertThat(banded).containsExactly(whole, within(1e-3f));
            }
        }
    }

    @Test
    void jpegsOfEveryCommonKindAreRead() {
        Picture original = Picture.of(rgb());
        assertThat(mean(read(TestFiles.jpeg(rgb())), original)).isLessThan(10);
        assertThat(worst(read(TestFiles.progressiveJpeg(rgb())), read(TestFiles.jpeg(rgb()))))
                .isLessThan(2);
        assertThat(pixel(read(TestFiles.jpeg(TestFiles.grey(16, 16, 128))), 3, 3))
                .containsOnly(128);
    }

    @ParameterizedTest
    @CsvSource({
        // Adobe stores inks inverted: 255 is none
        "0, 255, 255, 255, 255, 255, 255, 255",
        "0, 255, 0, 0, 255, 255, 0, 0",
        "0, 255, 255, 255, 0, 0, 0, 0",
        // the light of inverted inks once more inverted (libjpeg, jdcolor.c): Y, Cb, Cr of the same red and white
        "2, 179, 171, 0, 255, 255, 0, 0",
        "2, 0, 128, 128, 255, 255, 255, 255",
    })
    void inksBecomeLight(int transform, int a, int b, int c, int d, int red, int green, int blue) {
        Picture picture = read(TestFiles.inkJpeg(16, 16, new int[] {a, b, c, d}, transform));
        // how red a printed red is depends on the profile that the machine has for inks
        assertThat(pixel(picture, 5, 5)).containsExactly(new float[] {red, green, blue}, within(70f));
    }

    @Test
    void sixteenBitsAreKept() {
        BufferedImage image = ImageTypeSpecifier.createInterleaved(
                        java.awt.color.ColorSpace.getInstance(java.awt.color.ColorSpace.CS_sRGB),
                        new int[] {0, 1, 2, 3},
                        DataBuffer.TYPE_USHORT,
                        true,
                        false)
                .createBufferedImage(4, 3);
        for (int y = 0; y < 3; y++) {
            for (int x = 0; x < 4; x++) {
                image.getRaster().setPixel(x, y, new int[] {1000, 30000 + x, 65535, 65535 * y / 2});
            }
        }
        for (byte[] file : new byte[][] {TestFiles.png(image), TestFiles.interlacedPng(image)}) {
            Picture picture = read(file);
            assertThat(pixel(picture, 3, 0)).containsExactly(new float[] {255, 255, 255}, within(1e-3f));
            assertThat(pixel(picture, 3, 2))
                    .containsExactly(new float[] {1000 / 257f, 30003 / 257f, 255}, within(1e-3f));
            float alpha = 32767 / 65535f;
            assertThat(pixel(picture, 0, 1)[0]).isCloseTo(1000 / 257f * alpha + 255 * (1 - alpha), within(1e-2f));
        }
    }

    @Test
    void whatIsTransparentBecomesWhite() {
        BufferedImage image = image(24, 16, BufferedImage.TYPE_4BYTE_ABGR);
        Picture expected = Picture.of(image);
        assertThat(worst(read(TestFiles.png(image)), expected)).isLessThan(0.01);
        assertThat(worst(read(TestFiles.tiff(image, "LZW")), expected)).isLessThan(0.01);
        assertThat(worst(read(TestFiles.webp(image, true)), expected)).isLessThan(0.01);
        assertThat(mean(read(TestFiles.webp(image, false)), expected)).isLessThan(6);
    }

    @Test
    void aTransparentColourOfAPaletteOrOfRgbBecomesWhite() {
        byte[] header = TestFiles.rawPng(2, 1, 8, 2, TestFiles.deflated(TestFiles.bytes(0, 10, 20, 30, 40, 50, 60)));
        Picture rgb = read(TestFiles.withChunk(header, "tRNS", TestFiles.bytes(0, 10, 0, 20, 0, 30)));
        assertThat(pixel(rgb, 0, 0)).containsOnly(255);
        assertThat(pixel(rgb, 1, 0)).containsExactly(40, 50, 60);

        byte[] indexed = TestFiles.rawPng(2, 1, 8, 3, TestFiles.deflated(TestFiles.bytes(0, 0, 1)));
        indexed = TestFiles.withChunk(indexed, "tRNS", TestFiles.bytes(0));
        indexed = TestFiles.withChunk(indexed, "PLTE", TestFiles.bytes(10, 20, 30, 40, 50, 60));
        Picture palette = read(indexed);
        assertThat(pixel(palette, 0, 0)).containsOnly(255);
        assertThat(pixel(palette, 1, 0)).containsExactly(40, 50, 60);
    }

    @Test
    void palettesAndGreysOfFewBitsAreRead() {
        BufferedImage indexed = image(24, 16, BufferedImage.TYPE_BYTE_INDEXED);
        Picture expected = Picture.of(indexed);
        assertThat(worst(read(TestFiles.png(indexed)), expected)).isZero();
        assertThat(worst(read(TestFiles.gif(indexed)), expected)).isZero();
        assertThat(worst(read(TestFiles.bmp(indexed)), expected)).isZero();
        Picture fourBits = read(TestFiles.rawPng(2, 1, 4, 0, TestFiles.deflated(TestFiles.bytes(0, 0x7f))));
        assertThat(pixel(fourBits, 0, 0)).containsOnly(7 * 17);
        assertThat(pixel(fourBits, 1, 0)).containsOnly(255);
    }

    @Test
    void theFirstFrameStandsInItsPlaceAndTheOthersAreMentioned() {
        Picture still = Picture.of(image(24, 16, BufferedImage.TYPE_BYTE_INDEXED));
        DecodedPicture gif = decoded(TestFiles.animatedGif(image(24, 16, BufferedImage.TYPE_BYTE_INDEXED), 3, 5, 2));
        DecodedPicture webp = decoded(TestFiles.animatedWebp(
                TestFiles.webp(rgb(), true), new PictureSize(24, 16), new PictureSize(34, 20), 6, 2));

        assertThat(gif.remarks()).containsExactly("Only the first frame of this GIF is dreamed.");
        assertThat(gif.picture().size()).isEqualTo(new PictureSize(29, 18));
        assertThat(pixel(gif.picture(), 4, 10)).containsOnly(255);
        assertThat(pixel(gif.picture(), 25, 12)).isEqualTo(pixel(still, 20, 10));
        assertThat(webp.remarks()).containsExactly("Only the first frame of this animated WebP is dreamed.");
        assertThat(webp.picture().size()).isEqualTo(new PictureSize(34, 20));
        assertThat(pixel(webp.picture(), 5, 10)).containsOnly(255);
        assertThat(pixel(webp.picture(), 26, 12)).isEqualTo(pixel(Picture.of(rgb()), 20, 10));
        assertThat(decoded(TestFiles.animatedGif(rgbIndexed(), 1, 0, 0)).remarks())
                .isEmpty();
        assertThat(decoded(TestFiles.withChunk(TestFiles.png(rgb()), "acTL", new byte[8]))
                        .remarks())
                .containsExactly("Only the first frame of this animated PNG is dreamed.");
    }

    private static BufferedImage rgbIndexed() {
        return image(24, 16, BufferedImage.TYPE_BYTE_INDEXED);
    }

    /** By definition: EXIF 2.32, table of tag 274. */
    private static Picture oriented(Picture stored, int orientation) {
        int width = orientation > 4 ? stored.height() : stored.width();
        int height = orientation > 4 ? stored.width() : stored.height();
        BufferedImage in = stored.toImage();
        BufferedImage out = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int mirroredX = width - 1 - x;
                int mirroredY = height - 1 - y;
                int[] from = switch (orientation) {
                    case 1 -> new int[] {x, y};
                    case 2 -> new int[] {mirroredX, y};
                    case 3 -> new int[] {mirroredX, mirroredY};
                    case 4 -> new int[] {x, mirroredY};
                    case 5 -> new int[] {y, x};
                    case 6 -> new int[] {y, mirroredX};
                    case 7 -> new int[] {mirroredY, mirroredX};
                    default -> new int[] {mirroredY, x};
                };
                out.setRGB(x, y, in.getRGB(from[0], from[1]));
            }
        }
        return Picture.of(out);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void everyOrientationIsPutUpright(int orientation) {
        byte[] exif = TestFiles.exif(orientation);
        byte[] webp = TestFiles.webp(rgb(), true);
        byte[] jpeg = TestFiles.jpeg(rgb());
        java.util.IdentityHashMap<byte[], Picture> files = new java.util.IdentityHashMap<>();
        files.put(TestFiles.withSegment(jpeg, 0xe1, joined(ascii("Exif\0\0"), exif)), read(jpeg));
        files.put(TestFiles.withChunk(TestFiles.png(rgb()), "eXIf", exif), Picture.of(rgb()));
        files.put(TestFiles.extendedWebp(webp, 8, new PictureSize(24, 16), "EXIF", exif), Picture.of(rgb()));
        byte[] tiff = TestFiles.tiff(rgb(), "LZW");
        byte[] value = tiff[0] == 'I' ? TestFiles.bytes(orientation, 0, 0, 0) : TestFiles.bytes(0, orientation, 0, 0);
        files.put(TestFiles.withTag(tiff, 0x112, 3, 1, value), Picture.of(rgb()));

        files.forEach((file, stored) -> {
            Picture expected = oriented(stored, orientation);
            assertThat(worst(read(file), expected)).isLessThan(0.51);
            PictureHeader header = reader.header(file, "cat");
            assertThat(header.size()).isEqualTo(expected.size());
            assertThat(header.format()).isEqualTo(PictureFormat.ofContent(file).orElseThrow());
            Picture small = reader.read(file, "cat", 12).picture();
            assertThat(worst(small, expected.shrunk(small.width(), small.height())))
                    .isLessThan(1);
        });
    }

    @Test
    void aPictureIsMadeSmallerWhileItIsRead() {
        BufferedImage large = image(301, 203, BufferedImage.TYPE_3BYTE_BGR);
        Picture small = reader.read(TestFiles.png(large), "cat", 100).picture();
        assertThat(small.size()).isEqualTo(new PictureSize(100, 67));
        assertThat(worst(small, Picture.of(large).shrunk(100, 67))).isLessThan(0.01);
        assertThat(reader.read(TestFiles.png(large), "cat", 400).picture().size())
                .isEqualTo(new PictureSize(301, 203));
    }

    @Test
    void transparentPixelsDoNotColourTheirNeighbours() {
        BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_4BYTE_ABGR);
        image.setRGB(0, 0, 0x00ff0000);
        image.setRGB(1, 0, 0xff0000ff);
        Picture one = reader.read(TestFiles.png(image), "cat", 1).picture();
        assertThat(pixel(one, 0, 0)).containsExactly(new float[] {127.5f, 127.5f, 255}, within(0.1f));
    }

    @Test
    void largeJpegsAreReadAtAFraction() {
        PictureReader strict = new PictureReader(new PictureLimits(1000, 10_000, 1_000_000, 1000));
        byte[] jpeg = TestFiles.jpeg(image(100, 90, BufferedImage.TYPE_3BYTE_BGR));
        DecodedPicture third = strict.read(jpeg, "cat", PictureReader.UNCHANGED);
        assertThat(third.picture().size()).isEqualTo(new PictureSize(25, 23));
        assertThat(third.fileSize()).isEqualTo(new PictureSize(100, 90));
        assertThat(third.remarks()).containsExactly("This picture is so large that it was read at 25×23 pixels.");
        assertThat(strict.read(jpeg, "cat", 20).remarks()).isEmpty();
        assertThatThrownBy(() -> strict.read(TestFiles.png(image(40, 30, 1)), "cat.png", 10))
                .isInstanceOf(DreamException.class)
                .hasMessageContaining("cat.png has")
                .hasMessageContaining("(40×30)");
        assertThatThrownBy(() -> strict.header(TestFiles.jpeg(image(120, 100, 1)), "cat.png"))
                .isInstanceOf(DreamException.class)
                .hasMessageContaining("(120×100)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ftypheic....mif1heic | HEIC",
                "ftypmif1....mif1avif | AVIF",
                "ftypavif....         | AVIF",
                "ftypisom....         | film",
            })
    void filesOfAppleAndGoogleAreSentBackWithTheWayToAJpeg(String box, String word) {
        byte[] file = joined(TestFiles.bytes(0, 0, 0, 28), ascii(box), new byte[40]);
        assertThatThrownBy(() -> read(file))
                .isInstanceOf(DreamException.class)
                .hasMessageContaining("cat.xyz is")
                .hasMessageContaining(word)
                .hasMessageMatching(word.equals("film") ? ".*" : ".*as JPEG.*");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "hello, this is text",
                "<!DOCTYPE html><html>",
                "<svg xmlns=''>",
                "%PDF-1.7",
                "8BPS",
                "PK"
            })
    void whatIsNoPictureIsSaidToBeNone(String content) {
        assertThatThrownBy(() -> read(ascii(content))).isInstanceOfSatisfying(DreamException.class, refusal -> {
            assertThat(refusal.kind()).isEqualTo(DreamException.Kind.INPUT);
            assertThat(refusal.getMessage()).startsWith("cat.xyz ").endsWith(".");
        });
    }

    @Test
    void filesAreReadFromTheDisk(@TempDir Path folder) throws IOException {
        Path file = Files.write(folder.resolve("really-a-png.jpg"), TestFiles.png(rgb()));
        assertThat(reader.read(file).format()).isEqualTo(PictureFormat.PNG);
        assertThat(reader.read(file, 12).picture().size()).isEqualTo(new PictureSize(12, 8));
        assertThat(reader.header(file)).isEqualTo(new PictureHeader(PictureFormat.PNG, new PictureSize(24, 16)));
        assertThatThrownBy(() -> reader.read(folder.resolve("none.png")))
                .isInstanceOf(DreamException.class)
                .hasMessageContaining("is not there");
        assertThatThrownBy(() -> reader.read(folder))
                .isInstanceOf(DreamException.class)
                .hasMessageContaining("folder");
        PictureReader strict = new PictureReader(new PictureLimits(1000, 1000, 50, 1000));
        assertThatThrownBy(() -> strict.read(file))
                .isInstanceOf(DreamException.class)
                .hasMessageContaining("MB");
    }

    @Test
    void aWrongChecksumOfAPngIsNoticedInEveryCriticalChunk() {
        byte[] png = TestFiles.png(image(24, 16, BufferedImage.TYPE_BYTE_INDEXED));
        for (String type : new String[] {"IHDR", "PLTE", "IDAT", "IEND"}) {
            byte[] broken = png.clone();
            int at = new String(png, java.nio.charset.StandardCharsets.ISO_8859_1).indexOf(type);
            int length = ByteBuffer.wrap(png).getInt(at - 4);
            broken[at + 4 + length] ^= 1;
            assertThatThrownBy(() -> read(broken))
                    .isInstanceOf(DreamException.class)
                    .hasMessageContaining("checksum")
                    .hasMessageContaining(type);
        }
        byte[] text = TestFiles.withChunk(png, "tEXt", ascii("Comment\0hello"));
        text[8 + 25 + 8] ^= 1;
        assertThat(read(text).size()).isEqualTo(new PictureSize(24, 16));
    }

    @Test
    void tiffsOfRareButHonestKindsKeepTheirColours() {
        byte[] raw = ByteBuffer.allocate(8 + 2 + 12 * 9 + 4 + 8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(ascii("II*\0"))
                .putInt(8)
                .putShort((short) 9)
                .array();
        ByteBuffer out = ByteBuffer.wrap(raw).order(ByteOrder.LITTLE_ENDIAN).position(10);
        // one row of two grey pixels, 12 bits each in three bytes, white at 0
        int[][] entries = {{256, 2}, {257, 1}, {258, 12}, {259, 1}, {262, 1}, {273, 122}, {277, 1}, {278, 1}, {279, 3}};
        for (int[] entry : entries) {
            out.putShort((short) entry[0]).putShort((short) 3).putInt(1).putInt(entry[1]);
        }
        out.putInt(0).put(TestFiles.bytes(0xff, 0xf8, 0x00));
        Picture picture = read(Arrays.copyOf(raw, 122 + 3));
        assertThat(pixel(picture, 0, 0)).containsOnly(255);
        assertThat(pixel(picture, 1, 0)).containsExactly(new float[] {127.53f, 127.53f, 127.53f}, within(0.1f));
    }
}
