/**
 * Who manages which field of a resource ({@code metadata.managedFields}), and server-side apply, as
 * Kubernetes has them for custom resources without list markers: objects are merged member by
 * member, while arrays and scalars belong to one manager as a whole. Starting points: {@link
 * dev.weft.server.resources.apply.FieldManagement} and {@link
 * dev.weft.server.resources.apply.FieldSet}.
 *
 * <p>Source: <a href="https://kubernetes.io/docs/reference/using-api/server-side-apply/">Kubernetes
 * documentation, Server-Side Apply</a>.
 */
@NullMarked
package dev.weft.server.resources.apply;

import org.jspecify.annotations.NullMarked;
