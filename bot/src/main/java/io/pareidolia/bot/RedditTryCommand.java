package io.pareidolia.bot;

import io.pareidolia.bot.fetch.PictureFetcher;
import io.pareidolia.bot.reddit.Reddit;
import io.pareidolia.bot.reddit.RedditTrial;
import io.pareidolia.bot.reddit.client.RedditFailure;
import io.pareidolia.bot.settings.Settings;
import io.pareidolia.bot.settings.SettingsLoader;
import io.pareidolia.bot.terminal.Terminal;
import io.pareidolia.dream.Looks;
import io.pareidolia.dream.failure.DreamException;
import io.pareidolia.dream.network.Catalogue;
import io.pareidolia.dream.picture.PictureReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Tells what would come of a mention somewhere, and posts nothing. */
@Command(
        name = "try",
        description = {
            "Looks with the bot's account where a link leads, and tells what would come of a mention there: the picture that"
                    + " is meant, the settings of the subreddit as the bot reads them, and how it would answer. It posts,"
                    + " sends and marks nothing, and may run beside the service.",
            "Of a comment that calls the bot it tells what that one asks; of any other, what a reply to it would mean.",
            ""
        },
        footer = {
            "",
            "Exit code: 0 if a mention there would be answered with a dream, 2 if not or if the link or the settings are"
                    + " wrong, 1 if Reddit cannot be asked."
        })
final class RedditTryCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final SettingsLoader loader;
    private final Supplier<Looks> looks;
    private final Supplier<Catalogue> catalogue;
    private final PictureReader reader;
    private final Clock clock;

    @Mixin
    private SettingsFileOption file = new SettingsFileOption();

    @Parameters(
            index = "0",
            paramLabel = "LINK",
            description =
                    "Of a post or a comment, as a browser shows it, or as in https://redd.it/abc123 or t3_abc123.")
    private String link = "";

    RedditTryCommand(
            Terminal terminal,
            SettingsLoader loader,
            Supplier<Looks> looks,
            Supplier<Catalogue> catalogue,
            PictureReader reader,
            Clock clock) {
        this.terminal = terminal;
        this.loader = loader;
        this.looks = looks;
        this.catalogue = catalogue;
        this.reader = reader;
        this.clock = clock;
    }

    @Override
    public Integer call() {
        Settings settings = loader.load(file.file()).settings();
        if (settings.reddit().clientId().isEmpty()) {
            throw DreamException.input(
                    "There is no Reddit without reddit.clientId; deploy/reddit.md tells how to get one.");
        }
        Path folder = folder();
        try (RedditTrial trial = trial(settings, new PictureFetcher(folder, Service.fetching(settings), reader))) {
            RedditTrial.Outcome outcome = trial.look(link);
            outcome.remarks().forEach(this::tell);
            terminal.say("Nothing was posted.");
            return outcome.answered() ? ExitCode.DONE : ExitCode.INPUT;
        } catch (RedditFailure failure) {
            throw DreamException.machine(failure.sentence());
        } finally {
            forget(folder);
        }
    }

    private RedditTrial trial(Settings settings, PictureFetcher fetcher) {
        return new RedditTrial(
                settings.reddit(),
                looks.get(),
                catalogue.get().names(),
                settings.lobby().enabled() && settings.lobby().password().isEmpty()
                        ? settings.lobby().publicUrl()
                        : Optional.empty(),
                fetcher,
                Reddit.hosts(settings.fetch().allowLoopback()),
                clock);
    }

    private void tell(RedditTrial.Remark remark) {
        terminal.result(String.format(Locale.ROOT, "%-10s  %s", remark.part(), remark.sentence()));
        remark.more().forEach(line -> terminal.result("            " + line));
    }

    private static Path folder() {
        try {
            return Files.createTempDirectory("pareidolia-reddit");
        } catch (IOException full) {
            throw DreamException.machine("There is no room for a picture in the folder for temporary files.");
        }
    }

    private static void forget(Path folder) {
        try {
            Files.deleteIfExists(folder);
        } catch (IOException later) {
            folder.toFile().deleteOnExit();
        }
    }
}
