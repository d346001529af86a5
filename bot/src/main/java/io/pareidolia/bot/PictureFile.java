package io.pareidolia.bot;

import io.pareidolia.dream.content.BlockedPicture;
import io.pareidolia.dream.content.ContentClassifier;
import io.pareidolia.dream.failure.DreamException;
import io.pareidolia.dream.machine.Device;
import io.pareidolia.dream.machine.Sha256;
import io.pareidolia.dream.picture.Picture;
import io.pareidolia.dream.picture.PictureReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What pictures in an operator's files are known by. */
interface PictureFile {
    /** For a process that looks at no files of others. */
    PictureFile NONE = file -> {
        throw DreamException.input(file + " is neither a job nor a picture that is known here.");
    };

    /** Looks with the bundled network, which takes a second or two. */
    static PictureFile with(PictureReader reader) {
        return file -> {
            byte[] content;
            try {
                content = Files.readAllBytes(file);
            } catch (IOException failure) {
                throw new DreamException(
                        DreamException.Kind.INPUT,
                        file + " cannot be read; name a picture's file, its SHA-256, or a job.",
                        failure);
            }
            String name = file.toString();
            Picture picture = reader.read(
                            content,
                            name,
                            ContentClassifier.longestNeeded(
                                    reader.header(content, name).size()))
                    .picture();
            try (ContentClassifier classifier = ContentClassifier.open(
                    Device.CPU, Math.max(1, Runtime.getRuntime().availableProcessors()))) {
                return new BlockedPicture(
                        Sha256.of(content), classifier.look(picture).fingerprint());
            }
        };
    }

    /**
     * Looks at one.
     *
     * @throws DreamException if it is none
     */
    BlockedPicture look(Path file);
}
