/**
 * Where networks come from and how they run: the catalogue, the folder they are kept in, the download with its checks,
 * and sessions on a device. It knows graphs, but neither recipes nor pictures.
 */
@NullMarked
package io.pareidolia.dream.network;

import org.jspecify.annotations.NullMarked;
