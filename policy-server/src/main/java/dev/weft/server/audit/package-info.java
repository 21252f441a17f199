/** The audit log. Starting point: {@link dev.weft.server.audit.AuditLog}. */
@NullMarked
package dev.weft.server.audit;

import org.jspecify.annotations.NullMarked;
