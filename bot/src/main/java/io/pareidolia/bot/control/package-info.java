/**
 * One service at a time over a data folder, and how commands reach it while it runs: over a socket in that folder, which
 * only its owner can open. What commands do, others say.
 */
@NullMarked
package io.pareidolia.bot.control;

import org.jspecify.annotations.NullMarked;
