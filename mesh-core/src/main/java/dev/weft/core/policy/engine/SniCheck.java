package dev.weft.core.policy.engine;

import dev.weft.core.policy.ConnectionFacts;
import dev.weft.core.policy.RequestFacts;
import dev.weft.core.policy.match.TextSet;
import org.jspecify.annotations.Nullable;

/**
 * The server name that the client asked for, in any case, as DNS has it (RFC 6066 section 3); a
 * client that asked for none never matches.
 */
final class SniCheck extends Check {
  private final TextSet set;

  SniCheck(TextSet set) {
    this.set = set;
  }

  @Override
  boolean isOfConnection() {
    return true;
  }

  @Override
  boolean matches(
      ConnectionFacts connection, @Nullable RequestFacts request, String path, int pathEnd) {
    String sni = connection.sni();
    return sni != null && set.matches(sni);
  }
}
