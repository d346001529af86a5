/**
 * From a forward ONNX graph to its dream graph: picture in, gradient and objective out. It knows ONNX and this package's
 * rules, but no catalogue, no device and no recipe.
 */
@NullMarked
package io.pareidolia.dream.graph;

import org.jspecify.annotations.NullMarked;
