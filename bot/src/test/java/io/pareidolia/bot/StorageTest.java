package io.pareidolia.bot;

import static org.assertj.core.api.Assertions.assertThat;

import io.pareidolia.bot.settings.SettingsLoader;
import io.pareidolia.bot.settings.StoreSettings;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StorageTest {
    @TempDir
    Path folder;

    private int patience(String url) {
        StoreSettings settings = new SettingsLoader(Map.of("PAREIDOLIA_STORE_URL", url), folder)
                .load(Optional.empty())
                .settings()
                .store();
        return Storage.source(settings, url).getSocketTimeout();
    }

    @Test
    void aDatabaseThatVanishesIsNotWaitedForForEverUnlessItsAddressSaysSo() {
        assertThat(patience("jdbc:postgresql://db/pareidolia")).isEqualTo(300);
        assertThat(patience("jdbc:postgresql://db/pareidolia?socketTimeout=7")).isEqualTo(7);
        assertThat(patience("jdbc:postgresql://db/pareidolia?socketTimeout=0")).isZero();
    }
}
