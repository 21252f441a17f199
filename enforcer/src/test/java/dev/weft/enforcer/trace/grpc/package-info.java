/** Calls to a server of grpc-java, and to servers that say what no server should. */
@NullMarked
package dev.weft.enforcer.trace.grpc;

import org.jspecify.annotations.NullMarked;
