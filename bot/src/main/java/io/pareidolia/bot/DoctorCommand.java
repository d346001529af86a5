package io.pareidolia.bot;

import io.pareidolia.bot.operation.Check;
import io.pareidolia.bot.operation.ClockCheck;
import io.pareidolia.bot.operation.DataFolderCheck;
import io.pareidolia.bot.operation.Finding;
import io.pareidolia.bot.operation.MachineChecks;
import io.pareidolia.bot.operation.NetworkFilesCheck;
import io.pareidolia.bot.operation.PortCheck;
import io.pareidolia.bot.operation.Report;
import io.pareidolia.bot.settings.Settings;
import io.pareidolia.bot.settings.SettingsLoader;
import io.pareidolia.bot.terminal.Terminal;
import io.pareidolia.dream.network.Catalogue;
import io.pareidolia.dream.network.NetworkFolder;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Looks for what keeps the service from running well on this machine. */
@Command(
        name = "doctor",
        description = {
            "Checks whether the service can run well here, and says what to do: Java, native libraries, GPU, disk, store,"
                    + " ports, Discord's token, Reddit's account, network files and clock. It changes neither settings"
                    + " nor data, and may run beside the service.",
            ""
        },
        footer = {"", "Exit code: 0 if nothing fails, 1 if something does, 2 if the settings are wrong."})
final class DoctorCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final SettingsLoader loader;
    private final Supplier<Catalogue> catalogue;
    private final NetworkFolder folder;
    private final Clock clock;

    @Mixin
    private SettingsFileOption file = new SettingsFileOption();

    @Option(names = "--json", description = "Prints one JSON object instead of lines.")
    private boolean json;

    DoctorCommand(
            Terminal terminal,
            SettingsLoader loader,
            Supplier<Catalogue> catalogue,
            NetworkFolder folder,
            Clock clock) {
        this.terminal = terminal;
        this.loader = loader;
        this.catalogue = catalogue;
        this.folder = folder;
        this.clock = clock;
    }

    @Override
    public Integer call() {
        Settings settings = loader.load(file.file()).settings();
        List<Finding> findings = new ArrayList<>();
        for (Check check : checks(settings)) {
            Finding finding = check.look();
            findings.add(finding);
            if (!json) {
                tell(finding); // each as soon as it is known: some take seconds
            }
        }
        Report report = new Report(findings);
        if (json) {
            terminal.result(report.json());
        } else {
            terminal.say(report.good() ? "Nothing keeps the service from running." : "Mend what fails, and ask again.");
        }
        return report.good() ? ExitCode.DONE : ExitCode.MACHINE;
    }

    private void tell(Finding finding) {
        terminal.result(String.format(
                Locale.ROOT,
                "%-4s  %s: %s",
                finding.grade().name().toLowerCase(Locale.ROOT),
                finding.part(),
                finding.sentence()));
        finding.remedy().ifPresent(remedy -> terminal.result("      -> " + remedy));
    }

    private List<Check> checks(Settings settings) {
        boolean sqlite = settings.store().url().isEmpty();
        StoreCheck store = new StoreCheck(settings);
        List<Check> checks = new ArrayList<>();
        checks.add(MachineChecks::java);
        checks.add(safely("native libraries", MachineChecks::nativeLibraries));
        checks.add(safely("gpu", () -> MachineChecks.devices(settings.worker().devices())));
        checks.add(safely(
                "disk",
                new DataFolderCheck(settings.data(), settings.retention().disk(), sqlite)));
        checks.add(safely("store", store));
        if (settings.lobby().enabled()) {
            checks.add(safely(
                    "ports",
                    new PortCheck(
                            "lobby.port",
                            settings.lobby().host(),
                            settings.lobby().port())));
        }
        settings.health()
                .port()
                .ifPresent(port -> checks.add(safely(
                        "ports", new PortCheck("health.port", settings.health().host(), port))));
        settings.discord()
                .token()
                .ifPresent(token -> checks.add(safely(
                        "discord",
                        new DiscordCheck(token, settings.discord().apiUrl().orElse(DiscordCheck.DISCORD)))));
        settings.reddit()
                .clientId()
                .ifPresent(id -> checks.add(safely("reddit", new RedditCheck(settings.reddit(), clock))));
        checks.add(safely("networks", () -> new NetworkFilesCheck(catalogue.get(), folder).look()));
        checks.add(safely("clock", new ClockCheck(clock, Storage.databaseFile(settings), store::serverTime)));
        return checks;
    }

    private static Check safely(String part, Check check) {
        return check.safely(part);
    }
}
