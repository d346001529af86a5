/**
 * Claims jobs and has them dreamed, each in a child process of this same program that knows no store, no token and no
 * network. {@code DreamerProcess} is the parent's side of such a child and {@code DreamerChild} the child's own.
 */
@NullMarked
package io.pareidolia.bot.worker;

import org.jspecify.annotations.NullMarked;
