package io.pareidolia.bot;

import static org.assertj.core.api.Assertions.assertThat;

import io.pareidolia.dream.Looks;
import io.pareidolia.dream.RecipeKey;
import io.pareidolia.dream.Verb;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {
    @TempDir
    static Path folder;

    private final Shell shell = new Shell(folder);

    @Test
    void withoutACommandItTellsWhatThereIs() {
        assertThat(shell.type()).isEqualTo(2);
        assertThat(shell.out()).isEmpty();
        assertThat(shell.err()).contains("Usage: pareidolia").contains("looks", "completion", "dream cat.jpg");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--help",
                "dream --help",
                "networks --help",
                "networks list",
                "networks fetch --help",
                "networks atlas --help",
                "bench --help",
                "bench queue --help",
                "bench simulation --help",
                "bench dreams --help",
                "networks layers --help",
                "networks layers inception-v3",
                "networks check --help",
                "reddit --help",
                "reddit try --help",
                "settings --help",
                "settings show --help",
                "settings template --help",
                "--version",
                "looks --help",
                "completion --help",
                "looks -h"
            })
    void helpAndVersionAreResults(String line) {
        assertThat(shell.type(line.split(" "))).isZero();
        assertThat(shell.out()).isNotBlank();
        assertThat(shell.err()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " | ",
            value = {
                "draem cat.jpg | There is no command \"draem\". Did you mean dream",
                "networks lst | There is no command \"lst\". Did you mean list",
                "networks fetch | Missing required parameter: 'NAME'. Try pareidolia networks fetch --help.",
                "networks fetch gogglenet | There is no network called \"gogglenet\". Did you mean googlenet",
                "networks layers | Missing required parameter: 'NAME|FILE'. Try pareidolia networks layers --help.",
                "networks layers gogglenet | There is no network gogglenet. Did you mean googlenet",
                "networks layers pom.xml | pom.xml is no ONNX file",
                "networks check | Missing required parameter: 'NAME|FILE'. Try pareidolia networks check --help.",
                "networks check inception-v3 --preprocess cafe | There is no pre-processing \"cafe\". Did you mean caffe",
                "networks check inception-v3 --device gpu | There is no device \"gpu\". Did you mean cpu",
                "networks fetch inception-v3 | The network inception-v3 comes with the program",
                "networks atlas | Missing required parameter: 'NAME|FILE'",
                "networks atlas inception-v3 --channels 0-3 | Channels of which layer? Say it with --layer.",
                "networks atlas inception-v3 --layer mixed4 --channels 9-3 | \"9-3\" are no channels: the lower",
                "networks atlas inception-v3 --layer mixed4 --channels x | \"x\" are no channels: write them as in",
                "networks atlas inception-v3 --layer mixed4 --channels 0-768 | The layer mixed4 has 768 channels",
                "networks atlas inception-v3 layer=mixed4 | An atlas shows layers by themselves, so leave out layer=.",
                "networks atlas inception-v3 step=99 | step=99 does not work",
                "bench --size 12 | \"12\" is no size: write it as in --size 1024x768.",
                "bench queue --workers 0 | --jobs takes at least ten for each community",
                "bench simulation --hours 0 | A simulation takes numbers above 0.",
                "bench simulation --dreams pom.xml | This is no table of pareidolia bench dreams: pom.xml.",
                "bench --threads 0 | --threads takes a number from 1 to 1024.",
                "pom.xml | There is no command \"pom.xml\"; to dream this photo: pareidolia dream pom.xml",
                "lokos | There is no command \"lokos\". Did you mean looks",
                "looks --hlep | There is no option --hlep. Did you mean --help",
                "--verison | There is no option --verison. Did you mean --version",
                "looks --octaves=3 | There is no option --octaves; in a recipe it is written without dashes, as in octaves=….",
                "reddit try | Missing required parameter: 'LINK'. Try pareidolia reddit try --help.",
                "reddit tyr x | There is no command \"tyr\". Did you mean try",
                "settings sho | There is no command \"sho\". Did you mean show",
                "settings show --confg x | There is no option --confg. Did you mean --config",
                "settings show --config nowhere.yaml | nowhere.yaml: this file cannot be read; check that it is there.",
                "run --role frnt | There is no role \"frnt\". Did you mean front",
                "looks more | \"more\" is one word too many for pareidolia looks.",
            })
    void mistakesGetOneSentenceAndTheNearestWord(String line, String sentence) {
        assertThat(shell.type(line.split(" "))).isEqualTo(2);
        assertThat(shell.out()).isEmpty();
        assertThat(shell.said()).hasSize(1).first().asString().startsWith(sentence);
    }

    @Test
    void networksTellsItsCommands() {
        assertThat(shell.type("networks")).isEqualTo(2);
        assertThat(shell.err()).contains("Usage: pareidolia networks", "list", "fetch");
    }

    @Test
    void settingsTellsItsCommands() {
        assertThat(shell.type("settings")).isEqualTo(2);
        assertThat(shell.err()).contains("Usage: pareidolia settings", "show", "template");
    }

    @Test
    void networksListTellsWhatIsHereAndWhatCanBe() {
        assertThat(shell.type("networks", "list")).isZero();
        assertThat(shell.out())
                .containsPattern("inception-v3 +the default +23 MB")
                .containsPattern("googlenet +can be fetched +28 MB")
                .contains(folder.toString());
    }

    @Test
    void looksListsEveryLookKeyAndVerb() {
        assertThat(shell.type("looks")).isZero();
        String unwrapped = shell.out().replaceAll("\\s+", " ");
        assertThat(Looks.bundled().all())
                .allSatisfy(look ->
                        assertThat(unwrapped).contains(look.name() + " " + look.network() + " " + look.description()));
        assertThat(RecipeKey.typed())
                .allSatisfy(key -> assertThat(unwrapped).contains(key.name() + "= " + key.help() + ": " + key.range()));
        assertThat(Verb.values()).allSatisfy(verb -> assertThat(unwrapped).contains(verb.word() + " " + verb.help()));
        assertThat(shell.out().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
    }

    @Test
    void aPhotoThatMayBeCalledLikeAnArgumentFileIsNotReadAsOne() {
        assertThat(shell.type("@pom.xml")).isEqualTo(2);
        assertThat(shell.said()).hasSize(1).first().asString().contains("\"@pom.xml\"");
    }
}
