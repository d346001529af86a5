package io.pareidolia.bot.reddit;

import io.pareidolia.bot.job.JobId;
import io.pareidolia.bot.language.Language;
import io.pareidolia.bot.reddit.AnswerText.Paragraph;
import io.pareidolia.bot.reddit.AnswerText.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Writes what the bot answers. Below each answer stands who it is and how to be rid of it; the link for feedback names the
 * job, so that an answer of ours is known again by itself, whatever the store has forgotten.
 */
final class AnswerWriter {
    /** So many characters of a job's name tell posts of a few days apart. */
    private static final int TITLE_ID = 8;

    private static final String BUNDLE = "io.pareidolia.bot.reddit.texts";
    private static final Pattern REFERENCE = Pattern.compile("[?&;]subject=Dream(?:%20|\\+)([0-9a-v]{26})(?![0-9a-z])");
    private static final Pattern LINK = Pattern.compile("\\[([^\\[\\]]*+)\\]\\(((?:https?:/|)/[^()\\s]++)\\)");

    /** Besides English. */
    private static final List<Locale> LANGUAGES = List.of(Locale.GERMAN, Locale.forLanguageTag("es"));

    private final String feedbackTo;

    /** @param feedbackTo the account that hears what people think of the bot */
    AnswerWriter(String feedbackTo) {
        this.feedbackTo = feedbackTo;
    }

    /** What is spoken here, English first. */
    static List<Locale> languages() {
        List<Locale> all = new ArrayList<>(List.of(Locale.ENGLISH));
        all.addAll(LANGUAGES);
        return all;
    }

    static Language language(Locale locale) {
        return Language.of(BUNDLE, locale);
    }

    /**
     * A dream to be told of.
     *
     * @param look as people call it; empty for a sheet of looks
     * @param recipe complete
     * @param seconds that it took
     * @param address where the picture is found; empty if the comment itself shows it
     * @param understood of what was said, in the recipe language; may be empty
     * @param offered what was nearly understood
     * @param asked whether anybody has asked for it
     * @param footer what the moderators add
     */
    record Dreamed(
            JobId job,
            Optional<String> look,
            String recipe,
            Optional<Double> seconds,
            Optional<String> address,
            String understood,
            List<NearMiss> offered,
            boolean asked,
            String footer) {
        Dreamed {
            offered = List.copyOf(offered);
        }
    }

    AnswerText dream(Dreamed dream, Language language) {
        String name = dream.look().orElseGet(() -> language.text("done.choose"));
        List<Paragraph> paragraphs = new ArrayList<>();
        List<Span> heading = new ArrayList<>();
        dream.address()
                .ifPresentOrElse(
                        address -> {
                            heading.add(new Span.Link(language.text("done.picture"), address));
                            heading.add(new Span.Words(" · ", false));
                        },
                        () -> paragraphs.add(new Paragraph.Picture(language.text("done.caption", name))));
        heading.add(new Span.Words(name, true));
        dream.seconds()
                .ifPresent(
                        seconds -> heading.add(new Span.Words(" · " + language.text("done.seconds", seconds), false)));
        paragraphs.add(new Paragraph.Line(heading, false));
        paragraphs.add(new Paragraph.Code(dream.recipe()));
        List<String> remarks = new ArrayList<>();
        if (dream.asked()) {
            remarks.add(
                    dream.understood().isEmpty()
                            ? language.text("understood.nothing")
                            : language.text("understood", dream.understood()));
        }
        remarks(remarks, dream.offered(), paragraphs, language);
        footer(dream.footer(), paragraphs);
        List<Span> quiet = new ArrayList<>();
        quiet.add(quiet(language, "quiet.bot"));
        if (!dream.asked()) {
            quiet.add(quiet(language, "quiet.watched"));
        }
        quiet.add(quiet(language, "quiet.repeat"));
        quiet.add(quiet(language, "quiet.delete"));
        quiet.add(quiet(language, "quiet.others"));
        quiet.add(feedback(dream.job(), language));
        paragraphs.add(new Paragraph.Line(quiet, true));
        return new AnswerText(paragraphs);
    }

    /**
     * A sentence where there is no dream.
     *
     * @param sentence in English, or in the language already
     */
    AnswerText sentence(JobId job, String sentence, List<NearMiss> offered, String footer, Language language) {
        List<Paragraph> paragraphs = new ArrayList<>();
        paragraphs.add(new Paragraph.Line(List.of(new Span.Words(language.sentence(sentence), false)), false));
        remarks(List.of(), offered, paragraphs, language);
        footer(footer, paragraphs);
        paragraphs.add(new Paragraph.Line(
                List.of(
                        quiet(language, "quiet.bot.sentence"),
                        quiet(language, "quiet.others"),
                        feedback(job, language)),
                true));
        return new AnswerText(paragraphs);
    }

    /** What a post of the bot's own is called: no other one of its posts is called so. */
    static String title(JobId job, Optional<String> look, Language language) {
        String name = language.text("done.title", look.orElseGet(() -> language.text("done.choose")));
        return name + " (" + job.text().substring(job.text().length() - TITLE_ID) + ")";
    }

    private static void remarks(
            List<String> first, List<NearMiss> offered, List<Paragraph> paragraphs, Language language) {
        String all = Stream.concat(
                        first.stream(),
                        offered.stream().map(miss -> language.text("offered", miss.typed(), miss.nearest())))
                .collect(Collectors.joining(" "));
        if (!all.isEmpty()) {
            paragraphs.add(new Paragraph.Line(List.of(new Span.Words(all, false)), false));
        }
    }

    /** A moderators' line: words and links, and nothing else of Markdown. */
    private static void footer(String footer, List<Paragraph> paragraphs) {
        if (footer.isBlank()) {
            return;
        }
        List<Span> spans = new ArrayList<>();
        Matcher link = LINK.matcher(footer);
        int from = 0;
        while (link.find()) {
            spans.add(new Span.Words(footer.substring(from, link.start()), false));
            spans.add(new Span.Link(link.group(1), link.group(2)));
            from = link.end();
        }
        spans.add(new Span.Words(footer.substring(from), false));
        spans.removeIf(span -> span.text().isEmpty());
        paragraphs.add(new Paragraph.Line(spans, false));
    }

    private static Span quiet(Language language, String key) {
        return new Span.Words(language.text(key), false);
    }

    private Span feedback(JobId job, Language language) {
        return new Span.Link(
                language.text("quiet.feedback"),
                "https://www.reddit.com/message/compose/?to=" + feedbackTo + "&subject=Dream%20" + job);
    }

    /** The job that an answer of ours is about. Only to be asked of what our own account has written. */
    static Optional<JobId> job(String body) {
        Matcher reference = REFERENCE.matcher(body);
        Optional<JobId> last = Optional.empty();
        while (reference.find()) { // ours is the last: moderators' words stand before it
            last = Optional.of(new JobId(reference.group(1)));
        }
        return last;
    }
}
