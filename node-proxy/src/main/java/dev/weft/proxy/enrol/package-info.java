/**
 * Whom the proxy serves, from its start or while it runs.
 *
 * <p>Starting point: {@link dev.weft.proxy.enrol.Members}.
 */
@NullMarked
package dev.weft.proxy.enrol;

import org.jspecify.annotations.NullMarked;
