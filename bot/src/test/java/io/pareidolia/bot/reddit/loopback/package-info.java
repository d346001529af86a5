/**
 * A Reddit on this machine with which the real JRAW talks, and the hands of the people who use it. It is as strict as
 * Reddit is: what Reddit refuses is refused here, with Reddit's own codes.
 */
package io.pareidolia.bot.reddit.loopback;
