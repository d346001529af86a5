package io.pareidolia.bot.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingFormTest {
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "queue.lease          | 5 s            | 5 s",
                "queue.lease          | 5s             | 5 s",
                "queue.lease          | 120 S          | 2 min",
                "queue.lease          | 90 s           | 90 s",
                "retention.results    | 720 h          | 30 d",
                "worker.drain         | 0 ms           | 0 ms",
                "fetch.timeout        | 1500 ms        | 1500 ms",
                "retention.disk       | 1500 MB        | 1500 MB",
                "retention.disk       | 20000 mb       | 20 GB",
                "retention.highWater  | 80             | 80 %",
                "retention.highWater  | 80%            | 80 %",
                "worker.threads       | AUTO           | auto",
                "filter.mode          | Strict         | strict",
                "log.level            | TRACE          | trace",
                "log.json             | True           | true",
                "lobby.publicUrl      | https://d.example | https://d.example/",
                "lobby.publicUrl      | http://[::1]:81/ | http://[::1]:81/",
                "lobby.host           | ::             | ::",
                "lobby.host           | dream.lan      | dream.lan",
                "lobby.trustedProxies | 10.0.0.0/8,::1, fd00::/7 | [10.0.0.0/8, ::1, fd00::/7]",
                "worker.devices       | cpu,cpu, CUDA  | [cpu, cpu, cuda:0]",
                "fetch.lobbyHosts     | i.example.org,*.a.b | [i.example.org, *.a.b]",
                "fetch.lobbyHosts     | ``             | []",
                "store.url            | jdbc:postgresql://db:5432/x?ssl=true | jdbc:postgresql://db:5432/x?ssl=true",
                "store.url            | jdbc:postgresql:x | jdbc:postgresql:x",
                "store.pictures       | ``             | ``",
                "data                 | /a/../b/       | /b",
                "alert.webhook        | https://h.example/hooks?token=1 | ***",
            })
    void whatPeopleWriteIsRead(String name, String text, String plain) {
        assertThat(read(Settings.named(name).orElseThrow(), text).map(String::valueOf))
                .contains(plain);
    }

    private static <T> Optional<Object> read(SettingKey<T> key, String text) {
        return key.form().read(text).map(key.form()::plain);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "queue.lease          | 30",
                "queue.lease          | 0 s",
                "queue.lease          | 61 min",
                "queue.lease          | 1.5 min",
                "queue.lease          | 30 sec",
                "queue.lease          | -30 s",
                "retention.results    | 999999999999999999 d",
                "retention.disk       | 20",
                "retention.disk       | 20 GiB",
                "retention.highWater  | 100 %",
                "retention.highWater  | 0.9",
                "lobby.port           | 65536",
                "lobby.port           | 99999999999",
                "lobby.port           | 0x50",
                "lobby.port           | ``",
                "worker.threads       | 0",
                "worker.devices       | ``",
                "worker.devices       | cpu,,cpu",
                "worker.devices       | gpu",
                "filter.mode          | lax",
                "log.json             | yes",
                "lobby.host           | ``",
                "lobby.host           | 127.0.0.1:8080",
                "lobby.host           | http://localhost",
                "lobby.publicUrl      | d.example",
                "lobby.publicUrl      | //d.example",
                "lobby.publicUrl      | ftp://d.example",
                "lobby.publicUrl      | https://d.example/path",
                "lobby.publicUrl      | https://d.example:99999",
                "fetch.proxy          | http://user:word@proxy.example:3128",
                "lobby.trustedProxies | 10.0.0.0/33",
                "lobby.trustedProxies | 256.0.0.1",
                "lobby.trustedProxies | proxy.example",
                "lobby.trustedProxies | 1:2:3",
                "lobby.trustedProxies | ::/129",
                "fetch.lobbyHosts     | https://i.example.org",
                "fetch.lobbyHosts     | a.*.org",
                "store.url            | jdbc:sqlite:x",
                "store.url            | jdbc:postgresql://db/x?password=y",
                "store.url            | jdbc:postgresql://db/x?a=b&user=y",
                "store.url            | jdbc:postgresql://me:y@db/x",
                "store.user           | a\u200bb",
                "data                 | ``",
                "lobby.password       | ***",
                "alert.webhook        | h.example",
            })
    void whatIsWrongOrOutOfRangeIsNot(String name, String text) {
        assertThat(Settings.named(name).orElseThrow().form().read(text)).isEmpty();
    }

    @Test
    void valuesHaveTypesThatSayTheirUnit() {
        assertThat(QueueSettings.LEASE.form().read("2 min")).contains(Duration.ofMinutes(2));
        assertThat(RetentionSettings.DISK.form().read("20 GB")).contains(20_000_000_000L);
        assertThat(WorkerSettings.THREADS.form().read("auto")).contains(OptionalInt.empty());
        assertThat(WorkerSettings.THREADS.form().read("3")).contains(OptionalInt.of(3));
    }

    @Test
    void aPathInTheHomeIsWrittenAsPeopleDo() {
        Path home = Path.of(System.getProperty("user.home")).toAbsolutePath();
        assertThat(Settings.DATA.form().read("~/dreams")).contains(home.resolve("dreams"));
        assertThat(Settings.DATA.form().plain(home.resolve("dreams"))).isEqualTo("~/dreams");
        assertThat(Settings.DATA.form().plain(home)).isEqualTo(home.toString());
        assertThat(Settings.DATA.form().read("dreams"))
                .contains(Path.of("dreams").toAbsolutePath());
    }

    @Test
    void rangesAreInWordsForPeople() {
        assertThat(List.of(
                        LobbySettings.PORT.form().range(),
                        QueueSettings.LARGEST_SIZE.form().range(),
                        QueueSettings.LEASE.form().range(),
                        WorkerSettings.THREADS.form().range(),
                        FilterSettings.MODE.form().range(),
                        WorkerSettings.DEVICES.form().range(),
                        LobbySettings.PASSWORD.form().range()))
                .containsExactly(
                        "a whole number from 0 to 65535",
                        "a whole number of pixels from 64 to 8192",
                        "a time from 1 s to 1 h",
                        "auto or a whole number of threads from 1 to 1024",
                        "sensitive, strict or off",
                        "a list of at least 1, each auto, cpu or cuda:0 (or another number)",
                        "a password, or empty");
    }
}
