package io.pareidolia.bot.quota;

import java.util.Optional;

/**
 * What a job would take.
 *
 * @param seconds of the device, estimated
 * @param size longest side of the dream in pixels
 * @param network its name in the catalogue
 * @param look the look that was named, if one was
 */
public record Order(double seconds, int size, String network, Optional<String> look) {}
