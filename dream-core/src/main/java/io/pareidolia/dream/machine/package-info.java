/**
 * What this machine offers: its folders, its devices, and ONNX Runtime with its native libraries, unpacked once. One
 * class runs models, through DJL's engine and ONNX Runtime's own classes beneath it.
 */
@NullMarked
package io.pareidolia.dream.machine;

import org.jspecify.annotations.NullMarked;
