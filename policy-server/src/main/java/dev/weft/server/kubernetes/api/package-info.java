/**
 * A small client of the Kubernetes API: it lists a collection and follows its changes.
 *
 * <p>Starting points: {@link dev.weft.server.kubernetes.api.Reflector} keeps an {@link
 * dev.weft.server.kubernetes.api.ObjectSink} as the cluster is, by what {@link
 * dev.weft.server.kubernetes.api.ApiClient} reads.
 */
@NullMarked
package dev.weft.server.kubernetes.api;

import org.jspecify.annotations.NullMarked;
