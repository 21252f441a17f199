/**
 * AuthorizationPolicy and RequestAuthentication for the requests of server libraries, one contract
 * ({@link dev.weft.it.http.RequestPolicyContract}) for all of them; and what is told of these
 * requests, by another ({@link dev.weft.it.http.ServerTracingContract}).
 */
@NullMarked
package dev.weft.it.http;

import org.jspecify.annotations.NullMarked;
