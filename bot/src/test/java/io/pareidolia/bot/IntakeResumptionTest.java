package io.pareidolia.bot;

import static org.assertj.core.api.Assertions.assertThat;

import io.pareidolia.bot.fetch.FetchSettings;
import io.pareidolia.bot.fetch.PictureFetcher;
import io.pareidolia.bot.job.Asker;
import io.pareidolia.bot.job.Intake;
import io.pareidolia.bot.job.JobId;
import io.pareidolia.bot.job.JobState;
import io.pareidolia.bot.job.Received;
import io.pareidolia.bot.job.RecipeDesk;
import io.pareidolia.bot.job.Wish;
import io.pareidolia.bot.settings.SettingsLoader;
import io.pareidolia.bot.store.SqlWorkers;
import io.pareidolia.dream.DreamCaps;
import io.pareidolia.dream.Looks;
import io.pareidolia.dream.network.Catalogue;
import io.pareidolia.dream.network.NetworkFolder;
import io.pareidolia.dream.picture.PictureLimits;
import io.pareidolia.dream.picture.PictureReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was received before a crash, and not decided on. */
class IntakeResumptionTest {
    @TempDir
    Path folder;

    private static JobId received(Intake intake, String externalId) {
        Wish wish = new Wish("eyes", new Wish.Source.OfJob(new JobId("0".repeat(26)), "dream"));
        return intake.receive(new Received(
                        externalId, new Asker("front", "c", "m"), List.of(), false, wish, "page", Optional.empty()))
                .job()
                .id();
    }

    @Test
    void whatWasLeftUndecidedIsDecidedOnUnlessItMayBeUnderWay() throws IOException {
        SimulatedClock clock = new SimulatedClock();
        var settings = new SettingsLoader(Map.of("PAREIDOLIA_DATA", folder.toString()), folder)
                .load(Optional.empty())
                .settings();
        PictureReader reader = new PictureReader(PictureLimits.USUAL);
        try (Storage storage = Storage.open(settings, clock, Duration.ZERO)) {
            Intake intake = new Intake(
                    storage.jobs(),
                    storage.pictures(),
                    new PictureFetcher(
                            folder.resolve("fetched"),
                            new FetchSettings(
                                    1, Duration.ofSeconds(1), Duration.ofSeconds(1), "test", Optional.empty(), false),
                            reader),
                    Map.of(),
                    reader,
                    new RecipeDesk(
                            Catalogue.bundled(),
                            NetworkFolder.standard(Map.of()),
                            Looks.bundled(),
                            new SqlWorkers(storage.database()),
                            DreamCaps.ofMachine(),
                            1),
                    storage.admission(),
                    clock);
            JobId old = received(intake, "old");
            clock.pass(100);
            JobId young = received(intake, "young");
            clock.pass(130);

            intake.resume("another front", Duration.ZERO);
            assertThat(storage.jobs().undecided("front")).containsExactly(old, young);
            intake.resume("front", Duration.ofMinutes(2));
            assertThat(storage.jobs().undecided("front")).containsExactly(young);
            assertThat(storage.jobs().find(old).orElseThrow().state()).isEqualTo(JobState.REFUSED);
            intake.resume("front", Duration.ZERO);
            assertThat(storage.jobs().undecided("front")).isEmpty();
        }
    }
}
