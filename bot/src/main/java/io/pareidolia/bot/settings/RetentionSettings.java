package io.pareidolia.bot.settings;

import java.time.Duration;
import java.util.List;

/**
 * How long pictures are kept, and how much of them.
 *
 * @param sources how long the pictures that people sent are kept
 * @param results how long dreams are kept
 * @param disk bytes that pictures may take in all
 * @param highWater hundredths of that, or of the room there really is, from which new pictures are refused
 */
public record RetentionSettings(Duration sources, Duration results, long disk, int highWater) {
    private static final SettingForm<Duration> KEPT = NumberForm.Measured.from(Measure.TIME, "1 s", "10000 d");

    static final SettingKey<Duration> SOURCES = new SettingKey<>(
            "retention.sources", KEPT, "1 d", "How long the pictures that people send are kept after their job's end.");
    static final SettingKey<Duration> RESULTS =
            new SettingKey<>("retention.results", KEPT, "30 d", "How long dreams are kept.");
    static final SettingKey<Long> DISK = new SettingKey<>(
            "retention.disk",
            NumberForm.Measured.from(Measure.BYTES, "10 MB", "1000 TB"),
            "10 GB",
            "How much room pictures may take in all.");
    static final SettingKey<Integer> HIGH_WATER = new SettingKey<>(
            "retention.highWater",
            new NumberForm.Percent(10, 99),
            "90 %",
            "The share of that room, or of what the disk really has if that is less, from which new pictures are"
                    + " refused.");

    static final SettingSection SECTION = new SettingSection(
            "retention",
            "How long pictures are kept; whoever asked for one can have it deleted at once.",
            List.of(SOURCES, RESULTS, DISK, HIGH_WATER));

    static RetentionSettings of(SettingValues values) {
        return new RetentionSettings(
                values.get(SOURCES), values.get(RESULTS), values.get(DISK), values.get(HIGH_WATER));
    }
}
