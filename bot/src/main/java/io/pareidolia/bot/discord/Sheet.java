package io.pareidolia.bot.discord;

import io.pareidolia.bot.job.Job;
import io.pareidolia.bot.job.JobId;
import io.pareidolia.bot.job.JobState;
import io.pareidolia.bot.job.Place;
import io.pareidolia.bot.job.Uploads;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import net.dv8tion.jda.api.components.actionrow.ActionRow;
import net.dv8tion.jda.api.components.buttons.Button;
import net.dv8tion.jda.api.components.container.Container;
import net.dv8tion.jda.api.components.container.ContainerChildComponent;
import net.dv8tion.jda.api.components.mediagallery.MediaGallery;
import net.dv8tion.jda.api.components.mediagallery.MediaGalleryItem;
import net.dv8tion.jda.api.components.textdisplay.TextDisplay;
import net.dv8tion.jda.api.utils.FileUpload;

/** How our messages look: while a job waits, while it is dreamed, with its dream, with a sentence. */
final class Sheet {
    private static final int COLOUR = 0x7B5EA7;
    private static final int BAR = 20;
    private static final int PERCENT = 100;
    private static final int LOOKS_A_ROW = 4;

    private Sheet() {}

    /** What is known of a job that is not through yet, in one line; it changes whenever something worth an edit does. */
    static String line(Job job, Optional<Place> place, Texts texts) {
        if (job.state() == JobState.DREAMING && job.progress().isPresent()) {
            double share = job.progress().get().share();
            String left = place.flatMap(Place::ends).map(texts::about).orElse("…");
            return bar(share) + "\n" + texts.text("waiting.dreaming", Math.round(share * PERCENT), left);
        }
        if (job.state() == JobState.RECEIVED) {
            return texts.text("waiting.received");
        }
        return place.map(where -> where.ends()
                        .map(ends -> texts.text("waiting.place", Math.max(1, where.place()), texts.about(ends)))
                        .orElseGet(() -> texts.text("waiting.unknown", Math.max(1, where.place()))))
                .orElseGet(() -> texts.text("waiting.paused"));
    }

    private static String bar(double share) {
        int full = (int) Math.round(share * BAR);
        return "`" + "█".repeat(full) + "░".repeat(BAR - full) + "`";
    }

    static Shown waiting(JobId job, String line, Optional<byte[]> preview, boolean spoiler, Texts texts) {
        List<ContainerChildComponent> parts = new ArrayList<>();
        List<FileUpload> files = new ArrayList<>();
        parts.add(TextDisplay.of(line));
        preview.ifPresent(bytes -> {
            FileUpload file = FileUpload.fromData(bytes, "preview.jpg");
            files.add(file);
            parts.add(MediaGallery.of(MediaGalleryItem.fromFile(file).withSpoiler(spoiler)));
        });
        parts.add(ActionRow.of(button(Press.Verb.CANCEL, job, texts)));
        return new Shown(List.of(Container.of(parts).withAccentColor(COLOUR)), files);
    }

    /**
     * The dream beside what it was made of, the recipe, and what can be done with them.
     *
     * @param name of its look
     */
    static Shown dream(
            Job job,
            long user,
            String name,
            Uploads.Upload dream,
            Optional<Uploads.Upload> original,
            boolean spoiler,
            Texts texts) {
        return answer(
                job,
                user,
                new Titled(name, texts.text("done.dream", name), dream),
                original,
                spoiler,
                List.of(
                        ActionRow.of(
                                button(Press.Verb.DEEPER, job.id(), texts),
                                button(Press.Verb.STRONGER, job.id(), texts),
                                button(Press.Verb.AGAIN, job.id(), texts),
                                button(Press.Verb.CHANGE, job.id(), texts)),
                        ActionRow.of(
                                button(Press.Verb.ORIGINAL, job.id(), texts),
                                button(Press.Verb.PROCESS, job.id(), texts),
                                delete(job.id(), texts))),
                texts);
    }

