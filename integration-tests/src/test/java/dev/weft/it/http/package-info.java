/**
 * AuthorizationPolicy and RequestAuthentication for the requests of server libraries, one contract
 * ({@link dev.weft.it.http.RequestPolicyContract}) for all of them.
 */
@NullMarked
package dev.weft.it.http;

import org.jspecify.annotations.NullMarked;
