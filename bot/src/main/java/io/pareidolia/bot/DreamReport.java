package io.pareidolia.bot;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What became of one photo. With {@code --json} it is printed as it is here, one object to a line. */
sealed interface DreamReport {
    /** The photo as it was typed. */
    String source();

    /** Sentences on what was done otherwise than one might think. */
    List<String> remarks();

    /**
     * A dream was written.
     *
     * @param result its file
     * @param filmstrip the film strip's file, if one was asked for
     * @param recipe the text that gives the same dream again
     * @param network the network's name in the recipe
     * @param sha256 of the network's file
     * @param width of the result in pixels
     * @param height likewise
     * @param seconds from opening the photo to having written the result
     * @param objective before the last step
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Dreamed(
            String source,
            String result,
            @Nullable String filmstrip,
            String recipe,
            String network,
            String sha256,
            int width,
            int height,
            double seconds,
            double objective,
            List<String> remarks)
            implements DreamReport {
        public Dreamed {
            remarks = List.copyOf(remarks);
        }
    }

    /**
     * A sheet of looks was written.
     *
     * @param result its file
     * @param looks what is on it
     * @param network the network's name in the recipes
     * @param sha256 of the network's file
     * @param width of the sheet in pixels
     * @param height likewise
     * @param seconds from opening the photo to having written the sheet
     */
    record Sheet(
            String source,
            String result,
            List<Choice> looks,
            String network,
            String sha256,
            int width,
            int height,
            double seconds,
            List<String> remarks)
            implements DreamReport {
        public Sheet {
            looks = List.copyOf(looks);
            remarks = List.copyOf(remarks);
        }
    }

    /**
     * One of the dreams on a sheet.
     *
     * @param words what to type to have it
     * @param recipe of the small dream on the sheet
     */
    record Choice(String words, String recipe) {}

    /**
     * There is no dream.
     *
     * @param error why, in one sentence
     * @param exitCode what this means for the shell
     */
    record Failed(String source, String error, @JsonIgnore int exitCode) implements DreamReport {
        static Failed of(Path source, Throwable failure) {
            return new Failed(source.toString(), Failures.sentence(failure), Failures.exitCode(failure));
        }

        @Override
        @JsonIgnore
        public List<String> remarks() {
            return List.of();
        }
    }
}
