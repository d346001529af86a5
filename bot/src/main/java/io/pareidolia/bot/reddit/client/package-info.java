/**
 * What Reddit is asked and told, as records and one client. JRAW carries the requests and is known here alone, so that
 * none of its faults is met anywhere else.
 */
@NullMarked
package io.pareidolia.bot.reddit.client;

import org.jspecify.annotations.NullMarked;
