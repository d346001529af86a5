package io.pareidolia.bot.worker;

import io.pareidolia.bot.Main;
import io.pareidolia.dream.picture.Picture;
import io.pareidolia.dream.picture.PictureWriter;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** What tests with dreamers have in common. */
final class Dreamers {
    private Dreamers() {}

    /** Starts the real program, on one thread, with no other network than the bundled one. */
    static DreamerLaunch launch(Path folder) {
        return launch(folder, Map.of());
    }

    /** The same with some more variables. */
    static DreamerLaunch launch(Path folder, Map<String, String> variables) {
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.putAll(variables);
        environment.put("PAREIDOLIA_NETWORKS", folder.resolve("networks").toString());
        return new DreamerLaunch(Main.class.getName(), environment, "cpu", 1, 1L << 30, OptionalLong.of(1L << 30));
    }

    /** A file with hills in it. */
    static Path photo(Path folder, int width, int height) {
        float[] planes = new float[3 * width * height];
        for (int i = 0; i < planes.length; i++) {
            planes[i] = (float) (128 + 90 * Math.sin(0.1 * (i % width)) * Math.cos(0.07 * Math.floorDiv(i, width)));
        }
        Path photo = folder.resolve("photo.png");
        PictureWriter.write(new Picture(width, height, planes), photo, Optional.empty());
        return photo;
    }

    /** As {@code kill -9} does. */
    static void kill(long pid) {
        ProcessHandle.of(pid).orElseThrow().destroyForcibly();
    }
}
