package dev.weft.core.policy.engine;

import dev.weft.core.policy.ConnectionFacts;
import dev.weft.core.policy.Layer;
import dev.weft.core.policy.RequestFacts;
import dev.weft.core.policy.match.TextCase;
import dev.weft.core.policy.match.TextSet;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The peer's namespace. */
final class NamespaceCheck extends Check {
  private final Check[] any;

  private NamespaceCheck(Check[] any) {
    this.any = any;
  }

  static Check of(List<String> patterns, Layer layer) {
    List<String> plain = new ArrayList<>();
    List<Check> checks = new ArrayList<>();
    for (String pattern : patterns) {
      if (layer == Layer.REQUEST && hasInnerStar(pattern)) {
        checks.add(new NamespaceGlobCheck(pattern));
      } else {
        plain.add(pattern);
      }
    }
    Check usual = new PeerCheck(PeerCheck.Part.NAMESPACE, TextSet.of(plain, TextCase.SENSITIVE));
    if (checks.isEmpty()) {
      return usual;
    }
    checks.add(usual);
    return new NamespaceCheck(checks.toArray(new Check[0]));
  }

  private static boolean hasInnerStar(String pattern) {
    int first = pattern.indexOf('*', 1);
    return first >= 0 && (first < pattern.length() - 1 || pattern.startsWith("*"));
  }

  @Override
  boolean isOfConnection() {
    return true;
  }

  @Override
  boolean matches(
      ConnectionFacts connection, @Nullable RequestFacts request, String path, int pathEnd) {
    for (Check check : any) {
      if (check.matches(connection, request, path, pathEnd)) {
        return true;
      }
    }
    return false;
  }
}
