/**
 * Connections of the mesh: mutual TLS as the agent does it, with the server's verdict inside.
 *
 * <p>Starting points: {@link dev.weft.proxy.link.InboundConnection} for what comes in, {@link
 * dev.weft.proxy.link.Connector} for what goes out.
 */
@NullMarked
package dev.weft.proxy.link;

import org.jspecify.annotations.NullMarked;
