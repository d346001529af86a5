/**
 * From a stranger's file to a {@link io.pareidolia.dream.picture.Picture} in sRGB, the right way up, and back into a
 * file that tells its recipe and nothing else. Every refusal is one plain sentence; no file, however hostile, costs
 * more memory than {@link io.pareidolia.dream.picture.PictureLimits} allow.
 */
@NullMarked
package io.pareidolia.dream.picture;

import org.jspecify.annotations.NullMarked;
