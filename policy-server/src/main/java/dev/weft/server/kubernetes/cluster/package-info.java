/**
 * What is known of a cluster: its pods, nodes and services, as its API server last told. It says
 * who has an address, and which pods are on a node; it makes nobody a member of the mesh.
 *
 * <p>Starting points: {@link dev.weft.server.kubernetes.cluster.Cluster}, {@link
 * dev.weft.server.kubernetes.cluster.PodTable}.
 */
@NullMarked
package dev.weft.server.kubernetes.cluster;

import org.jspecify.annotations.NullMarked;
