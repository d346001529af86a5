/**
 * A job from the moment a front has acknowledged it to its end: its states, who may be next, and what must be told to
 * whom. Declares what it wants of a store, and knows none.
 */
@NullMarked
package io.pareidolia.bot.job;

import org.jspecify.annotations.NullMarked;
