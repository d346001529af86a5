package io.pareidolia.bot.settings;

import io.pareidolia.dream.machine.Device;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;

/**
 * What dreams, and how much it may take.
 *
 * @param devices one dreamer process each, at least one
 * @param threads of the processor for each device; empty for an equal share of all of them
 * @param networkCache bytes of loaded networks that one dreamer keeps
 * @param drain how long a running job may go on after the service was told to end
 * @param jobCeiling the most device time that a job may be estimated to take
 * @param memory bytes that a job may be estimated to take, Java heap and device together
 */
public record WorkerSettings(
        List<Device> devices,
        OptionalInt threads,
        long networkCache,
        Duration drain,
        Duration jobCeiling,
        long memory) {
    static final SettingKey<List<Device>> DEVICES = new SettingKey<>(
            "worker.devices",
            new SettingForm.Several<>(new WordForm.DeviceWord(), 1),
            "auto",
            "What dreams, one job at a time each; auto is a GPU if one can be used, else the processor.");
    static final SettingKey<OptionalInt> THREADS = new SettingKey<>(
            "worker.threads",
            new NumberForm.WholeOrAuto(new NumberForm.Whole(1, 1024, "threads")),
            "auto",
            "Threads of the processor for each device; auto divides all of them among the devices.");
    static final SettingKey<Long> NETWORK_CACHE = new SettingKey<>(
            "worker.networkCache",
            NumberForm.Measured.from(Measure.BYTES, "1 MB", "1 TB"),
            "512 MB",
            "Memory for networks that each device keeps loaded between jobs.");
    static final SettingKey<Duration> DRAIN = new SettingKey<>(
            "worker.drain",
            NumberForm.Measured.from(Measure.TIME, "0 ms", "1 d"),
            "30 s",
            "How long a running job may go on once the service is told to end; then it is handed back to the queue.");
    static final SettingKey<Duration> JOB_CEILING = new SettingKey<>(
            "worker.jobCeiling",
            NumberForm.Measured.from(Measure.TIME, "1 s", "7 d"),
            "10 min",
            "The most device time a job may be estimated to take; what takes more is refused with the largest size that"
                    + " fits.");
    static final SettingKey<Long> MEMORY = new SettingKey<>(
            "worker.memory",
            NumberForm.Measured.from(Measure.BYTES, "100 MB", "10 TB"),
            "2 GB",
            "The most memory a job may be estimated to take; what takes more is dreamed in tiles, or refused with the"
                    + " largest size that fits.");

    static final SettingSection SECTION = new SettingSection(
            "worker",
            "What dreams, and how much it may take.",
            List.of(DEVICES, THREADS, NETWORK_CACHE, DRAIN, JOB_CEILING, MEMORY));

    public WorkerSettings {
        devices = List.copyOf(devices);
    }

    static WorkerSettings of(SettingValues values) {
        return new WorkerSettings(
                values.get(DEVICES),
                values.get(THREADS),
                values.get(NETWORK_CACHE),
                values.get(DRAIN),
                values.get(JOB_CEILING),
                values.get(MEMORY));
    }
}
