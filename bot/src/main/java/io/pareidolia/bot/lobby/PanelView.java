package io.pareidolia.bot.lobby;

import io.pareidolia.bot.job.JobState;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/** What the page says of a dream. */
public record PanelView(DreamView dream) {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM yyyy", Locale.ENGLISH);

    /** What the page shows: waiting, dreaming, done, gone or over. */
    public String phase() {
        return switch (JobState.of(dream.state())) {
            case RECEIVED, QUEUED -> "waiting";
            case DREAMING, DREAMED, ANSWERING -> "dreaming";
            case ANSWERED -> dream.picture() == null ? "gone" : "done";
            case REFUSED, FAILED, CANCELLED, EXPIRED -> "over";
        };
    }

    /** The one thing to know. */
    public String headline() {
        return switch (JobState.of(dream.state())) {
            case RECEIVED -> "Your photo has arrived";
            case QUEUED -> place();
            case DREAMING -> "Dreaming";
            case DREAMED, ANSWERING -> "Waking up";
            case ANSWERED -> dream.picture() == null ? "This dream is not kept any more" : "Here is your dream";
            case REFUSED -> "This cannot be dreamed";
            case FAILED -> "This dream broke off";
            case CANCELLED -> "Cancelled";
            case EXPIRED -> "This took too long";
        };
    }

    private String place() {
        Integer place = dream.place();
        if (place == null) {
            return "Waiting for its turn";
        }
        return place <= 1 ? "Next in the queue" : ordinal(place) + " in the queue";
    }

    private static String ordinal(int number) {
        boolean teen = number % 100 >= 11 && number % 100 <= 13;
        return number
                + (teen
                        ? "th"
                        : switch (number % 10) {
                            case 1 -> "st";
                            case 2 -> "nd";
                            case 3 -> "rd";
                            default -> "th";
                        });
    }

    /** How long it will take, in words; empty if nobody can say. */
    public String timeLeft() {
        Long eta = dream.eta();
        if (eta == null) {
            return "";
        } else if (eta < 5) {
            return "a moment";
        } else if (eta < 90) {
            return "about " + eta + " seconds";
        }
        long minutes = Math.round(eta / 60.0);
        return minutes < 90 ? "about " + minutes + " minutes" : "about " + Math.round(minutes / 60.0) + " hours";
    }

    public int percent() {
        return (int) Math.round(Optional.ofNullable(dream.progress()).orElse(0.0) * 100);
    }

    /** Why it ended without a dream. */
    public String sentence() {
        String sentence = dream.sentence();
        if (sentence != null && !sentence.isEmpty()) {
            return sentence;
        }
        return switch (JobState.of(dream.state())) {
            case CANCELLED -> "You did not want it any more.";
            case EXPIRED -> "Nobody could be answered any more; ask once more.";
            default -> "Something went wrong on our side; please try again.";
        };
    }

    /** The recipe, or nothing. */
    public String recipe() {
        return Optional.ofNullable(dream.recipe()).orElse("");
    }

    /** The page with this recipe. */
    public String recipeLink() {
        return "/?recipe=" + URLEncoder.encode(recipe(), StandardCharsets.UTF_8);
    }

    /** The day until which it is kept. */
    public String kept() {
        return Optional.ofNullable(dream.keptUntil())
                .map(OffsetDateTime::parse)
                .map(DAY::format)
                .orElse("");
    }
}
