/**
 * The real service as tests start, kill and question it. With whom it talks there is for the tests to say.
 */
package io.pareidolia.bot.process;
