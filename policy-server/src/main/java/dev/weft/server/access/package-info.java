/**
 * What people may do: roles, the namespaces they hold in, and the one table of what each role may.
 * Everything here is immutable and decides without side effects.
 *
 * <p>Starting points: {@link dev.weft.server.access.Grants#allows} decides, {@link
 * dev.weft.server.access.Permissions} is the table, {@link dev.weft.server.access.RoleMapping}
 * reads roles from settings.
 */
@NullMarked
package dev.weft.server.access;

import org.jspecify.annotations.NullMarked;
