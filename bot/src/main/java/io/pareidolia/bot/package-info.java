/**
 * The command line and, later, the service: {@code Main} and its commands.
 * {@code Wiring} is the one place that says {@code new}.
 */
@NullMarked
package io.pareidolia.bot;

import org.jspecify.annotations.NullMarked;
