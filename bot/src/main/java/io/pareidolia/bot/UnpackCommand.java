package io.pareidolia.bot;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Puts the native libraries into the cache folder, so that the first dream need not. For who builds an image. */
@Command(
        name = "unpack",
        hidden = true,
        description = "Unpacks the native libraries into the cache folder, as the first dream would.")
final class UnpackCommand implements Callable<Integer> {
    private final Runnable unpacking;

    UnpackCommand(Runnable unpacking) {
        this.unpacking = unpacking;
    }

    @Override
    public Integer call() {
        unpacking.run();
        return ExitCode.DONE;
    }
}
