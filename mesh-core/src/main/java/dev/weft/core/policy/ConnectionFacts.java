package dev.weft.core.policy;

import dev.weft.core.identity.SpiffeId;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * What an enforcer knows of an incoming connection. Make one per connection and keep it.
 *
 * <p>An address that is null is unknown to the enforcer: an ALLOW rule that asks for it never
 * matches, a DENY rule matches as if it did not ask.
 *
 * @param peer the identity that the peer has proved, or null when it has proved none (plaintext)
 * @param sourceIp where the connection comes from
 * @param destinationIp the local address that it was made to
 * @param destinationPort the local port that it was made to
 * @param sni the server name that the client asked for in TLS, or null when it asked for none
 */
public record ConnectionFacts(
    @Nullable Peer peer,
    @Nullable IpAddress sourceIp,
    @Nullable IpAddress destinationIp,
    int destinationPort,
    @Nullable String sni) {
  public ConnectionFacts {
    if (destinationPort < 0 || destinationPort > 65535) {
      throw new IllegalArgumentException("port: " + destinationPort + " (expected: 0 to 65535)");
    }
  }

  /** The facts of a real connection. */
  public static ConnectionFacts of(
      @Nullable SpiffeId peer,
      InetAddress source,
      InetAddress destination,
      int destinationPort,
      @Nullable String sni) {
    return new ConnectionFacts(
        peer == null ? null : Peer.of(peer),
        IpAddress.of(source),
        IpAddress.of(destination),
        destinationPort,
        sni);
  }
}
