/**
 * Pictures from strangers' links, for every front: fetched only from the public internet, within limits of size and
 * time. Whatever goes wrong is one {@link io.pareidolia.bot.fetch.FetchFailure} with one sentence for a person.
 */
@NullMarked
package io.pareidolia.bot.fetch;

import org.jspecify.annotations.NullMarked;
