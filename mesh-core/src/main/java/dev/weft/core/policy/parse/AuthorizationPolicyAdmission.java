package dev.weft.core.policy.parse;

import dev.weft.core.policy.Action;
import dev.weft.core.policy.Attribute;
import dev.weft.core.policy.AuthorizationPolicy;
import dev.weft.core.policy.Condition;
import dev.weft.core.policy.Rule;
import dev.weft.core.policy.Source;
import dev.weft.core.policy.Terms;
import java.util.List;

/**
 * Refuses what is well-formed but can never match, or would be taken differently by different
 * enforcers: in a DENY rule such a mistake would leave a door open that its author thinks closed.
 */
public final class AuthorizationPolicyAdmission {
  private final Errors errors;

  private AuthorizationPolicyAdmission(Errors errors) {
    this.errors = errors;
  }

  /** Reports what of {@code policy} must not be put in force. */
  public static void check(AuthorizationPolicy policy, Errors errors) {
    if (policy.action() != Action.ALLOW && policy.rules().isEmpty()) {
      errors.add(
          "spec.rules",
          "missing (expected: at least one rule; a "
              + policy.action()
              + " policy without rules never matches)");
    }
    AuthorizationPolicyAdmission admission = new AuthorizationPolicyAdmission(errors);
    for (int i = 0; i < policy.rules().size(); i++) {
      admission.rule("spec.rules[" + i + "]", policy.rules().get(i));
    }
  }

  private void rule(String path, Rule rule) {
    for (int i = 0; i < rule.from().size(); i++) {
      source(path + ".from[" + i + "].source", rule.from().get(i));
    }
    for (int i = 0; i < rule.to().size(); i++) {
      String operation = path + ".to[" + i + "].operation.";
      Terms paths = rule.to().get(i).paths();
      paths(operation + "paths", paths.values());
      paths(operation + "notPaths", paths.notValues());
    }
    for (int i = 0; i < rule.when().size(); i++) {
      condition(path + ".when[" + i + "].", rule.when().get(i));
    }
  }

  private void source(String path, Source source) {
    if (!source.serviceAccounts().isEmpty()
        && !(source.principals().isEmpty() && source.namespaces().isEmpty())) {
      errors.add(
          path + ".serviceAccounts",
          "set beside principals or namespaces (expected: only one way to name the peer)");
    }
    principals(path + ".", "principals", "notPrincipals", source.principals());
    names(path + ".", "namespaces", "notNamespaces", source.namespaces());
    wildcards(path + ".requestPrincipals", source.requestPrincipals().values());
    wildcards(path + ".notRequestPrincipals", source.requestPrincipals().notValues());
  }

  private void condition(String path, Condition condition) {
    Attribute.Kind kind = condition.attribute().kind();
    if (kind == Attribute.Kind.SOURCE_PRINCIPAL) {
      principals(path, "values", "notValues", condition.terms());
    } else if (kind == Attribute.Kind.SOURCE_NAMESPACE) {
      names(path, "values", "notValues", condition.terms());
    } else if (kind == Attribute.Kind.REQUEST_PRINCIPAL) {
      wildcards(path + "values", condition.terms().values());
      wildcards(path + "notValues", condition.terms().notValues());
    }
  }

  private void principals(String path, String name, String notName, Terms terms) {
    principals(path + name, terms.values());
    principals(path + notName, terms.notValues());
  }

  private void principals(String path, List<String> patterns) {
    for (int i = 0; i < patterns.size(); i++) {
      String pattern = patterns.get(i);
      if (pattern.contains("://")) {
        errors.add(path + "[" + i + "]", pattern, "no scheme: <trust domain>/ns/<ns>/sa/<name>");
      } else {
        wildcard(path + "[" + i + "]", pattern);
      }
    }
  }

  private void names(String path, String name, String notName, Terms terms) {
    names(path + name, terms.values());
    names(path + notName, terms.notValues());
  }

  private void names(String path, List<String> patterns) {
    for (int i = 0; i < patterns.size(); i++) {
      if (patterns.get(i).indexOf('/') >= 0) {
        errors.add(path + "[" + i + "]", patterns.get(i), "a namespace");
      } else {
        wildcard(path + "[" + i + "]", patterns.get(i));
      }
    }
  }

  private void wildcards(String path, List<String> patterns) {
    for (int i = 0; i < patterns.size(); i++) {
      wildcard(path + "[" + i + "]", patterns.get(i));
    }
  }

  private void wildcard(String path, String pattern) {
    if (!Wildcards.onlyAtOneEnd(pattern)) {
      errors.add(path, pattern, "* only as first or last character");
    }
  }

  /** A request's path starts with a slash, and has lost its query before it is matched. */
  private void paths(String path, List<String> patterns) {
    for (int i = 0; i < patterns.size(); i++) {
      String pattern = patterns.get(i);
      if (!pattern.startsWith("/") && !pattern.startsWith("*")) {
        errors.add(path + "[" + i + "]", pattern, "a path that starts with / or *");
      } else if (pattern.indexOf('?') >= 0 || pattern.indexOf('#') >= 0) {
        errors.add(path + "[" + i + "]", pattern, "no query; it is not part of the path");
      }
    }
  }
}
