/** Tests of what enforcers say to each other. */
@NullMarked
package dev.weft.enforcer.link;

import org.jspecify.annotations.NullMarked;
