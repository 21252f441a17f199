/**
 * Reads answers of HTTP/1.1 servers (RFC 9112) within bounds, for clients that must not use those
 * of the JDK: inside somebody else's program these would start threads and be woven themselves.
 *
 * <p>Starting point: {@link dev.weft.core.http.HttpAnswerReader}.
 */
@NullMarked
package dev.weft.core.http;

import org.jspecify.annotations.NullMarked;
