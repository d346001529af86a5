package io.pareidolia.bot;

import io.pareidolia.dream.failure.DreamException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The single photos that somebody meant by files and folders. */
final class Photos {
    private Photos() {}

    /**
     * Every file as it is, every folder as the pictures directly in it by name: not those in folders below, not hidden
     * ones, and not what this program wrote there before.
     */
    static List<Path> in(List<Path> filesAndFolders) {
        List<Path> photos = new ArrayList<>();
        for (Path path : filesAndFolders) {
            if (Files.isDirectory(path)) {
                photos.addAll(picturesIn(path));
            } else {
                photos.add(path);
            }
        }
        return photos.stream().distinct().toList();
    }

    private static List<Path> picturesIn(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> pictures = files.filter(Photos::isPhoto).sorted().toList();
            if (pictures.isEmpty()) {
                throw DreamException.input("There is no picture in the folder " + folder + ".");
            }
            return pictures;
        } catch (IOException refused) {
            throw DreamException.input("The folder " + folder + " cannot be read; check that you may.");
        }
    }

    private static boolean isPhoto(Path file) {
        String name = String.valueOf(file.getFileName());
        return !name.startsWith(".")
                && DreamArguments.namesPicture(name)
                && !ResultFiles.isResult(name)
                && Files.isRegularFile(file);
    }
}
