package dev.weft.proxy.settings;

/** A port that the proxy opens for a workload. */
public sealed interface ListenerSpec {
  /** Where it listens. */
  HostPort listen();

  /** A forward proxy of HTTP: {@code CONNECT}, and requests with an absolute URI. */
  record Forward(HostPort listen) implements ListenerSpec {}

  /** A SOCKS5 proxy (RFC 1928), for {@code CONNECT} without authentication. */
  record Socks(HostPort listen) implements ListenerSpec {}

  /**
   * A port of this machine that leads to one destination.
   *
   * @param to the destination: a workload of the mesh, a name or an address
   * @param protocol what is spoken
   * @param outside whether the destination may be where the mesh is not
   */
  record Outbound(HostPort listen, HostPort to, AppProtocol protocol, boolean outside)
      implements ListenerSpec {}

  /**
   * The workload's port in the mesh, which leads to the program.
   *
   * @param to where the program listens
   * @param protocol what is spoken
   */
  record Inbound(HostPort listen, HostPort to, AppProtocol protocol) implements ListenerSpec {}
}
