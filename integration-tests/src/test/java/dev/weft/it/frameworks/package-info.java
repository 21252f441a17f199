/**
 * Applications in the frameworks that people use, unchanged and as they are released, in the mesh.
 * Start with {@link dev.weft.it.frameworks.Framework}.
 */
@NullMarked
package dev.weft.it.frameworks;

import org.jspecify.annotations.NullMarked;
