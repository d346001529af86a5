package io.pareidolia.bot.settings;

import io.pareidolia.dream.machine.StandardFolders;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Everything an operator may decide about the service. Each part goes to whoever needs it.
 *
 * @param data folder of the service, absolute: its lock, its socket, and with SQLite the database and the pictures
 */
public record Settings(
        Path data,
        StoreSettings store,
        LobbySettings lobby,
        DiscordSettings discord,
        RedditSettings reddit,
        WorkerSettings worker,
        QueueSettings queue,
        RetentionSettings retention,
        FilterSettings filter,
        FetchSettings fetch,
        LogSettings log,
        HealthSettings health,
        AlertSettings alert) {
    static final SettingKey<Path> DATA = new SettingKey<>(
            "data",
            new WordForm.Place(),
            "~/.local/share/pareidolia",
            StandardFolders::data,
            "Folder of the service: its lock, and with SQLite the database and the pictures. Where XDG_DATA_HOME is set,"
                    + " the default is the folder pareidolia in there.");

    private static final List<SettingSection> SECTIONS = List.of(
            new SettingSection("", "", List.of(DATA)),
            StoreSettings.SECTION,
            LobbySettings.SECTION,
            DiscordSettings.SECTION,
            RedditSettings.SECTION,
            WorkerSettings.SECTION,
            QueueSettings.SECTION,
            RetentionSettings.SECTION,
            FilterSettings.SECTION,
            FetchSettings.SECTION,
            LogSettings.SECTION,
            HealthSettings.SECTION,
            AlertSettings.SECTION);

    static Settings of(SettingValues values) {
        return new Settings(
                values.get(DATA),
                StoreSettings.of(values),
                LobbySettings.of(values),
                DiscordSettings.of(values),
                RedditSettings.of(values),
                WorkerSettings.of(values),
                QueueSettings.of(values),
                RetentionSettings.of(values),
                FilterSettings.of(values),
                FetchSettings.of(values),
                LogSettings.of(values),
                HealthSettings.of(values),
                AlertSettings.of(values));
    }

    /** All sections, in the order of the commented file; the first has no name. */
    static List<SettingSection> sections() {
        return SECTIONS;
    }

    static Stream<SettingKey<?>> keys() {
        return SECTIONS.stream().flatMap(section -> section.keys().stream());
    }

    /** The key of a name with its section, such as {@code lobby.port}. */
    static Optional<SettingKey<?>> named(String name) {
        return keys().filter(key -> key.name().equals(name)).findFirst();
    }
}
