package io.pareidolia.bot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pareidolia.dream.failure.DreamException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResultFilesTest {
    @TempDir
    Path folder;

    private Path photo;

    @BeforeEach
    void takePhoto() throws IOException {
        photo = Files.writeString(folder.resolve("cat.jpg"), "");
    }

    private Path place(String out, boolean several) {
        return ResultFiles.of(Optional.of(folder + "/" + out), several).forPhoto(photo);
    }

    @Test
    void besideThePhotoNothingIsReplaced() throws IOException {
        ResultFiles results = ResultFiles.of(Optional.empty(), false);
        assertThat(results.forPhoto(photo)).isEqualTo(folder.resolve("cat-dream.png"));
        Files.writeString(folder.resolve("cat-dream.png"), "");
        assertThat(results.forPhoto(photo)).isEqualTo(folder.resolve("cat-dream-2.png"));
        Files.writeString(folder.resolve("cat-dream-2.png"), "");
        assertThat(results.forPhoto(photo)).isEqualTo(folder.resolve("cat-dream-3.png"));
        assertThat(results.forSheet(photo)).isEqualTo(folder.resolve("cat-dream-looks.png"));
        Files.writeString(folder.resolve("cat-dream-3-filmstrip.png"), "");
        assertThat(results.forPhotoWithFilmstrip(photo)).isEqualTo(folder.resolve("cat-dream-4.png"));
        assertThat(results.forPhoto(Path.of("cat.jpg"))).isEqualTo(Path.of("cat-dream.png"));
    }

    @Test
    void aNamedFileIsReplaced() throws IOException {
        Files.writeString(folder.resolve("mine.webp"), "");
        assertThat(place("mine.webp", false)).isEqualTo(folder.resolve("mine.webp"));
    }

    @Test
    void aFolderIsTakenOrMade() {
        assertThat(place("", false)).isEqualTo(folder.resolve("cat-dream.png"));
        assertThat(place("new/", false)).isEqualTo(folder.resolve("new/cat-dream.png"));
        assertThat(place("deep/new", true)).isEqualTo(folder.resolve("deep/new/cat-dream.png"));
        assertThat(folder.resolve("deep/new")).isDirectory();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "mine.gif | false | must end in .png, .jpg, .webp or .npy",
                "mine | false | must end in",
                "mine.png | true | Several photos need a folder",
                "cat.jpg | true | Several photos need a folder",
                "cat.jpg | false | would replace its own photo",
                "nowhere/mine.png | false | There is no folder",
                "cat.jpg/new/ | false | cannot be made",
            })
    void whatCannotBeWrittenIsSaidBeforehand(String out, boolean several, String sentence) {
        assertThatThrownBy(() -> place(out, several))
                .isInstanceOf(DreamException.class)
                .hasMessageContaining(sentence);
    }

    @Test
    void theFilmstripStandsBesideItsResult() {
        assertThat(ResultFiles.filmstripFor(Path.of("x/cat-dream.webp")))
                .isEqualTo(Path.of("x/cat-dream-filmstrip.webp"));
        assertThat(ResultFiles.filmstripFor(Path.of("cat.npy"))).isEqualTo(Path.of("cat-filmstrip.png"));
    }
}
