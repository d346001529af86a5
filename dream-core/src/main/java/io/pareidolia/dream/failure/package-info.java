/**
 * The one exception whose message is meant for a person. It stands apart so that every other package may throw it.
 */
@NullMarked
package io.pareidolia.dream.failure;

import org.jspecify.annotations.NullMarked;
