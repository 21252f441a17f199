/**
 * Who may talk to whom: Istio's AuthorizationPolicy, PeerAuthentication and RequestAuthentication,
 * read strictly and compiled to an engine that decides without allocating.
 *
 * <p>Starting points: {@link dev.weft.core.policy.AuthorizationPolicy#parse} and {@link
 * dev.weft.core.policy.PeerAuthentication#parse} to read, {@link
 * dev.weft.core.policy.PolicyEngine#compile} to decide on connections and requests, {@link
 * dev.weft.core.policy.PeerAuthentications} for the mutual TLS mode of a port, {@link
 * dev.weft.core.policy.RequestAuthentications#compile} for the tokens of requests.
 */
@NullMarked
package dev.weft.core.policy;

import org.jspecify.annotations.NullMarked;
