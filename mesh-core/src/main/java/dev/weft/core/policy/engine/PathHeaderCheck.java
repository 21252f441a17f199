package dev.weft.core.policy.engine;

import dev.weft.core.policy.ConnectionFacts;
import dev.weft.core.policy.RequestFacts;
import dev.weft.core.policy.match.TextSet;
import org.jspecify.annotations.Nullable;

/** The {@code :path} pseudo-header: the normalized path with its query, without fragment. */
final class PathHeaderCheck extends Check {
  private final TextSet set;

  PathHeaderCheck(TextSet set) {
    this.set = set;
  }

  @Override
  boolean isOfConnection() {
    return false;
  }

  @Override
  boolean matches(
      ConnectionFacts connection, @Nullable RequestFacts request, String path, int pathEnd) {
    String target = request == null ? path : request.path();
    int fragment = target.indexOf('#');
    int end = fragment < 0 ? target.length() : fragment;
    if (path.equals(target)) {
      return set.matches(target, end);
    }
    int query = target.indexOf('?');
    return set.matches(query < 0 || query > end ? path : path + target.substring(query, end));
  }
}
