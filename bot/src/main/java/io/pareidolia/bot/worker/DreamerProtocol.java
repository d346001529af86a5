package io.pareidolia.bot.worker;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.pareidolia.dream.RecipeText;
import io.pareidolia.dream.content.ContentRule;
import io.pareidolia.dream.content.Fingerprint;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a dreamer child and its parent say to each other: one JSON object a line, with its kind as {@code type}. The
 * child gets {@link Order}s on its standard input and writes {@link Report}s to its standard output. What cannot be
 * true is refused where it is read.
 */
public final class DreamerProtocol {
    /** The most characters of a line: a stamp, and a few sentences. */
    static final int LONGEST_LINE = 1 << 16;

    private static final int LONGEST_SENTENCE = 2_000;
    private static final int MOST_REMARKS = 50;
    private static final int LONGEST_SIDE = 65_535;

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII) // whatever the locale makes of other characters
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    private DreamerProtocol() {}

    /** What the parent says. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
    @JsonSubTypes({
        @JsonSubTypes.Type(name = "dream", value = Dream.class),
        @JsonSubTypes.Type(name = "cancel", value = Cancel.class)
    })
    sealed interface Order {
        String job();
    }

    /**
     * A job; the next one comes only after the end of this one.
     *
     * @param job its id, for the other lines about it
     * @param recipe in the recipe language, for a network of the catalogue that is here
     * @param source the picture's file
     * @param result the file to write, whose ending says its format
     * @param preview the file, a JPEG, that shows the dream growing; null if nobody looks
     * @param filmstrip the file, a JPEG, that shows afterwards how the dream came to be; null if nobody wants it
     * @param filter by which rule the picture may be refused, or its dream hidden
     * @param blocklist a {@link BlocklistFile}, which holds whatever the filter is; null if nothing is blocked
     * @param mostSeconds after which it is ended
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Dream(
            String job,
            String recipe,
            String source,
            String result,
            @Nullable String preview,
            @Nullable String filmstrip,
            ContentRule filter,
            @Nullable String blocklist,
            double mostSeconds)
            implements Order {
        public Dream {
            Objects.requireNonNull(job);
            Objects.requireNonNull(recipe);
            Objects.requireNonNull(source);
            Objects.requireNonNull(result);
            Objects.requireNonNull(filter);
        }
    }

    /** The job is not wanted any more. */
    record Cancel(String job) implements Order {
        public Cancel {
            Objects.requireNonNull(job);
        }
    }

    /** What the child says. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
    @JsonSubTypes({
        @JsonSubTypes.Type(name = "ready", value = Ready.class),
        @JsonSubTypes.Type(name = "loaded", value = Loaded.class),
        @JsonSubTypes.Type(name = "measured", value = Measured.class),
        @JsonSubTypes.Type(name = "alive", value = Alive.class),
        @JsonSubTypes.Type(name = "begun", value = Begun.class),
        @JsonSubTypes.Type(name = "seen", value = Seen.class),
        @JsonSubTypes.Type(name = "decoded", value = Decoded.class),
        @JsonSubTypes.Type(name = "progress", value = Progress.class),
        @JsonSubTypes.Type(name = "preview", value = Preview.class),
        @JsonSubTypes.Type(name = "done", value = Done.class),
        @JsonSubTypes.Type(name = "refused", value = Refused.class),
        @JsonSubTypes.Type(name = "failed", value = Failed.class),
        @JsonSubTypes.Type(name = "cancelled", value = Cancelled.class)
    })
    sealed interface Report {}

    /** About the job that was ordered last. */
    sealed interface JobReport extends Report {
        String job();
    }

    /** The last line about a job. */
    sealed interface JobEnd extends JobReport {}

    /**
     * The child takes jobs.
     *
     * @param device as in {@code cpu} or {@code cuda:0}, never {@code auto}
     * @param threads of the processor
     * @param networks those whose files are here, the default one first
     */
    public record Ready(String device, int threads, List<NetworkFile> networks) implements Report {
        public Ready {
            check(device.length() < 32 && threads > 0 && networks.size() < 1_000, "no device");
            networks = List.copyOf(networks);
        }
    }

    /**
     * A network that is here.
     *
     * @param name in the catalogue
     * @param sha256 of its file by the catalogue, 64 hexadecimal digits
     */
    public record NetworkFile(String name, String sha256) {
        public NetworkFile {
            check(name.length() <= 64 && sha256.matches("[0-9a-f]{64}"), "no network");
        }
    }

    /**
     * A network was read, found to be the one of the catalogue, parsed and folded.
     *
     * @param network its name
     */
    record Loaded(String network) implements Report {
        public Loaded {
            check(network.length() <= 64, "no network");
        }
    }

    /** How many seconds pass here for each that the core estimates. */
    record Measured(double pace) implements Report {
        public Measured {
            check(pace > 0 && pace < 1e6, "no pace");
        }
    }

    /** Said every few seconds, whatever else is. */
    record Alive() implements Report {}

    /** The child works at it from now on. */
    record Begun(String job) implements JobReport {}

    /**
     * The picture was looked at; it is not decided yet what is made of it.
     *
     * @param fingerprint of the picture, as its text; null if it is too plain to have one
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Seen(String job, @Nullable String fingerprint) implements JobReport {
        public Seen {
            if (fingerprint != null) {
                Fingerprint.read(fingerprint);
            }
        }
    }

    /**
     * The picture can be read, and what comes of it is known.
     *
     * @param width of the picture in its file, the right way up, in pixels
     * @param height likewise
     * @param estimatedSeconds what the core thinks the dream takes on a device of this kind
     * @param remarks a sentence each
     */
    public record Decoded(String job, int width, int height, double estimatedSeconds, List<String> remarks)
            implements JobReport {
        public Decoded {
            checkSize(width, height);
            check(estimatedSeconds >= 0, "no estimate");
            remarks = checked(remarks);
        }
    }

    /**
     * A step was done.
     *
     * @param octave counted from 1
     * @param step in this octave, counted from 1
     * @param steps in each octave
     * @param secondsLeft by the speed so far
     */
    public record Progress(
            String job, int octave, int octaves, int step, int steps, double objective, double secondsLeft)
            implements JobReport {
        public Progress {
            check(1 <= octave && octave <= octaves && octaves < 1_000, "no octave");
            check(1 <= step && step <= steps && steps < 1_000_000, "no step");
            check(secondsLeft >= 0, "no time left");
        }

        /** How much of the dream is done, 0 to 1, by the number of steps. */
        public double share() {
            return ((octave - 1.0) * steps + step) / ((double) octaves * steps);
        }
    }

    /** There is a new preview in the file that was asked for. */
    record Preview(String job) implements JobReport {}

    /**
     * The dream is in its file.
     *
     * @param result that file
     * @param mediaType such as {@code image/png}
     * @param width of the dream in pixels
     * @param height likewise
     * @param seconds from the order to the written file
     * @param estimatedSeconds what the core thought
     * @param recipe as it is stamped into the file
     * @param remarks all of them, those of {@link Decoded} too
     * @param hidden true if the content filter suspects the dream
     */
    record Done(
            String job,
            String result,
            String mediaType,
            int width,
            int height,
            double seconds,
            double estimatedSeconds,
            String recipe,
            List<String> remarks,
            boolean hidden)
            implements JobEnd {
        public Done {
            checkSize(width, height);
            check(seconds >= 0 && estimatedSeconds >= 0, "no time");
            check(recipe.length() <= RecipeText.LONGEST, "no recipe");
            remarks = checked(remarks);
        }
    }

    /**
     * The picture or the recipe cannot be used, or nobody shall dream on what the picture shows.
     *
     * @param finding what the operator may want to know; null if the sentence says it all
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Refused(
            String job,
            RefusalReason reason,
            String sentence,
            @Nullable String finding) implements JobEnd {
        public Refused {
            Objects.requireNonNull(reason);
            checkSentence(sentence);
            if (finding != null) {
                checkSentence(finding);
            }
        }
    }

    /** The machine lacks something, or the program has a fault. */
    record Failed(String job, String sentence) implements JobEnd {
        public Failed {
            checkSentence(sentence);
        }
    }

    /** As it was told to. */
    record Cancelled(String job) implements JobEnd {}

    private static void check(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    private static void checkSize(int width, int height) {
        check(1 <= width && width <= LONGEST_SIDE && 1 <= height && height <= LONGEST_SIDE, "no size");
    }

    private static void checkSentence(String sentence) {
        check(!sentence.isBlank() && sentence.length() <= LONGEST_SENTENCE, "no sentence");
    }

    private static List<String> checked(List<String> remarks) {
        check(remarks.size() <= MOST_REMARKS, "too many remarks");
        remarks.forEach(DreamerProtocol::checkSentence);
        return List.copyOf(remarks);
    }

    /** The line for an order or a report, without its end. */
    static String line(Object said) {
        try {
            return JSON.writeValueAsString(said);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** @throws JsonProcessingException if the line is no order */
    static Order order(String line) throws JsonProcessingException {
        return JSON.readValue(line, Order.class);
    }

    /** @throws JsonProcessingException if the line is no report, or one that cannot be true */
    static Report report(String line) throws JsonProcessingException {
        return JSON.readValue(line, Report.class);
    }
}
