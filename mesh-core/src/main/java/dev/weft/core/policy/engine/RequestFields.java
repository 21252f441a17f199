package dev.weft.core.policy.engine;

import dev.weft.core.policy.Condition;
import dev.weft.core.policy.Layer;
import dev.weft.core.policy.Operation;
import dev.weft.core.policy.Rule;
import dev.weft.core.policy.Source;
import java.util.List;

/** Which rules look at requests, so that an enforcer of connections cannot judge them. */
public final class RequestFields {
  private static final List<String> PATH_HEADER = List.of(":path");

  private RequestFields() {}

  /** Whether {@code rule} looks at anything of the request. */
  public static boolean in(Rule rule) {
    for (Source source : rule.from()) {
      if (!source.requestPrincipals().isEmpty() || !source.remoteIpBlocks().isEmpty()) {
        return true;
      }
    }
    for (Operation operation : rule.to()) {
      if (!operation.hosts().isEmpty()
          || !operation.methods().isEmpty()
          || !operation.paths().isEmpty()) {
        return true;
      }
    }
    for (Condition condition : rule.when()) {
      if (condition.attribute().kind().layer() == Layer.REQUEST) {
        return true;
      }
    }
    return false;
  }

  /** Whether {@code rule} looks at the request's path. */
  static boolean paths(Rule rule) {
    for (Operation operation : rule.to()) {
      if (!operation.paths().isEmpty()) {
        return true;
      }
    }
    for (Condition condition : rule.when()) {
      if (condition.attribute().names().equals(PATH_HEADER)) {
        return true;
      }
    }
    return false;
  }
}
