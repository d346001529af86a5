/**
 * What an operator may decide: one YAML file, variables of the environment and defaults become records, checked at
 * start. It knows no other part of the service; whoever needs a record gets it by its constructor.
 */
@NullMarked
package io.pareidolia.bot.settings;

import org.jspecify.annotations.NullMarked;
