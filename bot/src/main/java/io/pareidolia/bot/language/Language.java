package io.pareidolia.bot.language;

import java.text.MessageFormat;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One language as a front speaks it: with the texts of that front, and those for what the rest of the program says; in
 * English where there are no others.
 */
public final class Language {
    private static final String SENTENCES = "io.pareidolia.bot.language.sentences";
    private static final ResourceBundle.Control CONTROL =
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);
    private static final int MINUTE = 60;

    /** By the bundle of a front. */
    private static final Map<String, Sentences> READERS = new ConcurrentHashMap<>();

    private final String bundle;
    private final Locale locale;
    private final ResourceBundle own;
    private final ResourceBundle sentences;

    private Language(String bundle, Locale locale) {
        this.bundle = bundle;
        this.locale = locale;
        this.own = ResourceBundle.getBundle(bundle, locale, CONTROL);
        this.sentences = ResourceBundle.getBundle(SENTENCES, locale, CONTROL);
    }

    /**
     * Those of a front.
     *
     * @param bundle the name of its files: that of English ends so, another has its language behind
     */
    public static Language of(String bundle, Locale locale) {
        return new Language(bundle, locale);
    }

    /** Whether there is a file for this language beside that of English. */
    public static boolean speaks(String bundle, Locale locale) {
        return !ResourceBundle.getBundle(bundle, locale, CONTROL).getLocale().equals(Locale.ROOT);
    }

    public String text(String key, Object... values) {
        return new MessageFormat(pattern(key), locale).format(values);
    }

    private String pattern(String key) {
        return (own.containsKey(key) ? own : sentences).getString(key);
    }

    /** What the program says in English, wherever it came from: a refusal of the core or the store's word on a job. */
    public String sentence(String english) {
        return own.getLocale().equals(Locale.ROOT) ? english : reader().in(this::pattern, locale, english);
    }

    private Sentences reader() {
        return READERS.computeIfAbsent(bundle, name -> {
            Language english = of(name, Locale.ROOT);
            Set<String> keys = new TreeSet<>(english.own.keySet());
            keys.addAll(english.sentences.keySet());
            return new Sentences(keys, english::pattern);
        });
    }

    /** About how long something takes, as people say it. */
    public String about(Duration duration) {
        long seconds = Math.max(1, duration.toSeconds());
        return seconds < 2 * MINUTE
                ? text("about.seconds", seconds)
                : text("about.minutes", Math.round((double) seconds / MINUTE));
    }
}
