package io.pareidolia.bot.language;

import java.text.DateFormat;
import java.text.Format;
import java.text.MessageFormat;
import java.text.NumberFormat;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TimeZone;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Says in another language what the rest of the program says in English. A sentence comes into being far from here, in a
 * worker's dreamer perhaps, and lies in the store until it is told, after a restart even; its English text says all there
 * is to it. So the text itself is what is passed on, and is read back here: the texts that say it in English are its
 * grammar, and what stands in their gaps is filled into the same text of the other language.
 */
final class Sentences {
    /** What may stand alone. */
    private static final Pattern WHOLE = Pattern.compile("(sentence|refused|cancelled)\\..*");

    /** What may stand in a gap besides: a range, a subject, a stretch of time. */
    private static final Pattern PART = Pattern.compile("(words|about)\\..*");

    private static final Pattern GAP = Pattern.compile("\\{([0-9])(?:,([a-z]+)[^{}]*)?\\}");
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH);

    /** Longer ones nobody has written for a person; reading them would take long. */
    private static final int LONGEST = 1_000;

    private final List<Template> templates;

    /**
     * @param keys of the texts
     * @param english the texts of the language that sentences are read in, by key
     */
    Sentences(Collection<String> keys, UnaryOperator<String> english) {
        this.templates = keys.stream()
                .filter(key -> isPart(key) || isWhole(key))
                .map(key -> Template.of(key, english.apply(key)))
                .sorted(Comparator.comparingInt(Template::words).reversed().thenComparing(Template::key))
                .toList();
    }

    private static boolean isWhole(String key) {
        return WHOLE.matcher(key).matches();
    }

    private static boolean isPart(String key) {
        return PART.matcher(key).matches();
    }

    /**
     * One way to say something.
     *
     * @param gaps the numbers of its gaps, as they come
     * @param words how many characters are its own: of two that fit, that with more says it better
     */
    private record Template(String key, Pattern pattern, List<Integer> gaps, int words) {
        static Template of(String key, String text) {
            StringBuilder pattern = new StringBuilder();
            List<Integer> gaps = new ArrayList<>();
            Matcher gap = GAP.matcher(text);
            int words = 0;
            int from = 0;
            while (gap.find()) {
                String own = text.substring(from, gap.start()).replace("''", "'");
                words += own.length();
                pattern.append(Pattern.quote(own)).append("number".equals(gap.group(2)) ? "([0-9.,]+)" : "(.*?)");
                gaps.add(Integer.valueOf(gap.group(1)));
                from = gap.end();
            }
            String end = text.substring(from).replace("''", "'");
            pattern.append(Pattern.quote(end));
            return new Template(key, Pattern.compile(pattern.toString(), Pattern.DOTALL), gaps, words + end.length());
        }
    }

    /** The sentence by {@code texts}, which are asked by key; what they cannot say stays as it is. */
    String in(UnaryOperator<String> texts, Locale locale, String sentence) {
        if (sentence.length() > LONGEST) {
            return sentence;
        }
        try {
            return said(texts, locale, sentence, false).orElse(sentence);
        } catch (NumberFormatException | DateTimeParseException none) { // what stands there is not what it looked like
            return sentence;
        }
    }

    private Optional<String> said(UnaryOperator<String> texts, Locale locale, String text, boolean inGap) {
        UnaryOperator<String> part = gap -> gap.indexOf(' ') < 0 // a name, or what somebody has typed
                ? gap
                : said(texts, locale, gap, true).orElse(gap);
        for (Template template : templates) {
            Matcher matcher = template.pattern().matcher(text);
            if ((inGap || isWhole(template.key())) && matcher.matches()) {
                return Optional.of(filled(texts.apply(template.key()), locale, template, matcher, part));
            }
        }
        return Optional.empty();
    }

    private static String filled(
            String text, Locale locale, Template template, Matcher matcher, UnaryOperator<String> part) {
        MessageFormat message = new MessageFormat(text, locale);
        Format[] formats = message.getFormatsByArgumentIndex();
        Object[] values = new Object[formats.length];
        for (int i = 0; i < template.gaps().size(); i++) {
            int gap = template.gaps().get(i);
            values[gap] = value(formats[gap], matcher.group(i + 1), part);
        }
        for (Format format : message.getFormats()) {
            if (format instanceof DateFormat date) {
                date.setTimeZone(TimeZone.getTimeZone(ZoneOffset.UTC));
            }
        }
        return message.format(values);
    }

    /** A number or a date where the text wants one, else words. */
    private static Object value(@Nullable Format format, String gap, UnaryOperator<String> part) {
        if (format instanceof NumberFormat) {
            return Double.valueOf(gap.replace(",", ""));
        } else if (format instanceof DateFormat) {
            return Date.from(
                    LocalDate.parse(gap, DATE).atStartOfDay(ZoneOffset.UTC).toInstant());
        }
        return part.apply(gap);
    }
}
