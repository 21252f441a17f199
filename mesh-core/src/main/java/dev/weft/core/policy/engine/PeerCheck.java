package dev.weft.core.policy.engine;

import dev.weft.core.policy.ConnectionFacts;
import dev.weft.core.policy.Peer;
import dev.weft.core.policy.RequestFacts;
import dev.weft.core.policy.match.TextSet;
import org.jspecify.annotations.Nullable;

/** A part of the peer's identity; a peer without identity never matches. */
final class PeerCheck extends Check {
  private final Part part;
  private final TextSet set;

  PeerCheck(Part part, TextSet set) {
    this.part = part;
    this.set = set;
  }

  /** The parts that rules look at. */
  enum Part {
    PRINCIPAL,
    TRUST_DOMAIN,
    NAMESPACE,
    ACCOUNT
  }

  @Override
  boolean isOfConnection() {
    return true;
  }

  @Override
  boolean matches(
      ConnectionFacts connection, @Nullable RequestFacts request, String path, int pathEnd) {
    Peer peer = connection.peer();
    return peer != null
        && set.matches(
            switch (part) {
              case PRINCIPAL -> peer.principal();
              case TRUST_DOMAIN -> peer.trustDomain();
              case NAMESPACE -> peer.namespace();
              case ACCOUNT -> peer.account();
            });
  }

  @Override
  int cost() {
    return 2;
  }
}
