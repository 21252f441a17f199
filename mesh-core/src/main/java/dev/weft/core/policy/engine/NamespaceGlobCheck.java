package dev.weft.core.policy.engine;

import dev.weft.core.policy.ConnectionFacts;
import dev.weft.core.policy.Peer;
import dev.weft.core.policy.RequestFacts;
import org.jspecify.annotations.Nullable;

/**
 * A namespace with a {@code *} inside, in which Istio's enforcers disagree: for those that see
 * requests it stands for any text, for the others for itself. No policy that holds one is let in;
 * this is for drafts, to say what Istio would say of a request.
 */
record NamespaceGlobCheck(String pattern) implements Check {
  @Override
  public boolean matches(
      ConnectionFacts connection, @Nullable RequestFacts request, String path, int pathEnd) {
    Peer peer = connection.peer();
    return peer != null && matches(peer.namespace(), 0, 0);
  }

  private boolean matches(String text, int at, int patternAt) {
    int star = pattern.indexOf('*', patternAt);
    if (star < 0) {
      return text.length() - at == pattern.length() - patternAt
          && text.startsWith(pattern.substring(patternAt), at);
    }
    if (!text.startsWith(pattern.substring(patternAt, star), at)) {
      return false;
    }
    for (int next = at + star - patternAt; next <= text.length(); next++) {
      if (matches(text, next, star + 1)) {
        return true;
      }
    }
    return false;
  }
}
