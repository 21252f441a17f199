/**
 * Backup and restore of all that a store holds, from either kind of store to either. Starting
 * points: {@link dev.weft.server.backup.Backup} and {@link dev.weft.server.backup.Restore}.
 */
@NullMarked
package dev.weft.server.backup;

import org.jspecify.annotations.NullMarked;
