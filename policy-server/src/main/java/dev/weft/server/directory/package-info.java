/**
 * Who listens where: leases, and what follows from them. Starting points: {@link
 * dev.weft.server.directory.LeaseTable} and {@link dev.weft.server.directory.Directory}.
 */
@NullMarked
package dev.weft.server.directory;

import org.jspecify.annotations.NullMarked;
