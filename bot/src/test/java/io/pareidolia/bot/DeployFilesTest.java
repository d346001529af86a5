package io.pareidolia.bot;

import static org.assertj.core.api.Assertions.assertThat;

import io.pareidolia.bot.settings.SettingsLoader;
import io.pareidolia.bot.terminal.Terminal;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;
import picocli.CommandLine;

/** Keeps the files of {@code deploy/} and the Dockerfile true where the program knows better. */
class DeployFilesTest {
    @TempDir
    Path folder;

    private static String read(String file) throws IOException {
        return Files.readString(Path.of("..").resolve(file));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Dockerfile",
                "deploy/compose.yaml",
                "deploy/pareidolia.service",
                "deploy/healthcheck",
                "deploy/README.md"
            })
    void everyVariableIsOneOfTheProgram(String file) throws IOException {
        Map<String, String> named = new HashMap<>();
        Matcher variables = Pattern.compile("PAREIDOLIA_[A-Z_]*[A-Z]").matcher(read(file));
        while (variables.find()) {
            named.put(variables.group(), ""); // set to nothing it counts as not set, but an unknown one is said
        }
        assertThat(named).isNotEmpty();
        new SettingsLoader(named, folder).load(Optional.empty());
    }

    private static Map<?, ?> compose() throws IOException {
        return new Yaml().load(read("deploy/compose.yaml"));
    }

    @Test
    void composeIsWellFormedAndNamesNothingThatIsNotThere() throws IOException {
        Map<?, ?> compose = compose();
        Map<?, ?> services = (Map<?, ?>) compose.get("services");
        assertThat(services.keySet()).hasToString("[pareidolia, front, worker, database]");
        services.forEach((name, description) -> {
            Map<?, ?> service = (Map<?, ?>) description;
            assertThat(service.containsKey("image")).as("image of " + name).isTrue();
            assertThat((List<?>) service.get("profiles"))
                    .as("profile of " + name)
                    .hasSize(1);
            for (String kind : List.of("networks", "secrets")) {
                if (service.get(kind) instanceof List<?> used) {
                    assertThat(((Map<?, ?>) compose.get(kind)).keySet().containsAll(used))
                            .as(kind + " of " + name)
                            .isTrue();
                }
            }
            if (service.get("volumes") instanceof List<?> used) {
                assertThat(used)
                        .allSatisfy(volume -> assertThat(((Map<?, ?>) compose.get("volumes"))
                                        .containsKey(String.valueOf(volume).replaceFirst(":.*", "")))
                                .isTrue());
            }
            if (service.get("depends_on") instanceof Map<?, ?> needed) {
                assertThat(services.keySet().containsAll(needed.keySet())).isTrue();
            }
        });
    }

    @Test
    void ourContainersMayWriteNowhereElseAndHoldNoPrivilege() throws IOException {
        Map<?, ?> services = (Map<?, ?>) compose().get("services");
        for (String name : List.of("pareidolia", "front", "worker")) {
            Map<?, ?> service = (Map<?, ?>) services.get(name);
            assertThat(service.get("read_only")).as(name).isEqualTo(true);
            assertThat(service.get("cap_drop")).as(name).isEqualTo(List.of("ALL"));
            assertThat(service.get("security_opt")).as(name).isEqualTo(List.of("no-new-privileges:true"));
        }
        assertThat(read("deploy/compose.yaml")).doesNotContainPattern("ports:\\s+- \"?[0-9]+:"); // every address
    }

    @Test
    void theDefaultImageIsThatForProcessorsAndNeitherRunsAsRoot() throws IOException {
        String dockerfile = read("Dockerfile");
        List<String> stages = new ArrayList<>();
        Matcher from = Pattern.compile("(?m)^FROM \\S+ AS (\\S+)$").matcher(dockerfile);
        while (from.find()) {
            stages.add(from.group(1));
        }
        assertThat(stages).contains("gpu").endsWith("cpu");
        for (String image : List.of("gpu", "cpu")) {
            String stage = dockerfile.substring(dockerfile.indexOf(" AS " + image + "\n"));
            String own = stage.substring(0, Math.max(stage.indexOf("\nFROM "), 0) + 1);
            assertThat(own.isEmpty() || own.length() < 2 ? stage : own)
                    .contains("\nUSER pareidolia\n", "\nHEALTHCHECK ", "\nCMD [\"run\"]");
        }
    }

    @Test
    void everyCommandOfTheFilesIsUnderstood() throws IOException {
        Terminal silent = new Terminal(
                new PrintWriter(PrintWriter.nullWriter()),
                new PrintWriter(PrintWriter.nullWriter()),
                new Terminal.Abilities(false, false, true),
                () -> 80,
                System::nanoTime);
        CommandLine program = new Wiring(silent, Map.of()).commandLine();
        program.parseArgs("unpack");
        program.parseArgs("networks", "fetch", "googlenet");
        program.parseArgs("doctor", "--json");
        ((Map<?, ?>) compose().get("services")).forEach((name, service) -> {
            if (((Map<?, ?>) service).get("command") instanceof List<?> command) {
                program.parseArgs(command.stream().map(String::valueOf).toArray(String[]::new));
            }
        });
    }
}
