package io.pareidolia.bot.settings;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How the operator hears of trouble.
 *
 * @param webhook http or https address, which is a secret: whoever knows it can write there
 * @param every how often one cause is told at most
 */
public record AlertSettings(Optional<Secret> webhook, Duration every) {
    static final SettingKey<Optional<Secret>> WEBHOOK = new SettingKey<>(
            "alert.webhook",
            new SettingForm.Perhaps<>(
                    new WordForm.Hidden(AlertSettings::isAddress, "an address that begins with https:// or http://")),
            "",
            "Address to which alerts are posted. Empty: they stand in the log alone.");
    static final SettingKey<Duration> EVERY = new SettingKey<>(
            "alert.every",
            NumberForm.Measured.from(Measure.TIME, "1 s", "1000 d"),
            "1 h",
            "How long a cause stays silent once it was told.");

    static final SettingSection SECTION = new SettingSection(
            "alert", "How the operator hears of trouble: a worker down, a full disk, abuse.", List.of(WEBHOOK, EVERY));

    static AlertSettings of(SettingValues values) {
        return new AlertSettings(values.get(WEBHOOK), values.get(EVERY));
    }

    private static boolean isAddress(String text) {
        try {
            URI address = new URI(text);
            return address.getHost() != null && List.of("http", "https").contains(address.getScheme());
        } catch (URISyntaxException malformed) {
            return false;
        }
    }
}
