package io.pareidolia.bot.discord;

import static org.assertj.core.api.Assertions.assertThat;

import io.pareidolia.bot.quota.Admission;
import io.pareidolia.bot.quota.Author;
import io.pareidolia.bot.quota.Limits;
import io.pareidolia.bot.quota.RuleKey;
import io.pareidolia.bot.quota.Rules;
import io.pareidolia.bot.quota.Scope;
import io.pareidolia.bot.quota.TestQuota;
import io.pareidolia.bot.store.Database;
import io.pareidolia.bot.store.SqlConduct;
import io.pareidolia.bot.store.SqlRules;
import io.pareidolia.dream.Looks;
import io.pareidolia.dream.RecipeText;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DefaultsTest {
    private static final Scope GUILD = Scope.community("discord", "1");

    @TempDir
    Path folder;

    private final Defaults defaults = new Defaults(Looks.bundled(), List.of("googlenet", "vgg16"));
    private Database database;
    private Rules rules;

    @BeforeEach
    void open() {
        database = Database.sqlite(folder.resolve("pareidolia.db"), Clock.systemUTC());
        rules = new SqlRules(database);
    }

    @AfterEach
    void close() {
        database.close();
    }

    private void set(RuleKey key, String value) {
        rules.set(GUILD, Map.of(key, value), Author.operator("anna"));
    }

    private String completed(String words) {
        Limits limits = new Admission(
                        rules, new SqlConduct(database), charges -> List.of(), TestQuota.DEFAULTS, Clock.systemUTC())
                .limits(GUILD);
        return defaults.completed(words, limits);
    }

    @Test
    void whoNamesAnotherNetworkHasNothingThatWasMadeForTheUsualOne() {
        set(RuleKey.DEFAULTS, "look=eyes network=googlenet layer=inception_4c/output steps=3");
        assertThat(completed("size=200"))
                .isEqualTo("look=eyes network=googlenet layer=inception_4c/output steps=3 size=200");
        assertThat(completed("network=vgg16")).isEqualTo("network=vgg16 steps=3");
        assertThat(completed("network=vgg16 layer=conv4_3")).isEqualTo("network=vgg16 layer=conv4_3 steps=3");
        assertThat(completed("network=googlenet"))
                .as("that is the one they were made for")
                .isEqualTo("look=eyes network=googlenet layer=inception_4c/output steps=3");
    }

    @Test
    void whereTheUsualNetworkIsNotAllowedNothingThatWasMadeForItIsLeft() {
        set(RuleKey.DEFAULTS, "network=googlenet layer=inception_4c/output steps=3");
        set(RuleKey.NETWORKS, "vgg16");
        assertThat(completed("size=200")).isEqualTo("steps=3 size=200");
    }

    @Test
    void whereBothTogetherAreTooLongOneGetsWhatOneSaid() {
        set(RuleKey.DEFAULTS, "network=googlenet layer=" + "x".repeat(RecipeText.LONGEST / 2));
        String words = String.join(" ", Collections.nCopies(RecipeText.LONGEST / 18, "stronger"));
        assertThat(completed("size=200")).startsWith("network=googlenet layer=xxx");
        assertThat(completed(words)).isEqualTo(words);
    }
}
