package dev.weft.core.policy.authn;

import dev.weft.core.policy.JwtRule;
import dev.weft.core.policy.MeshSettings;
import dev.weft.core.policy.RequestAuthentication;
import dev.weft.core.policy.Workload;
import dev.weft.core.token.JwkSet;
import dev.weft.core.token.JwtVerifier;
import dev.weft.core.token.KeyFormatException;
import dev.weft.core.token.KeySource;
import dev.weft.core.token.KeySources;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Compiles the rules that are for one workload. */
public final class JwtChecks {
  private JwtChecks() {}

  /** The checks for {@code workload}, in the order of issuers, then of namespace and name. */
  public static List<JwtCheck> of(
      MeshSettings settings,
      Workload workload,
      List<RequestAuthentication> policies,
      KeySources keys,
      InstantSource clock) {
    List<JwtCheck> checks = new ArrayList<>();
    policies.stream()
        .filter(policy -> isFor(settings, workload, policy))
        .sorted(
            Comparator.comparing((RequestAuthentication it) -> it.metadata().namespace())
                .thenComparing(it -> it.metadata().name()))
        .forEach(policy -> checks.addAll(checks(policy, keys, clock)));
    checks.sort(Comparator.comparing(JwtCheck::issuer));
    return List.copyOf(checks);
  }

  /** A policy with targets is for gateways and waypoints, of which a workload is none. */
  private static boolean isFor(
      MeshSettings settings, Workload workload, RequestAuthentication policy) {
    String namespace = policy.metadata().namespace();
    return policy.targetRefs().isEmpty()
        && (namespace.equals(workload.namespace()) || namespace.equals(settings.rootNamespace()))
        && policy.selector().selects(workload.labels());
  }

  private static List<JwtCheck> checks(
      RequestAuthentication policy, KeySources keys, InstantSource clock) {
    List<JwtCheck> checks = new ArrayList<>();
    for (int i = 0; i < policy.jwtRules().size(); i++) {
      JwtRule rule = policy.jwtRules().get(i);
      KeySource source = source(rule, keys);
      source.prepare();
      JwtVerifier verifier = new JwtVerifier(rule.issuer(), rule.audiences(), source, clock);
      checks.add(new JwtCheck(policy.qualifiedName(), i, rule, verifier));
    }
    return checks;
  }

  private static KeySource source(JwtRule rule, KeySources keys) {
    Duration timeout = rule.timeout().orElse(JwtRule.DEFAULT_TIMEOUT);
    if (rule.jwks().isPresent()) {
      try {
        return KeySource.of(JwkSet.parse(rule.jwks().get()));
      } catch (KeyFormatException e) {
        throw new IllegalArgumentException("jwks: " + e.getMessage(), e);
      }
    }
    return rule.jwksUri()
        .map(uri -> keys.at(uri, timeout))
        .orElseGet(() -> keys.ofIssuer(rule.issuer(), timeout));
  }
}
