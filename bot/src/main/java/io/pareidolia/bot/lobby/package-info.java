/**
 * The lobby: a web page where people give a picture and watch it dream, and the HTTP interface under it. A front like
 * the others, whose answer counts as given once it can be had.
 */
@NullMarked
package io.pareidolia.bot.lobby;

import org.jspecify.annotations.NullMarked;
