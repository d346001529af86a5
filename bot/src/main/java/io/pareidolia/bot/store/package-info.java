/**
 * The SQL behind jobs and quotas, for SQLite and PostgreSQL: the same statements, one way to open either. Whatever must
 * not be broken by a crash or by another process is one transaction here.
 */
@NullMarked
package io.pareidolia.bot.store;

import org.jspecify.annotations.NullMarked;
