/**
 * How {@code networks/inception-v3.onnx} came to be: from the npm package {@code nsfwjs} to one ONNX file, the same to
 * the byte each time. It is run by hand (README.md beside this file says how) and is not shipped.
 */
@NullMarked
package io.pareidolia.dream.network.convert;

import org.jspecify.annotations.NullMarked;
