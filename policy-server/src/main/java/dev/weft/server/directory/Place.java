package dev.weft.server.directory;

import java.net.InetAddress;

/**
 * Where something listens.
 *
 * @param host the host for which the address has a meaning; empty when it has one for all
 * @param address the address as RFC 5952 spells it
 * @param port the TCP port
 */
public record Place(String host, String address, int port) {
  /** The place {@code address}:{@code port} as {@code host} sees it. */
  public static Place of(String host, InetAddress address, int port) {
    return new Place(Addresses.isLocal(address) ? host : "", Addresses.format(address), port);
  }
}
