package io.pareidolia.bot;

import io.pareidolia.bot.terminal.Terminal;
import io.pareidolia.dream.Looks;
import io.pareidolia.dream.content.ContentReport;
import io.pareidolia.dream.content.Fingerprint;
import io.pareidolia.dream.machine.RuntimeLibrary;
import io.pareidolia.dream.network.Catalogue;
import io.pareidolia.dream.network.NetworkFolder;
import io.pareidolia.dream.picture.Picture;
import io.pareidolia.dream.picture.PictureLimits;
import io.pareidolia.dream.picture.PictureReader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import picocli.CommandLine;

/**
 * The dreamer of {@code bench chaos}: {@link DreamerCommand} without the network of the content filter, whose opening and
 * whose looks would take a hundred times as long as the tiny network's dreams.
 */
final class ChaosDreamer {
    private static final String DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    private static final int NUMBERS = 768;
    private static final int WIDTH = 80;

    private ChaosDreamer() {}

    public static void main(String[] arguments) {
        Map<String, String> environment = System.getenv();
        Main.prepare(environment);
        DreamerCommand command = new DreamerCommand(
                Terminal.ofProcess(environment, () -> WIDTH),
                RuntimeLibrary::load,
                new PictureReader(PictureLimits.USUAL),
                () -> Catalogue.load(Path.of(environment.getOrDefault("PAREIDOLIA_CATALOGUE", ""))),
                NetworkFolder.standard(environment),
                Looks::bundled,
                Optional.of(ChaosDreamer::look));
        new CommandLine(command).execute(Arrays.copyOfRange(arguments, 1, arguments.length));
    }

    /** Sees nothing in any picture, and takes different ones for different. */
    private static ContentReport look(Picture picture) {
        StringBuilder text = new StringBuilder("1:");
        new Random(Arrays.hashCode(picture.planes()))
                .ints(NUMBERS, 0, DIGITS.length() - 1)
                .forEach(digit -> text.append(DIGITS.charAt(digit)));
        return new ContentReport(List.of(), Optional.of(Fingerprint.read(text.toString())));
    }
}
