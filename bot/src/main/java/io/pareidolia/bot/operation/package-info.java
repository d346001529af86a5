/**
 * What an operator needs to see and to hear of: figures, health, logs, alerts, and what is wrong with a machine. It
 * watches the other rooms from outside; none of them knows it.
 */
@NullMarked
package io.pareidolia.bot.operation;

import org.jspecify.annotations.NullMarked;
