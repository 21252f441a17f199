/**
 * Where a destination is, and whether the mesh is there.
 *
 * <p>Starting point: {@link dev.weft.proxy.route.Router}.
 */
@NullMarked
package dev.weft.proxy.route;

import org.jspecify.annotations.NullMarked;
