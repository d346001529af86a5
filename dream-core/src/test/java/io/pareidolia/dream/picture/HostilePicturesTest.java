package io.pareidolia.dream.picture;

import static io.pareidolia.dream.picture.TestFiles.ascii;
import static io.pareidolia.dream.picture.TestFiles.joined;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pareidolia.dream.failure.DreamException;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a stranger sends: a picture or one sentence, in bounded time and memory. */
class HostilePicturesTest {
    /** Of each kind; more by command: {@code mvn test -Dtest=HostilePicturesTest -Dflipped=5000}. */
    private static final int FLIPPED_FILES = Integer.getInteger("flipped", 150);

    private final PictureReader reader = new PictureReader(PictureLimits.USUAL);

    static Stream<Arguments> files() {
        BufferedImage indexed = TestFiles.image(24, 16, BufferedImage.TYPE_BYTE_INDEXED);
        BufferedImage clear = TestFiles.image(24, 16, BufferedImage.TYPE_4BYTE_ABGR);
        Map<String, byte[]> files = new LinkedHashMap<>(PictureReaderTest.exactFiles());
        files.put("jpeg", TestFiles.jpeg(TestFiles.rgb()));
        files.put("progressive jpeg", TestFiles.progressiveJpeg(TestFiles.rgb()));
        files.put("cmyk jpeg", TestFiles.inkJpeg(24, 16, new int[] {9, 99, 199, 255}, 0));
        files.put("gif", TestFiles.gif(indexed));
        files.put("animated gif", TestFiles.animatedGif(indexed, 2, 2, 2));
        files.put("lossy webp", TestFiles.webp(TestFiles.rgb(), false));
        files.put("webp with alpha", TestFiles.webp(clear, false));
        files.put(
                "animated webp",
                TestFiles.animatedWebp(
                        TestFiles.webp(TestFiles.rgb(), true), new PictureSize(24, 16), new PictureSize(24, 16), 0, 0));
        files.put("jpeg tiff", TestFiles.tiff(TestFiles.rgb(), "JPEG"));
        files.put("tiff with alpha", TestFiles.tiff(clear, "PackBits"));
        byte[] stamped =
                PictureWriter.encode(Picture.of(TestFiles.rgb()), PictureFormat.JPEG, java.util.Optional.of("seed=42"));
        files.put("stamped jpeg", TestFiles.withSegment(stamped, 0xe1, joined(ascii("Exif\0\0"), TestFiles.exif(6))));
        return files.entrySet().stream().map(file -> Arguments.of(file.getKey(), file.getValue()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("files")
    void aFileThatIsCutOffIsRefused(String kind, byte[] file) {
        for (int percent : new int[] {3, 10, 25, 50, 75, 90}) {
            byte[] cut = Arrays.copyOf(file, file.length * percent / 100);
            // an animated picture may be whole in its first half
            if (kind.startsWith("animated") && percent > 40) {
                assertIsReadOrRefused(cut);
                continue;
            }
            assertThatThrownBy(() -> reader.read(cut, "cat.xyz", PictureReader.UNCHANGED))
                    .as("%s cut to %s %%", kind, percent)
                    .isInstanceOfSatisfying(DreamException.class, HostilePicturesTest::assertSentence);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("files")
    @Timeout(value = 600, unit = TimeUnit.SECONDS)
    void flippedBytesGiveAPictureOrASentence(String kind, byte[] file) {
        Random random = new Random(kind.hashCode());
        for (int i = 0; i < FLIPPED_FILES; i++) {
            byte[] broken = file.clone();
            for (int flips = 1 + random.nextInt(i % 4 == 0 ? 30 : 3); flips > 0; flips--) {
                int at = random.nextInt(i % 2 == 0 ? Math.min(60, file.length) : file.length);
                broken[at] = (byte) (i % 3 == 0 ? broken[at] ^ 1 << random.nextInt(8) : random.nextInt());
            }
            assertIsReadOrRefused(i % 5 == 0 ? Arrays.copyOf(broken, random.nextInt(broken.length)) : broken);
        }
    }

    private void assertIsReadOrRefused(byte[] file) {
        try {
            DecodedPicture decoded = reader.read(file, "cat.xyz", 64);
            assertThat(decoded.picture().size().longest()).isLessThanOrEqualTo(64);
        } catch (DreamException refusal) {
            assertSentence(refusal);
        }
        try {
            reader.header(file, "cat.xyz");
        } catch (DreamException refusal) {
            assertSentence(refusal);
        }
    }

    private static void assertSentence(DreamException refusal) {
        assertThat(refusal.kind()).isEqualTo(DreamException.Kind.INPUT);
        assertThat(refusal.getMessage())
                .startsWith("cat.xyz ")
                .endsWith(".")
                .doesNotContain("\n", "Exception", "null")
                .hasSizeLessThan(220);
    }

    private static byte[] withSizeOfJpeg(byte[] jpeg, int width, int height) {
        byte[] lying = jpeg.clone();
        for (int marker : new int[] {0xc0, 0xc2}) {
            try {
                int frame = TestFiles.indexOf(lying, marker);
                ByteBuffer.wrap(lying).putShort(frame + 5, (short) height).putShort(frame + 7, (short) width);
            } catch (IndexOutOfBoundsException other) {
                // of the other kind
            }
        }
        return lying;
    }

    private static byte[] little(int length, int... placesAndValues) {
        ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < placesAndValues.length; i += 2) {
            bytes.putInt(placesAndValues[i], placesAndValues[i + 1]);
        }
        return bytes.array();
    }

    /** Each directory points to the next, down to the end of the file. */
    private static byte[] nestedDirectories(int count, int tag) {
        ByteBuffer out = ByteBuffer.allocate(8 + 18 * count).order(ByteOrder.LITTLE_ENDIAN);
        out.put(ascii("II*\0")).putInt(8);
        for (int i = 1; i <= count; i++) {
            int next = i == count ? 8 : 8 + 18 * i;
            out.putShort((short) 1)
                    .putShort((short) tag)
                    .putShort((short) 4)
                    .putInt(1)
                    .putInt(next)
                    .putInt(0);
        }
        return out.array();
    }

    /** Files of these names must be refused. */
    private static Map<String, byte[]> bombs() {
        byte[] gif = TestFiles.gif(TestFiles.image(24, 16, BufferedImage.TYPE_BYTE_INDEXED));
        byte[] jpeg = TestFiles.jpeg(TestFiles.rgb());
        Map<String, byte[]> bombs = new LinkedHashMap<>();
        bombs.put("huge.png", TestFiles.rawPng(60_000, 60_000, 8, 2, TestFiles.zeros(1 << 20)));
        bombs.put("negative.png", TestFiles.rawPng(-5, 7, 8, 2, TestFiles.zeros(100)));
        bombs.put("wide.png", TestFiles.rawPng(60_000_000, 1, 16, 6, TestFiles.zeros(1 << 20)));
        bombs.put("short.png", TestFiles.rawPng(7900, 7900, 8, 2, TestFiles.zeros(1 << 20)));
        bombs.put("300-megapixels.jpg", TestFiles.plainGreyJpeg(20_000, 15_000));
        bombs.put("lying-199.jpg", withSizeOfJpeg(jpeg, 14_000, 14_200));
        bombs.put("lying-progressive.jpg", withSizeOfJpeg(TestFiles.progressiveJpeg(TestFiles.rgb()), 9000, 7000));
        byte[] scans = jpeg;
        int scan = TestFiles.indexOf(jpeg, 0xda);
        byte[] one = Arrays.copyOfRange(jpeg, scan, jpeg.length - 2);
        for (int i = 0; i < 98; i++) {
            scans = joined(Arrays.copyOf(scans, scans.length - 2), one, TestFiles.bytes(0xff, 0xd9));
        }
        bombs.put("scans.jpg", joined(Arrays.copyOf(scans, scans.length - 2), one, one, TestFiles.bytes(0xff, 0xd9)));
        bombs.put("large-scans.jpg", withSizeOfJpeg(scans, 10_000, 10_000));
        ByteBuffer hugeGif = ByteBuffer.wrap(gif.clone()).order(ByteOrder.LITTLE_ENDIAN);
        bombs.put("screen.gif", hugeGif.putInt(6, -1).array());
        byte[] frameGif = gif.clone();
        int frame = new String(frameGif, StandardCharsets.ISO_8859_1).indexOf(',', 13 + 768);
        ByteBuffer.wrap(frameGif).order(ByteOrder.LITTLE_ENDIAN).putInt(frame + 5, -1);
        bombs.put("frame.gif", frameGif);
        bombs.put("huge.bmp", little(200, 0, 0x4d42, 14, 40, 18, 60_000, 22, -60_000, 26, 1 | 24 << 16));
        bombs.put("wide.bmp", little(200, 0, 0x4d42, 14, 40, 18, Integer.MIN_VALUE, 22, 1, 26, 1 | 24 << 16));
        bombs.put("inner.bmp", little(200, 0, 0x4d42, 14, 40, 18, 10, 22, 10, 26, 1, 30, 5));
        byte[] tiff = TestFiles.tiff(TestFiles.rgb(), "LZW");
        boolean little = tiff[0] == 'I';
        ByteOrder order = little ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
        byte[] sixtyThousand =
                ByteBuffer.allocate(4).order(order).putInt(60_000).array();
        byte[] most =
                ByteBuffer.allocate(4).order(order).putInt(Integer.MAX_VALUE).array();
        byte[] zero = new byte[4];
        bombs.put(
                "huge.tif",
                TestFiles.withTag(TestFiles.withTag(tiff, 256, 4, 1, sixtyThousand), 257, 4, 1, sixtyThousand));
        bombs.put("no-rows.tif", TestFiles.withTag(tiff, 278, 4, 1, zero));
        bombs.put("samples.tif", TestFiles.withTag(tiff, 277, 4, 1, most));
        bombs.put("bits.tif", TestFiles.withTag(tiff, 258, 4, 1, most));
        bombs.put("offsets.tif", TestFiles.withTag(tiff, 273, 4, Integer.MAX_VALUE, new byte[8]));
        bombs.put("tiles.tif", TestFiles.withTag(TestFiles.withTag(tiff, 322, 4, 1, most), 323, 4, 1, most));
        bombs.put("nested.tif", nestedDirectories(400_000, 330));
        bombs.put("inner.tif", innerSizes(TestFiles.tiff(TestFiles.rgb(), "JPEG")));
        byte[] webp = TestFiles.webp(TestFiles.rgb(), true);
        bombs.put("canvas.webp", TestFiles.extendedWebp(webp, 0, new PictureSize(1 << 24, 1 << 24)));
        bombs.put("smaller-canvas.webp", TestFiles.extendedWebp(webp, 0, new PictureSize(5, 5)));
        byte[] lossy = TestFiles.webp(TestFiles.rgb(), false);
        ByteBuffer.wrap(lossy).order(ByteOrder.LITTLE_ENDIAN).putInt(26, 0x3fff_3fff);
        bombs.put("huge.webp", lossy);
        byte[] largest = webp.clone();
        ByteBuffer.wrap(largest).order(ByteOrder.LITTLE_ENDIAN).putInt(21, 7999 | 7900 << 14);
        bombs.put("lying.webp", largest);
        byte[] lossyLarge = TestFiles.webp(TestFiles.rgb(), false);
        ByteBuffer.wrap(lossyLarge)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putShort(26, (short) 5500)
                .putShort(28, (short) 5500);
        bombs.put("lying-lossy.webp", lossyLarge);
        return bombs;
    }

    private static byte[] innerSizes(byte[] tiff) {
        byte[] lying = tiff.clone();
        for (int at = 0; at + 9 < lying.length; at++) {
            if (lying[at] == -1 && (lying[at + 1] & 255) == 0xc0 && lying[at + 2] == 0 && lying[at + 4] == 8) {
                ByteBuffer.wrap(lying).putShort(at + 5, (short) 60_000).putShort(at + 7, (short) 60_000);
            }
        }
        return lying;
    }

    /** What looks like a bomb but has a picture. */
    private static Map<String, byte[]> harmless() {
        byte[] png = TestFiles.png(TestFiles.rgb());
        byte[] zeros = TestFiles.zeros(2L << 30);
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("profile.png", TestFiles.withChunk(png, "iCCP", joined(ascii("any\0\0"), zeros)));
        files.put("text.png", TestFiles.withChunk(png, "zTXt", joined(ascii("any\0\0"), zeros)));
        files.put("utf-text.png", TestFiles.withChunk(png, "iTXt", joined(ascii("Description\0\1\0\0\0"), zeros)));
        files.put("exif.png", TestFiles.withChunk(png, "eXIf", nestedDirectories(50_000, 0x8769)));
        files.put("long.png", TestFiles.rawPng(30, 20, 8, 2, zeros));
        // 64 megapixels of 16 bits and alpha: 512 MB when decoded
        files.put("large.png", TestFiles.rawPng(8000, 8000, 16, 6, TestFiles.zeros(8000L * (8000 * 8 + 1))));
        files.put("199-megapixels.jpg", TestFiles.plainGreyJpeg(14_000, 14_200));
        return files;
    }

    @Test
    void aSmallHeapSurvivesBombs(@TempDir Path folder) throws Exception {
        Map<String, byte[]> bombs = bombs();
        List<String> answers = readEach(folder, bombs, 1024);
        List<String> names = new ArrayList<>(bombs.keySet());
        for (int i = 0; i < names.size(); i++) {
            assertThat(answers.get(i)).as(names.get(i)).matches("INPUT " + names.get(i) + " .{5,200}\\.");
        }
        assertThat(answers.get(names.indexOf("huge.png")))
                .contains("3,600 megapixels (60000×60000); 64 is the most for a PNG");
        assertThat(answers.get(names.indexOf("300-megapixels.jpg")))
                .contains("300 megapixels (20000×15000); 200 is the most");
    }

    @Test
    void aSmallHeapReadsWhatIsLargeOrOnlyLooksLikeABomb(@TempDir Path folder) throws Exception {
        List<String> answers = readEach(folder, harmless(), 1024);
        assertThat(answers)
                .containsExactly(
                        "READ 24×16 level 127",
                        "READ 24×16 level 127",
                        "READ 24×16 level 127",
                        "READ 24×16 level 127",
                        "READ 30×20 level 0",
                        "READ 1024×1024 level 255",
                        "READ 1010×1024 level 128");
    }

    @Test
    void whatDoesNotFitTheHeapAsAWholeGetsASentence(@TempDir Path folder) throws Exception {
        byte[] large = TestFiles.rawPng(8000, 8000, 16, 6, TestFiles.zeros(8000L * (8000 * 8 + 1)));
        List<String> answers = readEach(folder, Map.of("large.png", large), PictureReader.UNCHANGED);
        assertThat(answers).hasSize(1);
        assertThat(answers.get(0)).matches("INPUT large.png .*make it smaller first\\.");
    }

    /** In a Java of its own with a heap of 1 GB, which must say one line a file and nothing of errors. */
    private static List<String> readEach(Path folder, Map<String, byte[]> files, int longest) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-Djava.awt.headless=true",
                "-cp",
                System.getProperty("java.class.path"),
                ReadEach.class.getName(),
                String.valueOf(longest)));
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            command.add(
                    Files.write(folder.resolve(file.getKey()), file.getValue()).toString());
        }
        Path said = folder.resolve("said");
        Path errors = folder.resolve("errors");
        Process process = new ProcessBuilder(command)
                .redirectOutput(said.toFile())
                .redirectError(errors.toFile())
                .start();
        boolean ended = process.waitFor(Duration.ofMinutes(4).toSeconds(), TimeUnit.SECONDS);
        if (!ended) {
            process.destroyForcibly();
        }
        assertThat(ended).as("within four minutes").isTrue();
        assertThat(Files.readString(errors)).isEmpty();
        assertThat(process.exitValue()).isZero();
        List<String> lines = lines(said);
        assertThat(lines).hasSize(files.size());
        return lines;
    }

    private static List<String> lines(Path file) throws IOException {
        return Files.readAllLines(file, java.nio.charset.Charset.defaultCharset());
    }
}
