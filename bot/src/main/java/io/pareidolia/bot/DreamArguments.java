package io.pareidolia.bot;

import io.pareidolia.dream.picture.PictureFormat;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What stands behind {@code dream}, in any order: photos, and words of a recipe.
 *
 * @param photos files and folders as they were typed, each once; they need not exist
 * @param words the words of the recipe
 * @param remarks sentences about words that could be both
 */
record DreamArguments(List<Path> photos, List<String> words, List<String> remarks) {
    /** Endings of pictures that are not read, but recognised and refused with advice. */
    private static final Set<String> FOREIGN = Set.of("heic", "heif", "avif", "jxl", "jp2", "svg", "psd");

    DreamArguments {
        photos = List.copyOf(photos);
        words = List.copyOf(words);
        remarks = List.copyOf(remarks);
    }

    /**
     * Tells photos from words. What exists is a photo, and so is what looks like the name of one: it has a separator or
     * the ending of a picture. A word with {@code =} is one of the recipe unless a file has that very name; so is any
     * other word.
     *
     * @param looks names of looks; a file of such a name is taken for a photo all the same, with a remark
     */
    static DreamArguments of(List<String> arguments, Collection<String> looks) {
        List<Path> photos = new ArrayList<>();
        List<String> words = new ArrayList<>();
        List<String> remarks = new ArrayList<>();
        for (String argument : arguments) {
            Optional<Path> photo = photo(argument);
            if (photo.isEmpty()) {
                words.add(argument);
                continue;
            }
            if (looks.contains(argument)) {
                remarks.add("\"" + argument + "\" is taken for the "
                        + (Files.isDirectory(photo.get()) ? "folder" : "file")
                        + " of that name; to mean the look, type look=" + argument + ".");
            }
            if (!photos.contains(photo.get())) {
                photos.add(photo.get());
            }
        }
        return new DreamArguments(photos, words, remarks);
    }

    private static Optional<Path> photo(String argument) {
        Path path;
        try {
            path = Path.of(argument);
        } catch (InvalidPathException noPath) {
            if (argument.contains("=")) {
                return Optional.empty();
            }
            throw noPath;
        }
        if (argument.isEmpty()) {
            return Optional.empty();
        }
        if (Files.exists(path)) {
            return Optional.of(path);
        }
        boolean likePath =
                argument.contains("/") || argument.contains(path.getFileSystem().getSeparator());
        return !argument.contains("=") && (likePath || namesPicture(argument)) ? Optional.of(path) : Optional.empty();
    }

    /** True if {@code name} ends as pictures do, those included that are only recognised. */
    static boolean namesPicture(String name) {
        String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return name.contains(".")
                && (FOREIGN.contains(ending)
                        || PictureFormat.ofName(name)
                                .filter(PictureFormat::read)
                                .isPresent());
    }
}
