package io.pareidolia.bot.settings;

import java.time.Duration;
import java.util.List;

/**
 * Which pictures are refused.
 *
 * @param mode where a community has no stricter one
 * @param nsfwPlacesExempt true if places that their community marks NSFW go unfiltered
 * @param blockedPerHour so many blocked pictures in an hour pause a member
 * @param pause for how long
 */
public record FilterSettings(FilterMode mode, boolean nsfwPlacesExempt, int blockedPerHour, Duration pause) {
    static final SettingKey<FilterMode> MODE = new SettingKey<>(
            "filter.mode",
            new WordForm.Choice<>(List.of(FilterMode.values())),
            "sensitive",
            "What the content filter refuses: sensitive is for pornography, strict for what is suggestive as well.");
    static final SettingKey<Boolean> NSFW_PLACES_EXEMPT = new SettingKey<>(
            "filter.nsfwPlacesExempt",
            new WordForm.Truth(),
            "false",
            "Whether places that a community has marked NSFW go unfiltered; the blocklist holds there too.");
    static final SettingKey<Integer> BLOCKED_PER_HOUR = new SettingKey<>(
            "filter.blockedPerHour",
            new NumberForm.Whole(1, 1000, "pictures"),
            "3",
            "How many refused pictures in an hour pause the member who sent them.");
    static final SettingKey<Duration> PAUSE = new SettingKey<>(
            "filter.pause",
            NumberForm.Measured.from(Measure.TIME, "1 s", "1000 d"),
            "1 d",
            "How long such a pause is.");

    static final SettingSection SECTION = new SettingSection(
            "filter",
            "Which pictures are refused for what they show.",
            List.of(MODE, NSFW_PLACES_EXEMPT, BLOCKED_PER_HOUR, PAUSE));

    static FilterSettings of(SettingValues values) {
        return new FilterSettings(
                values.get(MODE), values.get(NSFW_PLACES_EXEMPT), values.get(BLOCKED_PER_HOUR), values.get(PAUSE));
    }
}
