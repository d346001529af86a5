package io.pareidolia.bot.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.pareidolia.dream.content.ContentRule;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DreamerProtocolTest {
    static Stream<DreamerProtocol.Report> reports() {
        return Stream.of(
                new DreamerProtocol.Ready(
                        "cuda:1", 16, List.of(new DreamerProtocol.NetworkFile("googlenet", "0".repeat(64)))),
                new DreamerProtocol.Loaded("googlenet"),
                new DreamerProtocol.Measured(1.25),
                new DreamerProtocol.Alive(),
                new DreamerProtocol.Begun("a"),
                new DreamerProtocol.Decoded("a", 4000, 3000, 12.5, List.of("Größe: 3×3 …\n\"")),
                new DreamerProtocol.Progress("a", 2, 4, 3, 10, -0.5, 7.25),
                new DreamerProtocol.Preview("a"),
                new DreamerProtocol.Done(
                        "a", "/tmp/ä b.png", "image/png", 3, 2, 1.5, 1.25, "size=3", List.of("One."), true),
                new DreamerProtocol.Refused("a", RefusalReason.INPUT, "No.", null),
                new DreamerProtocol.Refused("a", RefusalReason.BLOCKLIST, "No.", "the same file as another"),
                new DreamerProtocol.Seen("a", "1:" + "a".repeat(768)),
                new DreamerProtocol.Seen("a", null),
                new DreamerProtocol.Failed("a", "No."),
                new DreamerProtocol.Cancelled("a"));
    }

    @ParameterizedTest
    @MethodSource("reports")
    void aReportIsOneLineOfAsciiAndReadsBack(DreamerProtocol.Report report) throws JsonProcessingException {
        String line = DreamerProtocol.line(report);
        assertThat(line).startsWith("{\"type\":\"").matches("\\p{ASCII}*").doesNotContain("\n");
        assertThat(DreamerProtocol.report(line)).isEqualTo(report);
    }

    @Test
    void ordersReadBackToo() throws JsonProcessingException {
        DreamerProtocol.Dream dream = new DreamerProtocol.Dream(
                "a", "eyes", "/a", "/b.png", "/c.jpg", "/d.jpg", ContentRule.STRICT, "/blocked", 90);
        DreamerProtocol.Dream unseen =
                new DreamerProtocol.Dream("a", "eyes", "/a", "/b.png", null, null, ContentRule.OFF, null, 90);
        assertThat(DreamerProtocol.order(DreamerProtocol.line(dream))).isEqualTo(dream);
        assertThat(DreamerProtocol.line(unseen)).doesNotContain("preview").doesNotContain("blocklist");
        assertThat(DreamerProtocol.order(DreamerProtocol.line(unseen))).isEqualTo(unseen);
        assertThat(DreamerProtocol.order("{\"type\":\"cancel\",\"job\":\"a\"}"))
                .isEqualTo(new DreamerProtocol.Cancel("a"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"type\":\"dream\"}",
                "{\"type\":\"exit\",\"job\":\"a\"}",
                "{\"type\":\"measured\",\"pace\":-1}",
                "{\"type\":\"measured\",\"pace\":\"NaN\"}",
                "{\"type\":\"measured\",\"pace\":null}",
                "{\"type\":\"loaded\"}",
                "{\"type\":\"ready\",\"device\":\"cpu\",\"threads\":0,\"networks\":[]}",
                "{\"type\":\"ready\",\"device\":\"cpu\",\"threads\":1,\"networks\":[{\"name\":\"a\",\"sha256\":\"b\"}]}",
                "{\"type\":\"decoded\",\"job\":\"a\",\"width\":0,\"height\":1,\"estimatedSeconds\":1,\"remarks\":[]}",
                "{\"type\":\"decoded\",\"job\":\"a\",\"width\":1,\"height\":65536,\"estimatedSeconds\":1,\"remarks\":[]}",
                "{\"type\":\"progress\",\"job\":\"a\",\"octave\":5,\"octaves\":4,\"step\":1,\"steps\":1,\"objective\":1,"
                        + "\"secondsLeft\":1}",
                "{\"type\":\"seen\",\"job\":\"a\",\"fingerprint\":\"1:abc\"}",
                "{\"type\":\"refused\",\"job\":\"a\",\"sentence\":\"No.\"}",
                "{\"type\":\"refused\",\"job\":\"a\",\"reason\":\"WHIM\",\"sentence\":\"No.\"}",
                "{\"type\":\"refused\",\"job\":\"a\",\"reason\":\"INPUT\",\"sentence\":\" \"}",
                "{\"type\":\"refused\",\"job\":\"a\",\"reason\":\"INPUT\",\"sentence\":\"No.\",\"more\":1}",
                "{\"type\":\"alive\"",
            })
    void whatCannotBeIsNotBelieved(String line) {
        assertThatThrownBy(() -> DreamerProtocol.report(line)).isInstanceOf(JsonProcessingException.class);
    }

    @Test
    void theShareGrowsStepByStepToOne() {
        assertThat(new DreamerProtocol.Progress("a", 1, 4, 1, 10, 0, 0).share()).isEqualTo(1 / 40.0);
        assertThat(new DreamerProtocol.Progress("a", 4, 4, 10, 10, 0, 0).share())
                .isEqualTo(1);
    }
}
