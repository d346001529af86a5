/**
 * What a picture seems to show, as far as the bundled network's own head can tell, and whether it is one that was
 * blocked before. It decides nothing by itself: whoever asks says by which rule, and what follows.
 */
@NullMarked
package io.pareidolia.dream.content;

import org.jspecify.annotations.NullMarked;
