package io.pareidolia.bot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pareidolia.dream.failure.DreamException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PhotosTest {
    @TempDir
    Path folder;

    @Test
    void aFolderMeansThePicturesInItByName() throws IOException {
        for (String name : List.of(
                "b.jpg",
                "a.PNG",
                "c.heic",
                "b-dream.png",
                "b-dream-2.png",
                "b-dream-looks.png",
                "b-dream-2-filmstrip.jpg",
                "my-dream-house.jpg",
                ".hidden.jpg",
                "notes.txt",
                "x.npy")) {
            Files.writeString(folder.resolve(name), "");
        }
        Files.createDirectories(folder.resolve("below.jpg"));
        assertThat(Photos.in(List.of(folder, folder.resolve("b.jpg"), Path.of("nowhere.jpg"))))
                .extracting(photo -> photo.getFileName().toString())
                .containsExactly("a.PNG", "b.jpg", "c.heic", "my-dream-house.jpg", "nowhere.jpg");
    }

    @Test
    void anEmptyFolderIsSaid() {
        assertThatThrownBy(() -> Photos.in(List.of(folder)))
                .isInstanceOf(DreamException.class)
                .hasMessage("There is no picture in the folder " + folder + ".");
    }
}
