package io.pareidolia.bot.store;

import io.pareidolia.bot.job.SettingsPage;
import io.pareidolia.bot.job.SettingsPages;
import io.pareidolia.bot.quota.Scope;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/** Settings pages, in a database. */
public final class SqlSettingsPages implements SettingsPages {
    private final Database database;

    public SqlSettingsPages(Database database) {
        this.database = database;
    }

    @Override
    public Optional<SettingsPage> of(Scope community) {
        return database.read(handle -> handle.createQuery("SELECT * FROM settings_page WHERE scope = :scope")
                .bind("scope", community.text())
                .map((row, context) -> page(community, row))
                .findOne());
    }

    private static SettingsPage page(Scope community, ResultSet row) throws SQLException {
        String content = row.getString("content");
        boolean told = row.getInt("told") == 1;
        return new SettingsPage(
                community,
                Optional.ofNullable(row.getString("revision"))
                        .map(revision -> new SettingsPage.Valid(revision, content)),
                row.getString("seen"),
                Optional.ofNullable(row.getString("fault")).map(revision -> new SettingsPage.Fault(revision, told)),
                Instant.ofEpochMilli(row.getLong("read")));
    }

    @Override
    public void valid(Scope community, SettingsPage.Valid page) {
        database.write(handle -> handle.createUpdate("INSERT INTO settings_page (scope, revision, content, seen, read)"
                        + " VALUES (:scope, :revision, :content, :revision, :now) ON CONFLICT (scope) DO UPDATE"
                        + " SET revision = excluded.revision, content = excluded.content, seen = excluded.seen,"
                        + " read = excluded.read")
                .bind("scope", community.text())
                .bind("revision", page.revision())
                .bind("content", page.text())
                .bind("now", database.now(handle))
                .execute());
    }

    @Override
    public void seen(Scope community, String revision) {
        database.write(handle -> handle.createUpdate("INSERT INTO settings_page (scope, seen, read)"
                        + " VALUES (:scope, :revision, :now) ON CONFLICT (scope) DO UPDATE"
                        + " SET seen = excluded.seen, read = excluded.read")
                .bind("scope", community.text())
                .bind("revision", revision)
                .bind("now", database.now(handle))
                .execute());
    }

    @Override
    public boolean tell(Scope community, String revision) {
        return database.write(handle -> handle.createUpdate("INSERT INTO settings_page (scope, seen, fault, read)"
                                + " VALUES (:scope, :revision, :revision, :now) ON CONFLICT (scope) DO UPDATE"
                                + " SET fault = excluded.fault, told = 0"
                                + " WHERE settings_page.fault IS NULL OR settings_page.fault <> excluded.fault")
                        .bind("scope", community.text())
                        .bind("revision", revision)
                        .bind("now", database.now(handle))
                        .execute()
                == 1);
    }

    @Override
    public void told(Scope community, String revision) {
        change(community, revision, "told = 1");
    }

    @Override
    public void untold(Scope community, String revision) {
        change(community, revision, "fault = NULL");
    }

    private void change(Scope community, String revision, String sets) {
        database.write(handle -> handle.createUpdate(
                        "UPDATE settings_page SET " + sets + " WHERE scope = :scope AND fault = :revision AND told = 0")
                .bind("scope", community.text())
                .bind("revision", revision)
                .execute());
    }
}
