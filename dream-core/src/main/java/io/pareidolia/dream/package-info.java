/**
 * What a caller needs, nothing more: a {@code Recipe} and its text, the looks, and the {@code Dreamer} that runs one.
 * Pictures, networks and graphs live in the packages below, which know nothing of this one.
 */
@NullMarked
package io.pareidolia.dream;

import org.jspecify.annotations.NullMarked;
