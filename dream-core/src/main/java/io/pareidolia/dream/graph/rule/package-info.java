/**
 * How gradients flow back through one operator: a small class each, found by the operator's name with {@code Rule}
 * behind it. A rule for another operator is one more class here and one more test, and nothing else.
 */
@NullMarked
package io.pareidolia.dream.graph.rule;

import org.jspecify.annotations.NullMarked;
