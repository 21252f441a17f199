/**
 * The documents by which clients find out what the API serves (Kubernetes API concepts, "Discovery
 * API").
 *
 * <p>Starting points: {@link dev.weft.server.resources.discovery.Discovery}, {@link
 * dev.weft.server.resources.discovery.ServerVersion}.
 */
@NullMarked
package dev.weft.server.resources.discovery;

import org.jspecify.annotations.NullMarked;
