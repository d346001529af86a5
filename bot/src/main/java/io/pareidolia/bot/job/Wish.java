package io.pareidolia.bot.job;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;

/**
 * What was asked for, as it is kept from the acknowledgement to the intake.
 *
 * @param recipe in the recipe language, as the person wrote it; empty for the default look
 * @param source the picture to dream on
 */
public record Wish(String recipe, Source source) {
    private static final ObjectMapper JSON = JsonMapper.builder().build();

    /** Where the picture is to be found. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "from")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Source.Link.class, name = "link"),
        @JsonSubTypes.Type(value = Source.Kept.class, name = "kept"),
        @JsonSubTypes.Type(value = Source.OfJob.class, name = "job")
    })
    public sealed interface Source {
        /**
         * On the web.
         *
         * @param url as the stranger wrote it
         */
        record Link(String url) implements Source {}

        /** Among the {@link Pictures} already, where the front has put it. */
        record Kept(JobPicture picture) implements Source {}

        /**
         * A picture of another job.
         *
         * @param role {@link JobPicture#SOURCE} to dream on the same picture again, {@link JobPicture#DREAM} to go deeper
         */
        record OfJob(JobId job, String role) implements Source {}
    }

    /** As the store keeps it. */
    public String text() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Reads {@link #text}. */
    public static Wish of(String text) {
        try {
            return JSON.readValue(text, Wish.class);
        } catch (JsonProcessingException damaged) {
            throw new IllegalArgumentException("this is no wish", damaged);
        }
    }
}
