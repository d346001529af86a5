package io.pareidolia.bot;

import io.pareidolia.bot.control.Caller;
import io.pareidolia.bot.job.JobId;
import io.pareidolia.bot.job.Retention;
import io.pareidolia.bot.quota.Reason;
import io.pareidolia.bot.terminal.Terminal;
import io.pareidolia.dream.content.BlockedPicture;
import io.pareidolia.dream.content.Fingerprint;
import io.pareidolia.dream.failure.DreamException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Blocks pictures. */
@Command(
        name = "block",
        description = {
            "Blocks a picture for everybody: nobody may have it dreamed on any more, in whatever file, size or crop. Dreams of this very file are deleted.",
            ""
        })
final class BlockCommand implements Callable<Integer> {
    static final String LIKENESS = "--likeness";

    private final Terminal terminal;
    private final PictureFile looking;
    private final StoreAccess access;

    @Mixin
    private PictureWords picture = new PictureWords();

    @Option(names = "--why", paramLabel = "REASON", description = "For those who wonder later.")
    private Optional<String> why = Optional.empty();

    @Option(
            names = LIKENESS,
            hidden = true,
            description = "What the picture of this SHA-256 looks like: said by the process that has looked.")
    private Optional<String> likeness = Optional.empty();

    BlockCommand(Terminal terminal, PictureFile looking, StoreAccess access) {
        this.terminal = terminal;
        this.looking = looking;
        this.access = access;
    }

    @Override
    public Integer call() {
        Reason reason = why.map(Words::reason).orElse(Reason.NONE);
        return picture.use(
                "block",
                likeness.map(this::known),
                looking,
                why.map(said -> List.of("--why", said)).orElse(List.of()),
                access,
                (storage, blocked, caller) -> block(storage, blocked, reason, caller));
    }

    private BlockedPicture known(String text) {
        try {
            return new BlockedPicture(picture.word(), Optional.of(Fingerprint.read(text)));
        } catch (IllegalArgumentException damaged) {
            throw new DreamException(
                    DreamException.Kind.INPUT, "That is nothing that a picture could look like.", damaged);
        }
    }

    private int block(Storage storage, BlockedPicture blocked, Reason reason, Caller caller) {
        boolean first = storage.blocklists().block(blocked, Words.author(caller), reason);
        Retention retention = storage.retention();
        int forgotten = 0;
        for (JobId id : storage.jobDesk().on(blocked.sha256())) {
            // those that wait are refused when their turn comes
            forgotten += retention.forget(id) ? 1 : 0;
        }
        terminal.say(blocked.sha256() + (first ? " is blocked" : " was blocked already") + "; to let it pass again:"
                + " pareidolia unblock " + blocked.sha256());
        if (forgotten > 0) {
            terminal.say("Jobs on it whose pictures were deleted: " + forgotten + ".");
        }
        return ExitCode.DONE;
    }
}
