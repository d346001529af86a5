/**
 * A graph for one size of picture: nodes, constants, and the type of every tensor, worked out as nodes are added.
 * Reading strangers' files, bringing them to one opset and folding what does not depend on the picture live here too.
 */
@NullMarked
package io.pareidolia.dream.graph.model;

import org.jspecify.annotations.NullMarked;
