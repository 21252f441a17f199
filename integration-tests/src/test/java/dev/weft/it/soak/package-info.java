/**
 * Programs in the mesh for long, with certificates that last seconds: nothing fails, and nothing
 * grows.
 *
 * <p>Starting point: {@link dev.weft.it.soak.SoakTest}; {@code integration-tests/soak} runs it for
 * as long as one likes.
 */
@NullMarked
package dev.weft.it.soak;

import org.jspecify.annotations.NullMarked;
