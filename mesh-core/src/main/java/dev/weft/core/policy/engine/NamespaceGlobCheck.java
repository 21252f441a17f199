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
final class NamespaceGlobCheck extends Check {
  private final String pattern;

  NamespaceGlobCheck(String pattern) {
    this.pattern = pattern;
  }

  @Override
  boolean isOfConnection() {
    return true;
  }

  @Override
  boolean matches(
      ConnectionFacts connection, @Nullable RequestFacts request, String path, int pathEnd) {
    Peer peer = connection.peer();
    return peer != null && matches(peer.namespace());
  }

  /** Goes back to the last star alone, so that many stars take no more than text times pattern. */
  private boolean matches(String text) {
    int at = 0;
    int patternAt = 0;
    int star = -1;
    int afterStar = 0;
    while (at < text.length()) {
      if (patternAt < pattern.length() && pattern.charAt(patternAt) == '*') {
        star = patternAt++;
        afterStar = at;
      } else if (patternAt < pattern.length() && pattern.charAt(patternAt) == text.charAt(at)) {
        patternAt++;
        at++;
      } else if (star >= 0) {
        patternAt = star + 1;
        at = ++afterStar;
      } else {
        return false;
      }
    }
    while (patternAt < pattern.length() && pattern.charAt(patternAt) == '*') {
      patternAt++;
    }
    return patternAt == pattern.length();
  }
}
