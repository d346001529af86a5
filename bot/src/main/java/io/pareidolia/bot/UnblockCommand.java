package io.pareidolia.bot;

import io.pareidolia.bot.terminal.Terminal;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lets blocked pictures pass again. */
@Command(
        name = "unblock",
        description = {"Lets a picture that was blocked pass again.", ""})
final class UnblockCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final PictureFile looking;
    private final StoreAccess access;

    @Mixin
    private PictureWords picture = new PictureWords();

    UnblockCommand(Terminal terminal, PictureFile looking, StoreAccess access) {
        this.terminal = terminal;
        this.looking = looking;
        this.access = access;
    }

    @Override
    public Integer call() {
        return picture.use("unblock", Optional.empty(), looking, List.of(), access, (storage, blocked, caller) -> {
            boolean lifted = storage.blocklists().unblock(blocked.sha256(), Words.author(caller));
            terminal.say(blocked.sha256() + (lifted ? " is not blocked any more." : " was not blocked."));
            return lifted ? ExitCode.DONE : ExitCode.INPUT;
        });
    }
}
