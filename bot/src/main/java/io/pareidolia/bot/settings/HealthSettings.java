package io.pareidolia.bot.settings;

import java.util.List;
import java.util.Optional;

/**
 * Where a process tells monitors how it is, beside the lobby or without one.
 *
 * @param host the address or name to listen on
 * @param port 0 for any that is free; empty for none
 */
public record HealthSettings(String host, Optional<Integer> port) {
    static final SettingKey<String> HOST = new SettingKey<>(
            "health.host",
            new WordForm.HostName(),
            "127.0.0.1",
            "Address it listens on. Whoever reaches it sees the names of communities among the figures.");
    static final SettingKey<Optional<Integer>> PORT = new SettingKey<>(
            "health.port",
            new SettingForm.Perhaps<>(new NumberForm.Whole(0, 65_535, "")),
            "",
            "TCP port it listens on, for example that of a worker, which has no lobby; 0 takes any that is free. Empty: none.");

    static final SettingSection SECTION = new SettingSection(
            "health",
            "Where /healthz, /readyz and /metrics are answered beside the lobby, which answers them too.",
            List.of(HOST, PORT));

    static HealthSettings of(SettingValues values) {
        return new HealthSettings(values.get(HOST), values.get(PORT));
    }
}
