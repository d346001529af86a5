package io.pareidolia.dream.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pareidolia.dream.failure.DreamException;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PictureWriterTest {
    private static final String RECIPE = "network=googlenet layer=inception_4c+größe%20x#1,2:0.5 seed=42 a<b&c>\"d\"";

    private static DecodedPicture read(byte[] file) {
        return new PictureReader(PictureLimits.USUAL).read(file, "cat", PictureReader.UNCHANGED);
    }

    @Property(tries = 40)
    void whatIsWrittenAsPngIsReadBackToTheLevel(
            @ForAll @IntRange(min = 1, max = 40) int width,
            @ForAll @IntRange(min = 1, max = 40) int height,
            @ForAll long seed) {
        Picture picture = PictureTest.noise(width, height, seed);
        byte[] png = PictureWriter.encode(picture, PictureFormat.PNG, Optional.of(RECIPE));
        assertThat(read(png).picture().planes())
                .isEqualTo(Picture.of(picture.toImage()).planes());
    }

    @ParameterizedTest
    @EnumSource(
            value = PictureFormat.class,
            names = {"JPEG", "WEBP"})
    void whatIsWrittenWithLossLooksTheSame(PictureFormat format) {
        Picture picture = PictureTest.noise(30, 20, 1).resampled(300, 200);
        Picture again =
                read(PictureWriter.encode(picture, format, Optional.empty())).picture();
        double squares = 0;
        for (int i = 0; i < picture.planes().length; i++) {
            squares += Math.pow(picture.planes()[i] - again.planes()[i], 2);
        }
        double decibels = 10 * Math.log10(255 * 255 / (squares / picture.planes().length));
        assertThat(decibels).isGreaterThan(format == PictureFormat.JPEG ? 40 : 30);
    }

    @ParameterizedTest
    @EnumSource(
            value = PictureFormat.class,
            names = {"PNG", "JPEG", "WEBP"})
    void theRecipeComesBackAsItWas(PictureFormat format) {
        Picture picture = PictureTest.noise(20, 10, 1);
        DecodedPicture again = read(PictureWriter.encode(picture, format, Optional.of(RECIPE)));
        assertThat(again.format()).isEqualTo(format);
        assertThat(again.stamp()).contains(RECIPE);
        assertThat(read(PictureWriter.encode(picture, format, Optional.empty())).stamp())
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = PictureFormat.class,
            names = {"PNG", "JPEG", "WEBP"})
    void theStampCanBeSeenInTheFile(PictureFormat format) {
        byte[] file = PictureWriter.encode(
                PictureTest.noise(20, 10, 1), format, Optional.of("network=googlenet seed=42 recipe=1"));
        assertThat(new String(file, StandardCharsets.ISO_8859_1))
                .contains("made with Pareidolia: network=googlenet seed=42 recipe=1");
    }

    @Test
    void nothingOfASourceIsLeftButItsPixels() {
        byte[] png = TestFiles.withChunk(TestFiles.png(TestFiles.rgb()), "eXIf", TestFiles.exif(3));
        byte[] source = TestFiles.withChunk(png, "tEXt", TestFiles.ascii("Author\0Somebody at 52.5 13.4"));
        for (PictureFormat format : List.of(PictureFormat.PNG, PictureFormat.JPEG, PictureFormat.WEBP)) {
            byte[] out = PictureWriter.encode(read(source).picture(), format, Optional.empty());
            assertThat(new String(out, StandardCharsets.ISO_8859_1)).doesNotContain("Somebody", "Exif", "eXIf", "tEXt");
        }
    }

    @Test
    void aNumpyFileHasTheUnroundedValues() {
        Picture picture = new Picture(2, 1, new float[] {0.25f, 300, -7, 1, 2, 3});
        byte[] file = PictureWriter.encode(picture, PictureFormat.NPY, Optional.of(RECIPE));
        ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        int header = bytes.getShort(8);
        String shape = new String(file, 10, header, StandardCharsets.US_ASCII);
        assertThat(new String(file, 0, 8, StandardCharsets.ISO_8859_1)).isEqualTo("\u0093NUMPY\u0001\u0000");
        assertThat(shape).startsWith("{'descr': '<f4', 'fortran_order': False, 'shape': (1, 2, 3), }");
        assertThat(shape).endsWith("\n");
        assertThat((10 + header) % 64).isZero();
        float[] values = new float[6];
        bytes.position(10 + header)
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer()
                .get(values);
        assertThat(values).containsExactly(0.25f, -7, 2, 300, 1, 3);
        assertThat(file).hasSize(10 + header + 24);
    }

    @Test
    void aPreviewIsASmallJpegWithoutARecipe(@TempDir Path folder) throws IOException {
        Path out = folder.resolve("preview.jpg");
        Picture picture = PictureTest.noise(200, 100, 1);
        PictureWriter.writePreview(picture, out);
        DecodedPicture preview = read(Files.readAllBytes(out));
        assertThat(preview.format()).isEqualTo(PictureFormat.JPEG);
        assertThat(preview.picture().size()).isEqualTo(picture.size());
        assertThat(preview.stamp()).isEmpty();
        assertThat(Files.size(out))
                .isLessThan(PictureWriter.encode(picture, PictureFormat.JPEG, Optional.empty()).length * 2L / 3);
    }

    @Test
    void everyFormatHasTheNameThatTheWebGivesIt() {
        assertThat(Arrays.stream(PictureFormat.values()).map(PictureFormat::mediaType))
                .containsExactly(
                        "image/jpeg",
                        "image/png",
                        "image/webp",
                        "application/octet-stream",
                        "image/gif",
                        "image/bmp",
                        "image/tiff");
    }

    @Test
    void aFileTakesItsNameWhenItIsWhole(@TempDir Path folder) throws IOException {
        Path out = folder.resolve("dream.png");
        Files.write(out, new byte[3]);
        PictureWriter.write(PictureTest.noise(20, 10, 1), out, Optional.empty());
        assertThat(read(Files.readAllBytes(out)).picture().size()).isEqualTo(new PictureSize(20, 10));
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(out);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"dream", "dream.gif", "dream.jpgg", "dream.tiff", ".png/x"})
    void anEndingThatIsNotWrittenIsAnsweredWithThoseThatAre(String name) {
        assertThatThrownBy(() -> PictureWriter.formatOf(Path.of(name)))
                .isInstanceOfSatisfying(DreamException.class, refusal -> {
                    assertThat(refusal.kind()).isEqualTo(DreamException.Kind.INPUT);
                    assertThat(refusal.getMessage()).contains(".png, .jpg, .webp or .npy");
                });
        assertThat(PictureWriter.formatOf(Path.of("a.b/Dream.JPEG"))).isEqualTo(PictureFormat.JPEG);
    }

    @Test
    void whatCannotBeWrittenLeavesNothingBehind(@TempDir Path folder) throws IOException {
        Picture picture = PictureTest.noise(20, 10, 1);
        assertThatThrownBy(() -> PictureWriter.write(picture, folder.resolve("none/dream.png"), Optional.empty()))
                .isInstanceOf(DreamException.class)
                .hasMessageContaining("There is no folder");
        Path taken = Files.createDirectory(folder.resolve("taken.png"));
        assertThatThrownBy(() -> PictureWriter.write(picture, taken, Optional.empty()))
                .isInstanceOf(DreamException.class)
                .hasMessageContaining("is a folder");
        assertThatThrownBy(
                        () -> PictureWriter.write(picture, folder.resolve("x".repeat(300) + ".png"), Optional.empty()))
                .isInstanceOf(DreamException.class)
                .hasMessageContaining("too long");
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(taken);
        }
    }

    @Test
    void whatTheSystemSaysBecomesASentence() {
        Path out = Path.of("/somewhere/dream.png");
        assertThat(PictureWriter.sentence(out, new IOException("No space left on device")))
                .isEqualTo("/somewhere/dream.png cannot be written: the disk is full.");
        assertThat(PictureWriter.sentence(out, new FileSystemException("x", null, "Disk quota exceeded")))
                .contains("the disk is full");
        assertThat(PictureWriter.sentence(out, new AccessDeniedException("x")))
                .isEqualTo("/somewhere/dream.png cannot be written: you may not write to /somewhere.");
        assertThat(PictureWriter.sentence(out, new FileSystemException("x", null, "Read-only file system")))
                .contains("read-only");
        assertThat(PictureWriter.sentence(out, new IOException())).endsWith("the disk refused it.");
    }

    /** A process that may write no file longer than a few kilobytes, so that the disk refuses in the middle. */
    @Test
    void aDiskThatRefusesInTheMiddleLeavesTheOldFile(@TempDir Path folder) throws Exception {
        Path out = Files.write(folder.resolve("dream.npy"), new byte[] {1, 2, 3});
        List<String> command = List.of(
                "bash",
                "-c",
                "ulimit -f 64; exec \"$@\"",
                "bash",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:-UsePerfData",
                "-cp",
                System.getProperty("java.class.path"),
                WriteOne.class.getName(),
                out.toString());
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        assertThat(said).startsWith("MACHINE ").contains("dream.npy cannot be written: the disk refused it.");
        assertThat(Files.readAllBytes(out)).containsExactly(1, 2, 3);
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(out);
        }
    }

    /** Writes a picture of about 480 kB to the path given. */
    static final class WriteOne {
        private WriteOne() {}

        public static void main(String[] arguments) {
            try {
                PictureWriter.write(Picture.filled(200, 200, 1, 2, 3), Path.of(arguments[0]), Optional.empty());
                System.out.println("written");
            } catch (DreamException refusal) {
                System.out.println(refusal.kind() + " " + refusal.getMessage());
            }
        }
    }

    @Test
    void aWebpHasLimitsOfItsOwn() {
        Picture wide = Picture.filled(16_384, 1, 1, 2, 3);
        assertThatThrownBy(() -> PictureWriter.encode(wide, PictureFormat.WEBP, Optional.empty()))
                .isInstanceOf(DreamException.class)
                .hasMessageContaining("16383");
    }

    @Test
    void hostileStampsAreIgnoredInSilence() {
        String words = "made with Pareidolia: seed=1";
        String rdf =
                "<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'>"
                        + "<rdf:Description xmlns:dc='http://purl.org/dc/elements/1.1/'><dc:description>%s</dc:description>"
                        + "</rdf:Description></rdf:RDF></x:xmpmeta>";
        String bomb = "<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'>]>";
        List<String> packets = List.of(
                words,
                "<x>" + words,
                rdf.formatted(words) + "<",
                bomb + rdf.formatted(words + "&b;"),
                rdf.formatted("<a>".repeat(5000) + words),
                rdf.formatted("made with Pareidolia: " + "x".repeat(5000)),
                rdf.formatted("made with Pareidolia: "),
                words + "x".repeat(60_000));
        byte[] jpeg = TestFiles.jpeg(TestFiles.rgb());
        PrintStream usual = System.err;
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
        try {
            for (String packet : packets) {
                byte[] content = TestFiles.ascii("http://ns.adobe.com/xap/1.0/\0" + packet);
                assertThat(read(TestFiles.withSegment(jpeg, 0xe1, content)).stamp())
                        .isEmpty();
            }
            for (String text : List.of(
                    "Description",
                    "Description\0",
                    "Description\0\0\0",
                    "Description\0\0\0\0",
                    "Description\0\1\0\0\0" + words,
                    "Description\0\0\0\0\0made with Pareidolia: " + "x".repeat(5000),
                    "Comment\0\0\0\0\0" + words)) {
                byte[] png = TestFiles.withChunk(TestFiles.png(TestFiles.rgb()), "iTXt", TestFiles.ascii(text));
                assertThat(read(png).stamp()).isEmpty();
            }
        } finally {
            System.setErr(usual);
        }
        assertThat(said.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void theOtherLettersOfARecipeSurviveARewriteByOtherPrograms() {
        // attributes instead of elements, as some programs write a plain text
        String packet = "<x:xmpmeta xmlns:x='adobe:ns:meta/'>"
                + "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'><rdf:Description rdf:about=''"
                + " xmlns:dc='http://purl.org/dc/elements/1.1/'><dc:description><rdf:Alt>"
                + "<rdf:li xml:lang='x-default'>made with Pareidolia: layer=a&amp;b seed=1\n</rdf:li>"
                + "</rdf:Alt></dc:description></rdf:Description></rdf:RDF></x:xmpmeta>";
        BufferedImage image = TestFiles.rgb();
        byte[] content = TestFiles.ascii("http://ns.adobe.com/xap/1.0/\0" + packet);
        assertThat(read(TestFiles.withSegment(TestFiles.jpeg(image), 0xe1, content))
                        .stamp())
                .contains("layer=a&b seed=1");
    }
}
