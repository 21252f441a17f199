package dev.weft.server.review;

import dev.weft.core.policy.AuthorizationPolicy;
import dev.weft.core.policy.PeerAuthentication;
import java.util.List;

/** The policies that a review is judged by. */
record PolicyBook(List<AuthorizationPolicy> authorization, List<PeerAuthentication> peers) {
  PolicyBook {
    authorization = List.copyOf(authorization);
    peers = List.copyOf(peers);
  }
}