    /**
     * A sheet of looks beside what it was made of; each look can be pressed.
     *
     * @param looks their names
     */
    static Shown looks(
            Job job,
            long user,
            List<String> looks,
            Uploads.Upload sheet,
            Optional<Uploads.Upload> original,
            boolean spoiler,
            Texts texts) {
        List<ActionRow> rows = new ArrayList<>();
        for (int from = 0; from < looks.size(); from += LOOKS_A_ROW) {
            List<String> row = looks.subList(from, Math.min(looks.size(), from + LOOKS_A_ROW));
            List<Button> buttons = new ArrayList<>();
            row.forEach(look ->
                    buttons.add(Button.secondary(Press.of(job.id(), look).id(), look)));
            if (from + row.size() == looks.size()) {
                buttons.add(delete(job.id(), texts));
            }
            rows.add(ActionRow.of(buttons));
        }
        String words = texts.text("done.looks", String.join(", ", looks));
        return answer(job, user, new Titled(texts.text("done.choose"), words, sheet), original, spoiler, rows, texts);
    }

    /**
     * A picture that came of a job.
     *
     * @param words for whoever cannot see it
     */
    private record Titled(String title, String words, Uploads.Upload picture) {}

    private static Shown answer(
            Job job,
            long user,
            Titled dream,
            Optional<Uploads.Upload> original,
            boolean spoiler,
            List<ActionRow> rows,
            Texts texts) {
        FileUpload dreamFile = file(dream.picture, "dream", spoiler, dream.words);
        List<FileUpload> files = new ArrayList<>();
        List<MediaGalleryItem> items = new ArrayList<>();
        original.ifPresent(picture -> {
            String words = texts.text("done.original");
            FileUpload file = file(picture, "original", spoiler, words);
            files.add(file);
            items.add(MediaGalleryItem.fromFile(file).withDescription(words).withSpoiler(spoiler));
        });
        files.add(dreamFile);
        items.add(MediaGalleryItem.fromFile(dreamFile)
                .withDescription(dream.words)
                .withSpoiler(spoiler));
        String seconds = job.seconds()
                .map(taken -> " · " + texts.text("done.seconds", String.format(Locale.ROOT, "%.1f", taken)))
                .orElse("");
        List<ContainerChildComponent> parts = new ArrayList<>(List.of(
                TextDisplay.of("**" + dream.title + "** · " + texts.text("done.by", "<@" + user + ">") + seconds),
                MediaGallery.of(items),
                TextDisplay.of("`" + job.recipe().orElse("") + "`")));
        parts.addAll(rows);
        return new Shown(List.of(Container.of(parts).withAccentColor(COLOUR)), files);
    }

    /** One picture, for whoever wants to see it. */
    static Shown picture(Uploads.Upload picture, String name, String words, boolean spoiler) {
        FileUpload file = file(picture, name, spoiler, words);
        return new Shown(
                List.of(MediaGallery.of(
                        MediaGalleryItem.fromFile(file).withDescription(words).withSpoiler(spoiler))),
                List.of(file));
    }

    private static Button delete(JobId job, Texts texts) {
        return Button.danger(new Press(Press.Verb.DELETE, job).id(), texts.text("button.delete"));
    }

    /** The button of a verb under what a job came to. */
    static Button button(Press.Verb verb, JobId job, Texts texts) {
        return Button.secondary(new Press(verb, job).id(), texts.text("button." + verb.word()));
    }

    private static FileUpload file(Uploads.Upload upload, String name, boolean spoiler, String words) {
        FileUpload file = FileUpload.fromData(upload.bytes(), name + "." + upload.ending())
                .setDescription(words);
        return spoiler ? file.asSpoiler() : file;
    }

    /** A sentence in place of a dream. */
    static Shown sentence(String sentence) {
        return Shown.of(Container.of(TextDisplay.of(sentence)));
    }

    /** A sentence that stands for the answer of a job: it is found again by the job in its button. */
    static Shown ending(JobId job, String sentence, Texts texts) {
        return Shown.of(Container.of(
                TextDisplay.of(sentence),
                ActionRow.of(button(Press.Verb.AGAIN, job, texts), button(Press.Verb.CHANGE, job, texts))));
    }
}
