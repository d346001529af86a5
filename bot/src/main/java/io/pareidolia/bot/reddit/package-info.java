/**
 * The Reddit front: mentions under pictures and what moderators say of them. It hears, hands what was asked to the intake,
 * and answers each mention with one comment.
 */
@NullMarked
package io.pareidolia.bot.reddit;

import org.jspecify.annotations.NullMarked;
