package io.pareidolia.bot.discord;

import java.text.MessageFormat;
import java.time.Duration;
import java.util.Locale;
import java.util.ResourceBundle;

/** What the bot says, in the language of whoever it speaks to, else in English. One file a language. */
final class Texts {
    private static final String BUNDLE = "io.pareidolia.bot.discord.texts";
    private static final int MINUTE = 60;

    private final Locale locale;
    private final ResourceBundle bundle;

    private Texts(Locale locale) {
        this.locale = locale;
        this.bundle = ResourceBundle.getBundle(
                BUNDLE, locale, ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    }

    static Texts in(Locale locale) {
        return new Texts(locale);
    }

    String text(String key, Object... values) {
        return new MessageFormat(bundle.getString(key), locale).format(values);
    }

    /** About how long something takes, as people say it. */
    String about(Duration duration) {
        long seconds = Math.max(1, duration.toSeconds());
        return seconds < 2 * MINUTE
                ? text("about.seconds", seconds)
                : text("about.minutes", Math.round((double) seconds / MINUTE));
    }
}
