/**
 * What the server takes from a Kubernetes cluster: whose tokens its service accounts have.
 *
 * <p>Starting points: {@link dev.weft.server.kubernetes.ServiceAccountTokens} judges a token,
 * {@link dev.weft.server.kubernetes.ClusterKeys} has the keys by which it does.
 */
@NullMarked
package dev.weft.server.kubernetes;

import org.jspecify.annotations.NullMarked;
