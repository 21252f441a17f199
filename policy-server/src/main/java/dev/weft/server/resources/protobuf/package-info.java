/**
 * The few requests that clients send in protobuf and nothing else.
 *
 * <p>Starting points: {@link dev.weft.server.resources.protobuf.ReviewReader}.
 */
@NullMarked
package dev.weft.server.resources.protobuf;

import org.jspecify.annotations.NullMarked;
