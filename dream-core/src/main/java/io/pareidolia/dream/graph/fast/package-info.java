/**
 * A forward graph in faster words: each class here rewrites one kind of node into others that mean the same and that
 * ONNX Runtime, or the way back, is quicker at. None is needed for a right result.
 */
@NullMarked
package io.pareidolia.dream.graph.fast;

import org.jspecify.annotations.NullMarked;
