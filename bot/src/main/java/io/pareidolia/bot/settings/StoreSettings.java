package io.pareidolia.bot.settings;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where jobs, quotas and pictures are kept.
 *
 * @param url JDBC address of a PostgreSQL database; empty for SQLite in the data folder
 * @param user of PostgreSQL
 * @param password of PostgreSQL
 * @param poolSize connections to PostgreSQL
 * @param pictures folder that all machines of the service share; empty for the data folder with SQLite, for the
 *     database itself with PostgreSQL
 */
public record StoreSettings(
        Optional<String> url, Optional<String> user, Optional<Secret> password, int poolSize, Optional<Path> pictures) {
    private static final SettingForm<String> JDBC = new WordForm.Text(
            Pattern.compile("jdbc:postgresql:(?!\\S*(?i:password=))(?!\\S*[?&](?i:user)=)[^\\s@]+"),
            "an address such as jdbc:postgresql://db.example:5432/pareidolia, without user and password in it",
            false);

    static final SettingKey<Optional<String>> URL = new SettingKey<>(
            "store.url",
            new SettingForm.Perhaps<>(JDBC),
            "",
            "JDBC address of a PostgreSQL database, for more than one machine. Empty: SQLite in the data folder.");
    static final SettingKey<Optional<String>> USER = new SettingKey<>(
            "store.user",
            new SettingForm.Perhaps<>(WordForm.Text.of(".{1,63}", "a name")),
            "",
            "Who the service is in PostgreSQL. Empty: the user that runs it.");
    static final SettingKey<Optional<Secret>> PASSWORD = new SettingKey<>(
            "store.password",
            new SettingForm.Perhaps<>(new WordForm.Hidden(text -> true, "a password")),
            "",
            "That user's password.");
    static final SettingKey<Integer> POOL_SIZE = new SettingKey<>(
            "store.poolSize",
            new NumberForm.Whole(2, 200, "connections"),
            "10",
            "How many connections to PostgreSQL one process opens at most.");
    static final SettingKey<Optional<Path>> PICTURES = new SettingKey<>(
            "store.pictures",
            new SettingForm.Perhaps<>(new WordForm.Place()),
            "",
            "Folder for pictures that all machines of the service share. Empty: the data folder with SQLite, the"
                    + " database itself with PostgreSQL.");

    static final SettingSection SECTION = new SettingSection(
            "store", "Where jobs, quotas and pictures are kept.", List.of(URL, USER, PASSWORD, POOL_SIZE, PICTURES));

    static StoreSettings of(SettingValues values) {
        return new StoreSettings(
                values.get(URL), values.get(USER), values.get(PASSWORD), values.get(POOL_SIZE), values.get(PICTURES));
    }
}
