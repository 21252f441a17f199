/**
 * Whole-system tests: real processes, real protocols, everything by its public face.
 *
 * <p>Starting points: {@code WireControlTest} (what the wire looks like without the mesh), {@link
 * dev.weft.it.harness} (what the tests stand on).
 */
@NullMarked
package dev.weft.it;

import org.jspecify.annotations.NullMarked;
