/** Tests of the node proxy's jar: programs without an agent in the mesh, and their peers. */
@NullMarked
package dev.weft.it.proxy;

import org.jspecify.annotations.NullMarked;
