package io.pareidolia.bot.discord;

import io.pareidolia.bot.language.Language;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import net.dv8tion.jda.api.interactions.DiscordLocale;

/** What the bot says, in the language of whoever it speaks to, else in English. One file a language. */
final class Texts {
    private static final String BUNDLE = "io.pareidolia.bot.discord.texts";

    /** Besides English, which is the base: whatever of Discord's languages there is a file for. */
    private static final Map<DiscordLocale, Locale> LANGUAGES = found();

    private final Language language;

    private Texts(Locale locale) {
        this.language = Language.of(BUNDLE, locale);
    }

    private static Map<DiscordLocale, Locale> found() {
        Map<DiscordLocale, Locale> found = new EnumMap<>(DiscordLocale.class);
        for (DiscordLocale discord : DiscordLocale.values()) {
            Locale locale = Locale.forLanguageTag(discord.getLocale());
            if (discord != DiscordLocale.UNKNOWN && Language.speaks(BUNDLE, locale)) {
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

    String text(String key, Object... values) {
        return language.text(key, values);
    }

    /** What the program says in English, wherever it came from: a refusal of the core or the store's word on a job. */
    String sentence(String english) {
        return language.sentence(english);
    }

    /** About how long something takes, as people say it. */
    String about(Duration duration) {
        return language.about(duration);
    }
}
