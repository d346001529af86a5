package io.pareidolia.bot.operation;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.DoubleSupplier;

/**
 * How full the disk is.
 *
 * @param folder of the service
 * @param pictures bytes that pictures take in all; not a number where nobody knows
 * @param budget bytes that they may take
 */
public record DiskFigures(Path folder, DoubleSupplier pictures, long budget) {
    private static final String BYTES = "bytes";

    /** Bytes that this user can still write there; not a number if the folder is gone. */
    public double free() {
        try {
            return Files.getFileStore(folder).getUsableSpace();
        } catch (IOException gone) {
            return Double.NaN;
        }
    }

    void bindTo(MeterRegistry registry) {
        Gauge.builder("pareidolia.disk.free", this::free)
                .description("Room that is left in the folder of the service")
                .baseUnit(BYTES)
                .register(registry);
        Gauge.builder("pareidolia.disk.pictures", pictures::getAsDouble)
                .description("What pictures take in all")
                .baseUnit(BYTES)
                .register(registry);
        Gauge.builder("pareidolia.disk.budget", () -> budget)
                .description("What they may take")
                .baseUnit(BYTES)
                .register(registry);
    }
}
