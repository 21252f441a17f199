/**
 * Who listens where: the endpoints that live leases stand for, and who may answer there.
 *
 * <p>Starting point: {@link dev.weft.core.directory.Directory}.
 */
@NullMarked
package dev.weft.core.directory;

import org.jspecify.annotations.NullMarked;
