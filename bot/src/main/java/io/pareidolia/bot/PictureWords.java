package io.pareidolia.bot;

import io.pareidolia.bot.control.Caller;
import io.pareidolia.bot.job.JobId;
import io.pareidolia.bot.job.JobPicture;
import io.pareidolia.dream.content.BlockedPicture;
import io.pareidolia.dream.failure.DreamException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** How {@code block} and {@code unblock} are told which picture is meant. */
final class PictureWords {
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern JOB = Pattern.compile("[0-9a-v]{26}");

    @Mixin
    private SettingsFileOption file = new SettingsFileOption();

    @Parameters(
            index = "0",
            paramLabel = "PICTURE",
            description = "A picture's file, its SHA-256, or the job that dreamed on it.")
    private String word = "";

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    /** What is done with the picture that was meant. */
    @FunctionalInterface
    interface Work {
        int with(Storage storage, BlockedPicture picture, Caller caller);
    }

    /**
     * Finds the picture and has the work done. A file is looked at here, whoever has the store: it may be nobody else's
     * to read, and the service shall not decode it.
     *
     * @param name of the command
     * @param likeness what the picture is known by, if that was found out already
     * @param options of the command, as they were said
     */
    int use(
            String name,
            Optional<BlockedPicture> likeness,
            PictureFile looking,
            List<String> options,
            StoreAccess access,
            Work work) {
        if (JOB.matcher(word).matches()) {
            JobId id = Words.job(word);
            return access.use(spec, file, (storage, caller) -> work.with(storage, source(storage, id), caller));
        }
        BlockedPicture picture = likeness.orElseGet(() -> SHA256.matcher(word).matches()
                ? new BlockedPicture(word, Optional.empty())
                : looking.look(Path.of(word)));
        List<String> words = new ArrayList<>(List.of(name, picture.sha256()));
        picture.fingerprint().ifPresent(print -> words.addAll(List.of(BlockCommand.LIKENESS, print.text())));
        words.addAll(options);
        return access.use(spec, words, file, (storage, caller) -> work.with(storage, picture, caller));
    }

    /** What was said. */
    String word() {
        return word;
    }

    private static BlockedPicture source(Storage storage, JobId id) {
        if (storage.jobs().find(id).isEmpty()) {
            throw Words.noJob(id);
        }
        return storage.jobs().pictures(id).stream()
                .filter(picture -> picture.role().equals(JobPicture.SOURCE))
                .findFirst()
                .map(picture -> new BlockedPicture(picture.sha256(), Optional.empty()))
                .orElseThrow(() -> DreamException.input(
                        "The picture of " + id + " is not kept any more: name its file, or its SHA-256."));
    }
}
