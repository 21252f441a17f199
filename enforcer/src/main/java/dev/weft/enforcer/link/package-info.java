/**
 * What two enforcers say to each other on a connection: TLS 1.3 with the mesh's mark, whose SVIDs
 * are checked by the same code on both sides, and the server's verdict as the first bytes inside.
 *
 * <p>Starting points: {@link dev.weft.enforcer.link.MeshProtocol}, {@link
 * dev.weft.enforcer.link.PeerTrust}.
 */
@NullMarked
package dev.weft.enforcer.link;

import org.jspecify.annotations.NullMarked;
