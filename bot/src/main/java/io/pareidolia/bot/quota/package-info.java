/**
 * Who may ask for how much: what is charged, against which limits, and given back. Declares what it wants of a store,
 * and knows none.
 */
@NullMarked
package io.pareidolia.bot.quota;

import org.jspecify.annotations.NullMarked;
