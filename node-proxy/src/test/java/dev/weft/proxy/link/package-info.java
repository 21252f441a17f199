/** Tests of the proxy's connections of the mesh. */
@NullMarked
package dev.weft.proxy.link;

import org.jspecify.annotations.NullMarked;
