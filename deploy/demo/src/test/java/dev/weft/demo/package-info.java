/** Tests of the demo's own parts; that the demo works as a whole is what {@code --check} says. */
@NullMarked
package dev.weft.demo;

import org.jspecify.annotations.NullMarked;
