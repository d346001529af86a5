package io.pareidolia.bot;

import io.pareidolia.dream.failure.DreamException;
import io.pareidolia.dream.picture.PictureFormat;
import io.pareidolia.dream.picture.PictureWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where dreams are written. Without {@code -o} that is beside the photo, as {@code cat-dream.png}, and what is there
 * already is never touched: the next one is {@code cat-dream-2.png}. A file named by {@code -o} is replaced.
 */
final class ResultFiles {
    private static final Pattern RESULT = Pattern.compile(".+-dream(-looks)?(-[0-9]+)?(-filmstrip)?\\.[^.]+");
    private static final String ENDING = "png";

    private final Optional<Path> file;
    private final Optional<Path> folder;

    private ResultFiles(Optional<Path> file, Optional<Path> folder) {
        this.file = file;
        this.folder = folder;
    }

    /**
     * Understands {@code -o}: an existing folder, a name that ends with a separator, or any name where there are
     * several photos, is a folder; another name is that of a file, whose ending says the format.
     *
     * @param out what was typed, or empty
     * @param several true if more than one photo will be dreamed
     */
    static ResultFiles of(Optional<String> out, boolean several) {
        if (out.isEmpty()) {
            return new ResultFiles(Optional.empty(), Optional.empty());
        }
        Path path = Path.of(out.get());
        boolean folder =
                Files.isDirectory(path) || out.get().endsWith("/") || out.get().endsWith("\\");
        if (folder) {
            return new ResultFiles(Optional.empty(), Optional.of(path));
        }
        if (several) {
            if (PictureFormat.ofName(out.get()).isPresent() || Files.exists(path)) {
                throw DreamException.input("Several photos need a folder to go to, and " + path + " is a file.");
            }
            return new ResultFiles(Optional.empty(), Optional.of(path));
        }
        PictureWriter.formatOf(path);
        return new ResultFiles(Optional.of(path), Optional.empty());
    }

    /** True if {@code name} is one that this program gives to its results. */
    static boolean isResult(String name) {
        return RESULT.matcher(name).matches();
    }

    /**
     * Where the dream of {@code photo} goes. Called before the dream as well, so that nobody waits for a picture that
     * cannot be written; folders that are missing are made.
     */
    Path forPhoto(Path photo) {
        return forPhoto(photo, "-dream", false);
    }

    /** The same for a dream whose film strip is wanted as well; that one's place is free too. */
    Path forPhotoWithFilmstrip(Path photo) {
        return forPhoto(photo, "-dream", true);
    }

    /** Where the sheet of looks for {@code photo} goes. */
    Path forSheet(Path photo) {
        return forPhoto(photo, "-dream-looks", false);
    }

    /** Where the atlas of a network goes; without {@code -o} into the folder that the program was started in. */
    Path forAtlas(String name) {
        return forPhoto(Path.of(name.replaceAll("[^A-Za-z0-9._-]+", "-") + ".onnx"), "-atlas", false);
    }

    /** Where the film strip that belongs to {@code result} goes: beside it, and replaced like it. */
    static Path filmstripFor(Path result) {
        boolean picture =
                PictureFormat.ofName(name(result)).filter(PictureFormat::read).isPresent();
        String ending = picture ? name(result).substring(name(result).lastIndexOf('.') + 1) : ENDING;
        return result.resolveSibling(stem(result) + "-filmstrip." + ending);
    }

    private Path forPhoto(Path photo, String suffix, boolean filmstrip) {
        Path result = file.orElseGet(() -> {
            Path place = folder.orElseGet(() -> parent(photo));
            return unused(place, stem(photo) + suffix, filmstrip);
        });
        if (same(result, photo)) {
            throw DreamException.input("The dream would replace its own photo " + photo + "; give it another name.");
        }
        if (Files.isDirectory(result)) {
            throw DreamException.input("The name " + result + " is that of a folder.");
        }
        Path place = parent(result);
        try {
            if (folder.isPresent()) {
                Files.createDirectories(place);
            }
        } catch (IOException refused) {
            throw DreamException.input("The folder " + place + " cannot be made; say another place with -o.");
        }
        if (!Files.isDirectory(place)) {
            throw DreamException.input("There is no folder " + place + " to write " + name(result) + " into.");
        }
        if (!Files.isWritable(place)) {
            throw DreamException.input(
                    "Nothing can be written into the folder " + place + "; say another place with -o.");
        }
        return result;
    }

    private static Path unused(Path place, String stem, boolean filmstrip) {
        Path candidate = place.resolve(stem + "." + ENDING);
        for (int number = 2; taken(candidate, filmstrip); number++) {
            candidate = place.resolve(stem + "-" + number + "." + ENDING);
        }
        return candidate;
    }

    private static boolean taken(Path candidate, boolean filmstrip) {
        return Files.exists(candidate) || (filmstrip && Files.exists(filmstripFor(candidate)));
    }

    private static boolean same(Path result, Path photo) {
        try {
            return Files.exists(result) && Files.exists(photo) && Files.isSameFile(result, photo);
        } catch (IOException unknown) {
            return false;
        }
    }

    private static Path parent(Path file) {
        Path parent = file.getParent();
        return parent == null ? Path.of("") : parent;
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }

    private static String stem(Path file) {
        String name = name(file);
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }
}
