package io.pareidolia.bot.discord;

import java.text.MessageFormat;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import net.dv8tion.jda.api.interactions.DiscordLocale;

/** What the bot says, in the language of whoever it speaks to, else in English. One file a language. */
final class Texts {
    private static final String BUNDLE = "io.pareidolia.bot.discord.texts";
    private static final ResourceBundle.Control CONTROL =
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);
    private static final int MINUTE = 60;

    private static final Sentences SENTENCES = new Sentences(ResourceBundle.getBundle(BUNDLE, Locale.ROOT, CONTROL));

    /** Besides English, which is the base: whatever of Discord's languages there is a file for. */
    private static final Map<DiscordLocale, Locale> LANGUAGES = found();

    private final Locale locale;
    private final ResourceBundle bundle;

    private Texts(Locale locale) {
        this.locale = locale;
        this.bundle = ResourceBundle.getBundle(BUNDLE, locale, CONTROL);
    }

    private static Map<DiscordLocale, Locale> found() {
        Map<DiscordLocale, Locale> found = new EnumMap<>(DiscordLocale.class);
        for (DiscordLocale discord : DiscordLocale.values()) {
            Locale locale = Locale.forLanguageTag(discord.getLocale());
            if (discord != DiscordLocale.UNKNOWN
                    && !ResourceBundle.getBundle(BUNDLE, locale, CONTROL)
                            .getLocale()
                            .equals(Locale.ROOT)) {
                found.put(discord, locale);
            }
        }
        return found;
    }

    static Texts in(Locale locale) {
        return new Texts(locale);
    }

    static Texts english() {
        return new Texts(Locale.ENGLISH);
    }

    /** Something in every language but English. */
    static Map<DiscordLocale, String> everywhere(Function<Texts, String> text) {
        Map<DiscordLocale, String> all = new EnumMap<>(DiscordLocale.class);
        LANGUAGES.forEach((discord, locale) -> all.put(discord, text.apply(in(locale))));
        return all;
    }

    /** The names of all texts. */
    Set<String> keys() {
        return new TreeSet<>(bundle.keySet());
    }

    String text(String key, Object... values) {
        return new MessageFormat(bundle.getString(key), locale).format(values);
    }

    /** What the program says in English, wherever it came from: a refusal of the core or the store's word on a job. */
    String sentence(String english) {
        return bundle.getLocale().equals(Locale.ROOT) ? english : SENTENCES.in(bundle, locale, english);
    }

    /** About how long something takes, as people say it. */
    String about(Duration duration) {
        long seconds = Math.max(1, duration.toSeconds());
        return seconds < 2 * MINUTE
                ? text("about.seconds", seconds)
                : text("about.minutes", Math.round((double) seconds / MINUTE));
    }
}
