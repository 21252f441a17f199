/**
 * The durable store and what is kept in it. Starting points: {@link dev.weft.server.store.Database}
 * and {@link dev.weft.server.store.ResourceStore}.
 */
@NullMarked
package dev.weft.server.store;

import org.jspecify.annotations.NullMarked;
