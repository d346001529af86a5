package io.pareidolia.bot;

import static org.assertj.core.api.Assertions.assertThat;

import io.pareidolia.bot.control.ControlServer;
import io.pareidolia.bot.control.DataFolder;
import io.pareidolia.bot.job.Accepted;
import io.pareidolia.bot.job.Asker;
import io.pareidolia.bot.job.Claim;
import io.pareidolia.bot.job.JobId;
import io.pareidolia.bot.job.JobPicture;
import io.pareidolia.bot.job.JobState;
import io.pareidolia.bot.job.Received;
import io.pareidolia.bot.job.Wish;
import io.pareidolia.bot.quota.Booking;
import io.pareidolia.bot.settings.Settings;
import io.pareidolia.bot.settings.SettingsLoader;
import io.pareidolia.dream.content.ContentRule;
import io.pareidolia.dream.machine.Sha256;
import io.pareidolia.dream.picture.PictureWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OperatorCommandsTest {
    private static final String ME = "operator " + System.getProperty("user.name");
    private static final String UNKNOWN = "0".repeat(26);

    @TempDir
    Path folder;

    private int requests;

    private Path data() {
        return folder.resolve("data");
    }

    private Map<String, String> environment() {
        return Map.of("PAREIDOLIA_DATA", data().toString());
    }

    private Shell shell() {
        return Shell.ofOperator(environment());
    }

    private Settings settings() {
        return new SettingsLoader(environment(), folder).load(Optional.empty()).settings();
    }

    /** While no service runs. */
    @SuppressWarnings("try")
    private void over(Consumer<Storage> work) {
        try (DataFolder held = DataFolder.open(data());
                Storage storage = Storage.open(settings(), Clock.systemUTC(), Duration.ZERO)) {
            work.accept(storage);
        }
    }

    /** While a service runs. */
    @SuppressWarnings("try")
    private void served(Consumer<Storage> work) throws IOException {
        try (DataFolder held = DataFolder.open(data());
                Storage storage = Storage.open(settings(), Clock.systemUTC(), Duration.ZERO);
                ControlServer server = ControlServer.start(held, new ServedCommands(storage))) {
            work.accept(storage);
        }
    }

    private JobId queued(Storage storage, String member) {
        JobPicture source;
        try {
            Path file = Files.writeString(folder.resolve("picture"), "picture of " + member);
            source = storage.pictures().keep(JobPicture.SOURCE, file, "image/png");
        } catch (IOException impossible) {
            throw new AssertionError(impossible);
        }
        JobId id = storage.jobs()
                .receive(new Received(
                        "request " + ++requests,
                        new Asker("discord", "42", member),
                        List.of("artist"),
                        false,
                        new Wish("eyes \u001b[31m", new Wish.Source.Kept(source)),
                        "here",
                        Optional.empty()))
                .job()
                .id();
        storage.jobs()
                .queue(
                        id,
                        new Accepted("look=eyes", 5, 0, Optional.empty(), ContentRule.SENSITIVE, List.of(source)),
                        new Booking(List.of(), 9, 9, 99));
        return id;
    }

    private static JobState state(Storage storage, JobId id) {
        return storage.jobs().find(id).orElseThrow().state();
    }

    @Test
    void theRecipeOfThoseWhoSayNoneIsReadAsARecipe() {
        Shell shell = shell();
        assertThat(shell.type("quota", "set", "discord/43", "defaults=Eyes, size = 96"))
                .isZero();
        assertThat(shell.type("quota", "show", "discord/43")).isZero();
        assertThat(shell.out()).contains("defaults=look=eyes size=96 (discord/43)\n");
    }

    @Test
    void rulesAreSetShownAndTakenAwayAndTheAuditTellsIt() {
        Shell shell = shell();
        assertThat(shell.type("quota", "set", "discord/42", "jobsPerDay=10", "networks=googlenet"))
                .isZero();
        assertThat(shell.said())
                .containsExactly("For discord/42: jobsPerDay=10.", "For discord/42: networks=googlenet.");
        assertThat(shell.type("quota", "set", "*", "filter=off")).isZero();
        assertThat(shell.type("quota", "show")).isZero();
        assertThat(shell.out().lines())
                .containsExactly(
                        "rule * filter=off", "rule discord/42 jobsPerDay=10", "rule discord/42 networks=googlenet");
        assertThat(shell.type("quota", "show", "discord/42/7")).isZero();
        assertThat(shell.out().lines())
                .contains(
                        "jobsPerDay=10 (discord/42)",
                        "filter=off (*)",
                        "jobsPerHour=30 (default)",
                        "left: 10 of 10 dreams left today");
        assertThat(shell.type("quota", "reset", "discord/42", "jobsPerDay")).isZero();
        assertThat(shell.said()).containsExactly("No longer set for discord/42: jobsPerDay.");
        assertThat(shell.type("quota", "reset", "discord/42", "jobsPerDay")).isZero();
        assertThat(shell.said()).containsExactly("Nothing of it was set for discord/42.");
        assertThat(shell.type("audit")).isZero();
        assertThat(shell.out().lines()).hasSize(4);
        assertThat(shell.out()).contains(ME + "  quota set  discord/42  jobsPerDay=10\n");
        assertThat(shell.type("audit", "--last", "1")).isZero();
        assertThat(shell.out().lines())
                .singleElement()
                .asString()
                .endsWith(ME + "  quota reset  discord/42  jobsPerDay  (before: jobsPerDay=10)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " | ",
            value = {
                "quota set discord/42 jobPerDay=10 | There is no rule \"jobPerDay\". Did you mean jobsPerDay",
                "quota set discord/42 jobsPerDay=x | jobsPerDay=x does not work: it is a whole number of jobs from 0 to",
                "quota set discord/42 jobsPerDay=1 JOBSPERDAY=2 | Say jobsPerDay= once.",
                "quota set discord/42 jobsPerDay | \"jobsPerDay\" sets nothing: write it as in jobsPerDay=10.",
                "quota set discord/42 defaults=octavs=3 | There is no key \"octavs\".",
                "quota set discord/42 called=false | called cannot be set for discord/42.",
                "quota set discord/42/7 totalJobsPerDay=1 | totalJobsPerDay cannot be set for discord/42/7.",
                "quota set Discord jobsPerDay=1 | \"Discord\" is no scope: write *, discord, discord/GUILD",
                "pause discord/%00 | \"discord/%00\" is no scope",
                "quota set | Missing required parameter",
                "quota reset discord jobs | There is no rule \"jobs\". Did you mean",
                "ban discord | Nobody bans a whole platform; to stop it: pareidolia pause discord",
                "ban discord/42/7 --for never | \"never\" is no time: write it as in 30min, 12h or 3d.",
                "ban discord/42/7 --for 0d | \"0d\" is no time",
                "ban discord/42/7 --lift --for 3d | --lift goes without --for and --why.",
                "pause | Say what to pause: a scope such as discord/GUILD, or --all.",
                "pause --all discord | Say what to pause: a scope such as discord/GUILD, or --all.",
                "pause discord/42/7 | Only a platform or a community can be paused; to stop one member: pareidolia ban",
                "pause --all --lift --say x | --lift goes without --say.",
                "audit --last 0 | --last takes a number from 1 on.",
                "jobs list --state dreamt | There is no state \"dreamt\". Did you mean dreamed",
                "jobs list discord/42/@7 | Roles have no jobs; name a member or a community.",
                "jobs list --last -3 | --last takes a number from 1 on.",
                "jobs show x'; | \"x';\" is not the name of a job: those have 26 letters and digits.",
                "jobs show 00000000000000000000000000 | There is no job 00000000000000000000000000.",
                "jobs cancel 00000000000000000000000000 | There is no job 00000000000000000000000000.",
                "jobs retry 00000000000000000000000000 | There is no job 00000000000000000000000000.",
                "jobs purge 00000000000000000000000000 | There is no job 00000000000000000000000000.",
                "jobs purge | Say which jobs: their names, or --older and a time.",
                "restore nothing.zip | There is no file nothing.zip.",
            })
    void whatCannotBeDoneIsSaidInASentence(String line, String sentence) throws IOException {
        Shell shell = shell();
        assertThat(shell.type(line.split(" "))).isEqualTo(2);
        assertThat(shell.out()).isEmpty();
        assertThat(shell.said()).singleElement().asString().startsWith(sentence);
        served(storage -> {
            if (!line.startsWith("restore")) {
                assertThat(shell.type(line.split(" "))).isEqualTo(2);
                assertThat(shell.said()).singleElement().asString().startsWith(sentence);
            }
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "quota --help",
                "quota show --help",
                "quota set --help",
                "quota reset --help",
                "ban --help",
                "pause --help",
                "audit --help",
                "jobs --help",
                "jobs list --help",
                "jobs show --help",
                "jobs cancel --help",
                "jobs retry --help",
                "jobs purge --help",
                "backup --help",
                "restore --help"
            })
    void everyCommandExplainsItself(String line) {
        Shell shell = shell();
        assertThat(shell.type(line.split(" "))).isZero();
        assertThat(shell.out()).contains("Usage: pareidolia " + line.replace(" --help", ""));
        assertThat(data()).doesNotExist();
    }

    @Test
    void aBanCancelsWhatWaitsAndAPauseSaysItsSentence() {
        Shell shell = shell();
        over(storage -> queued(storage, "7"));
        assertThat(shell.type("ban", "discord/42/7", "--for", "3d", "--why", "flood\n\u001b[31mred"))
                .isZero();
        assertThat(shell.said())
                .singleElement()
                .asString()
                .matches("discord/42/7 is banned until .* UTC\\. Waiting jobs of theirs that were cancelled: 1\\.");
        assertThat(shell.type("pause", "--all", "--say", "Back  at\u0000 noon."))
                .isZero();
        assertThat(shell.said()).containsExactly("Everything is paused; to go on: pareidolia pause --all --lift");
        assertThat(shell.type("quota", "show")).isZero();
        assertThat(shell.out().lines())
                .anyMatch(line -> line.matches("ban discord/42/7 until .* by " + ME + ": flood \\[31mred"))
                .anyMatch(line -> line.matches("pause \\* since .* by " + ME + ": Back at noon\\."));
        assertThat(shell.type("pause", "--all", "--lift")).isZero();
        assertThat(shell.said()).containsExactly("Everything goes on.");
        assertThat(shell.type("pause", "discord/42", "--lift")).isZero();
        assertThat(shell.said()).containsExactly("discord/42 was not paused.");
        assertThat(shell.type("ban", "discord/42/7", "--lift")).isZero();
        assertThat(shell.said()).containsExactly("discord/42/7 is not banned any more.");
        assertThat(shell.type("ban", "discord/42/7", "--lift")).isZero();
        assertThat(shell.said()).containsExactly("discord/42/7 was not banned.");
        assertThat(shell.type("pause", "--all", "--say", "x".repeat(501))).isEqualTo(2);
        assertThat(shell.said()).containsExactly("That is too long to be read to its end: say it in 500 characters.");
        assertThat(shell.type("ban", "lobby/lobby/a/b'; DROP TABLE ban; --")).isZero();
        assertThat(shell.said()).containsExactly("lobby/lobby/a%2Fb';%20DROP%20TABLE%20ban;%20-- is banned for ever.");
        assertThat(shell.type("audit")).isZero();
        assertThat(shell.out().lines()).hasSize(6);
    }

    @Test
    void jobsAreListedShownCancelledRetriedAndDeleted() throws IOException {
        Shell shell = shell();
        served(storage -> {
            assertThat(shell.type("jobs", "list")).isZero();
            assertThat(shell.said()).containsExactly("There are no such jobs.");
            JobId id = queued(storage, "7");
            queued(storage, "8");
            assertThat(shell.type("jobs", "list")).isZero();
            assertThat(shell.out().lines()).hasSize(2);
            assertThat(shell.type("jobs", "list", "discord/42/7", "--state", "queued"))
                    .isZero();
            assertThat(shell.out().lines())
                    .singleElement()
                    .asString()
                    .startsWith(id + "  queued     20")
                    .endsWith("  discord/42/7  look=eyes");
            assertThat(shell.type("jobs", "list", "reddit")).isZero();
            assertThat(shell.out()).isEmpty();
            assertThat(shell.type("jobs", "show", id.text())).isZero();
            assertThat(shell.out().lines())
                    .contains("job: " + id, "state: queued", "member: discord/42/7", "roles: artist", "estimated: 5 s");
            assertThat(shell.out()).doesNotContain("\u001b");

            assertThat(shell.type("jobs", "retry", id.text())).isEqualTo(2);
            assertThat(shell.said()).containsExactly(id + " cannot be tried again: it is queued.");
            assertThat(shell.type("jobs", "purge", id.text())).isEqualTo(2);
            assertThat(shell.said()).containsExactly(id + " cannot be deleted: it is queued.");
            assertThat(shell.type("jobs", "cancel", id.text(), UNKNOWN)).isEqualTo(2);
            assertThat(shell.said()).containsExactly(id + " is cancelled.", "There is no job " + UNKNOWN + ".");
            assertThat(shell.type("jobs", "cancel", id.text())).isEqualTo(2);
            assertThat(shell.said()).containsExactly(id + " cannot be cancelled: it is cancelled.");

            assertThat(shell.type("jobs", "retry", id.text())).isZero();
            JobId again = new JobId(shell.out().strip());
            assertThat(state(storage, again)).isEqualTo(JobState.QUEUED);
            assertThat(storage.jobs().pictures(again)).isEqualTo(storage.jobs().pictures(id));
            assertThat(shell.type("jobs", "retry", id.text())).isZero();
            assertThat(shell.out().strip()).isEqualTo(again.text());
            Claim one = storage.jobs().claim("worker", Duration.ofMinutes(1)).orElseThrow();
            Claim two = storage.jobs().claim("worker", Duration.ofMinutes(1)).orElseThrow();
            assertThat(List.of(one.job().id(), two.job().id())).contains(again);
            assertThat(shell.type("jobs", "cancel", again.text())).isZero();
            assertThat(storage.jobs().find(again).orElseThrow().cancelAsked()).isTrue();

            assertThat(shell.type("jobs", "purge", id.text())).isZero();
            assertThat(storage.jobs().find(id)).isEmpty();
            storage.jobs().end(one.lease(), JobState.FAILED, "It failed.");
            storage.jobs().end(two.lease(), JobState.FAILED, "It failed.");
            assertThat(shell.type("jobs", "purge", "--older", "1h")).isZero();
            assertThat(shell.said()).containsExactly("0 jobs are deleted.");
        });
        assertThat(shell.type("audit")).isZero();
        assertThat(shell.out().lines().map(line -> line.substring(line.indexOf("operator"))))
                .anyMatch(line -> line.contains("  jobs cancel  ") && line.endsWith("cancelled  (before: queued)"))
                .anyMatch(line -> line.contains("  jobs cancel  ") && line.endsWith("cancelled  (before: dreaming)"))
                .anyMatch(line -> line.contains("  jobs retry  ") && line.endsWith("(before: cancelled)"))
                .anyMatch(line -> line.contains("  jobs purge  ") && line.endsWith("deleted  (before: cancelled)"));
    }

    @Test
    void whatEndedLongAgoIsDeletedTogether() {
        over(storage -> {
            for (int i = 0; i < 3; i++) {
                storage.jobs().cancel(queued(storage, "7"), "");
            }
            queued(storage, "7");
        });
        Shell shell = shell();
        waitALittle(); // a second is the shortest time that can be said
        assertThat(shell.type("jobs", "purge", "--older", "1s")).isZero();
        assertThat(shell.said()).containsExactly("3 jobs are deleted.");
        over(storage -> {
            assertThat(storage.jobDesk().list(Optional.empty(), io.pareidolia.bot.quota.Scope.ALL, 9))
                    .hasSize(1);
        });
    }

    private static void waitALittle() {
        try {
            Thread.sleep(1100);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aPictureIsBlockedByItsFileOrByAJobAndItsDreamsGo() throws IOException {
        Path photo = folder.resolve("photo.png");
        PictureWriter.write(BundledNetworkTest.photo(320, 240), photo, Optional.empty());
        String sha256 = Sha256.of(photo);
        Shell shell = shell();
        served(storage -> {
            assertThat(shell.type("block", photo.toString(), "--why", "a passport"))
                    .as(shell.err())
                    .isZero();
            assertThat(storage.blocklists().all().pictures()).singleElement().satisfies(blocked -> {
                assertThat(blocked.sha256()).isEqualTo(sha256);
                assertThat(blocked.fingerprint()).isPresent();
            });
            assertThat(shell.type("unblock", sha256)).isZero();
            assertThat(shell.type("unblock", sha256)).isEqualTo(2);
            assertThat(storage.blocklists().all().pictures()).isEmpty();

            JobId id = queued(storage, "7");
            storage.jobs().cancel(id, "");
            assertThat(shell.type("block", id.text())).isZero();
            assertThat(shell.said()).hasSize(2).last().isEqualTo("Jobs on it whose pictures were deleted: 1.");
            assertThat(storage.jobs().pictures(id)).isEmpty();
            assertThat(storage.blocklists().all().pictures()).hasSize(1);
            assertThat(shell.type("block", id.text())).isEqualTo(2);
            assertThat(shell.type("block", UNKNOWN)).isEqualTo(2);
            assertThat(shell.type("block", folder.resolve("nothing.png").toString()))
                    .isEqualTo(2);
        });
        assertThat(shell.type("audit")).isZero();
        assertThat(shell.out()).contains(ME + "  block  " + sha256 + "  blocked: a passport", "unblock  " + sha256);
    }

    @Test
    void aBackupIsWrittenWhileTheServiceRunsAndRestored() throws IOException {
        Path backup = folder.resolve("backup.zip");
        Files.writeString(Files.createDirectories(data()).resolve("lobby.key"), "what members are known by");
        Shell shell = shell();
        JobId[] id = new JobId[1];
        served(storage -> {
            id[0] = queued(storage, "7");
            Path nowhere = folder.resolve("nowhere");
            assertThat(shell.type("backup", nowhere.resolve("backup.zip").toString()))
                    .isEqualTo(2);
            assertThat(shell.said()).containsExactly("There is no folder " + nowhere + ": make it, or name another.");
            assertThat(shell.type("backup", backup.toString())).isZero();
            assertThat(shell.out().strip()).isEqualTo(backup.toString());
            assertThat(shell.said()).containsExactly("The database and 1 picture, 1 MB.");
            assertThat(shell.type("backup", backup.toString())).isEqualTo(2);
            assertThat(shell.said()).singleElement().asString().endsWith("is there already: name a file that is not.");
            storage.jobs().cancel(id[0], "");
            assertThat(shell.type("restore", backup.toString())).isEqualTo(1);
            assertThat(shell.said()).singleElement().asString().contains("is in use by");
        });
        assertThat(Files.getPosixFilePermissions(backup)).hasSize(2);
        try (var files = Files.list(folder)) {
            assertThat(files.map(Path::getFileName).map(Path::toString)).noneMatch(name -> name.startsWith("."));
        }
        assertThat(shell.type("restore", backup.toString())).isEqualTo(2);
        assertThat(shell.said()).singleElement().asString().contains("already: say --replace");
        over(storage -> assertThat(state(storage, id[0])).isEqualTo(JobState.CANCELLED));
        assertThat(shell.type("restore", "--replace", backup.toString())).isZero();
        over(storage -> assertThat(state(storage, id[0])).isEqualTo(JobState.QUEUED));
        assertThat(shell.type("audit")).isZero();
        assertThat(shell.out()).contains(ME + "  restore  " + backup);

        // elsewhere, from nothing
        Shell other = Shell.ofOperator(
                Map.of("PAREIDOLIA_DATA", folder.resolve("other").toString()));
        assertThat(other.type("restore", backup.toString())).isZero();
        assertThat(other.type("jobs", "show", id[0].text())).isZero();
        assertThat(other.out()).contains("state: queued", "picture: source image/png");
        Path key = folder.resolve("other/lobby.key");
        assertThat(key).hasContent("what members are known by");
        assertThat(Files.getPosixFilePermissions(key)).hasSize(2);
        try (var pictures = Files.walk(folder.resolve("other/pictures"))) {
            assertThat(pictures.filter(Files::isRegularFile))
                    .singleElement()
                    .satisfies(picture -> assertThat(picture).hasContent("picture of 7"));
        }
    }

    @Test
    void whatIsNoBackupIsRefusedAndChangesNothing() throws IOException {
        over(storage -> queued(storage, "7"));
        Shell shell = shell();
        Path file = folder.resolve("x.zip");
        for (String entry :
                List.of("../evil", "pictures/../../evil", "/evil", "pictures/ab/" + "a".repeat(64), "nothing")) {
            zip(file, entry, "x");
            assertThat(shell.type("restore", "--replace", file.toString())).isEqualTo(2);
            assertThat(shell.said()).containsExactly(file + " is no backup of this program.");
        }
        zip(file, "pareidolia.db", "this is no database");
        assertThat(shell.type("restore", "--replace", file.toString())).isEqualTo(2);
        zip(file, "pareidolia.db", "SQLite format 3\u0000 but no further");
        assertThat(shell.type("restore", "--replace", file.toString())).isEqualTo(2);
        assertThat(shell.said()).singleElement().asString().startsWith("The database in the backup cannot be opened: ");
        Files.writeString(file, "no archive");
        assertThat(shell.type("restore", "--replace", file.toString())).isEqualTo(2);
        assertThat(folder.resolve("evil")).doesNotExist();
        assertThat(data().resolve("evil")).doesNotExist();
        assertThat(shell.type("jobs", "list")).isZero();
        assertThat(shell.out().lines()).hasSize(1);
    }

    private static void zip(Path file, String entry, String content) throws IOException {
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry(entry));
            zip.write(content.getBytes(java.nio.charset.StandardCharsets.UTF_8));
            zip.closeEntry();
        }
    }

    @Test
    void aStoreThatCannotBeOpenedIsToldInASentence() throws IOException {
        Files.createDirectories(data());
        Files.writeString(data().resolve("pareidolia.db"), "this is no database, and long enough to be looked at");
        Shell shell = shell();
        assertThat(shell.type("audit")).isEqualTo(1);
        assertThat(shell.said())
                .singleElement()
                .asString()
                .startsWith("The database " + data().resolve("pareidolia.db") + " cannot be opened: ");
        Shell postgresql = Shell.ofOperator(Map.of(
                "PAREIDOLIA_DATA",
                data().toString(),
                "PAREIDOLIA_STORE_URL",
                "jdbc:postgresql://127.0.0.1:1/x",
                "PAREIDOLIA_STORE_PASSWORD",
                "hunter2"));
        assertThat(postgresql.type("audit")).isEqualTo(1);
        assertThat(postgresql.said())
                .singleElement()
                .asString()
                .startsWith("The database jdbc:postgresql://127.0.0.1:1/x cannot be opened: ")
                .doesNotContain("hunter2");
        assertThat(postgresql.type("restore", data().resolve("pareidolia.db").toString()))
                .isEqualTo(2);
        assertThat(postgresql.said())
                .containsExactly("The jobs of this service are in PostgreSQL: go back with pg_restore.");
    }

    @Test
    void overTheSocketNothingElseIsCarriedOut() throws IOException {
        served(storage -> {
            ServedCommands served = new ServedCommands(storage);
            var caller = new io.pareidolia.bot.control.Caller("anna", folder, 80);
            assertThat(served.carryOut(List.of("dream", "/etc/passwd"), caller).exitCode())
                    .isEqualTo(2);
            assertThat(served.carryOut(List.of("restore", "x"), caller).exitCode())
                    .isEqualTo(2);
            assertThat(served.carryOut(List.of("@/etc/passwd"), caller).err()).doesNotContain("root");
            assertThat(served.carryOut(List.of(), caller).exitCode()).isEqualTo(2);
            assertThat(served.carryOut(List.of("pause", "--all"), caller).exitCode())
                    .isZero();
            assertThat(storage.audit().latest(1).get(0).author()).isEqualTo("operator anna");
            assertThat(served.carryOut(List.of("backup", "relative.zip"), caller)
                            .exitCode())
                    .isZero();
            assertThat(folder.resolve("relative.zip")).exists();
        });
    }
}
