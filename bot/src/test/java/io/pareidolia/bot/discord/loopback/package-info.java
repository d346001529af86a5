/**
 * A Discord on this machine with which the real JDA talks, and the hands of the people who use it. It is as strict as
 * Discord is: what Discord refuses is refused here, with Discord's own codes.
 */
package io.pareidolia.bot.discord.loopback;
