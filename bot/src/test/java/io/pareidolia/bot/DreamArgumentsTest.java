package io.pareidolia.bot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DreamArgumentsTest {
    private static final List<String> LOOKS = List.of("eyes", "owls");

    @TempDir
    Path folder;

    @Test
    void photosAndWordsComeInAnyOrder() {
        DreamArguments read = DreamArguments.of(
                List.of("octaves=6", "cat.jpg", "eyes", "holiday/dog.png", "stronger", "cat.jpg"), LOOKS);
        assertThat(read.photos()).containsExactly(Path.of("cat.jpg"), Path.of("holiday/dog.png"));
        assertThat(read.words()).containsExactly("octaves=6", "eyes", "stronger");
        assertThat(read.remarks()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"cat.jpg", "CAT.JPEG", "a b.png", "x.heic", "x.Webp", "./cat", "holiday/", "/tmp/x", "-.tif"})
    void whatLooksLikeTheNameOfAPictureIsAPhotoEvenIfItIsMissing(String argument) {
        assertThat(DreamArguments.of(List.of(argument), LOOKS).photos()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "eyes",
                "pupyslug",
                "jpg",
                "layer=inception_4c/output_1",
                "layer=a.png",
                "look=?",
                "=",
                "4",
                "",
                "notes.txt",
                "x.npy"
            })
    void everythingElseIsAWordOfTheRecipe(String argument) {
        DreamArguments read = DreamArguments.of(List.of(argument), LOOKS);
        assertThat(read.photos()).isEmpty();
        assertThat(read.words()).containsExactly(argument);
    }

    @Test
    void whatExistsIsAPhotoWhateverItsName() throws IOException {
        Path odd = Files.writeString(folder.resolve("layer=cat"), "");
        Path plain = Files.writeString(folder.resolve("notes"), "");
        DreamArguments read = DreamArguments.of(List.of(odd.toString(), plain.toString(), folder.toString()), LOOKS);
        assertThat(read.photos()).containsExactly(odd, plain, folder);
    }

    @Test
    void aFileNamedLikeALookIsTakenWithAWord() {
        // the tests run in the module's folder, which has this one
        DreamArguments read = DreamArguments.of(List.of("src"), List.of("src"));
        assertThat(read.photos()).containsExactly(Path.of("src"));
        assertThat(read.remarks())
                .containsExactly("\"src\" is taken for the folder of that name; to mean the look, type look=src.");
    }
}
