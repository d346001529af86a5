package io.pareidolia.bot.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.pareidolia.dream.picture.Picture;
import io.pareidolia.dream.picture.PictureFormat;
import io.pareidolia.dream.picture.PictureLimits;
import io.pareidolia.dream.picture.PictureReader;
import io.pareidolia.dream.picture.PictureSize;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreviewsTest {
    @TempDir
    Path folder;

    private final Picture dream = Picture.filled(1000, 750, 10, 200, 30);
    private long now = Long.MAX_VALUE - 1; // such clocks may run over
    private int finished;

    private boolean written(Previews previews) {
        return previews.written(() -> {
            finished++;
            return dream;
        });
    }

    @Test
    void oneIsWrittenAtOnceAndTheNextTwoSecondsAfterIt() {
        Previews previews = new Previews(folder.resolve("p.jpg"), () -> now);
        assertThat(written(previews)).isTrue();
        now += TimeUnit.MILLISECONDS.toNanos(1999);
        assertThat(written(previews)).isFalse();
        now += TimeUnit.MILLISECONDS.toNanos(1);
        assertThat(written(previews)).isTrue();
        assertThat(written(previews)).isFalse();
        assertThat(finished).isEqualTo(2);
    }

    @Test
    void itIsASmallJpeg() {
        assertThat(written(new Previews(folder.resolve("p.jpg"), () -> now))).isTrue();
        PictureReader reader = new PictureReader(PictureLimits.USUAL);
        assertThat(reader.header(folder.resolve("p.jpg")).format()).isEqualTo(PictureFormat.JPEG);
        assertThat(reader.header(folder.resolve("p.jpg")).size()).isEqualTo(new PictureSize(512, 384));
    }

    @Test
    void aDiskThatRefusesItDoesNotEndTheDream() {
        assertThat(written(new Previews(folder.resolve("gone/p.jpg"), () -> now)))
                .isFalse();
    }
}
