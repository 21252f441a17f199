package dev.weft.core.policy.engine;

import dev.weft.core.policy.Condition;
import dev.weft.core.policy.Layer;
import dev.weft.core.policy.Operation;
import dev.weft.core.policy.Rule;
import dev.weft.core.policy.Source;

/** Which rules look at requests, so that an enforcer of connections cannot judge them. */
final class RequestFields {
  private RequestFields() {}

  static boolean in(Rule rule) {
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

  static boolean paths(Rule rule) {
    for (Operation operation : rule.to()) {
      if (!operation.paths().isEmpty()) {
        return true;
      }
    }
    return false;
  }
}
