package dev.weft.core.policy.engine;

import dev.weft.core.policy.MeshSettings;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The mesh's trust domain and its aliases, which policies may use for one another, as they may
 * {@code cluster.local} (Istio, Trust Domain Migration).
 */
public final class TrustDomains {
  private static final String LOCAL = "cluster.local";

  private final Set<String> own = new LinkedHashSet<>();

  /** The trust domains of a mesh that has {@code settings}. */
  public TrustDomains(MeshSettings settings) {
    own.add(settings.trustDomain());
    own.addAll(settings.trustDomainAliases());
  }

  /** Patterns for principals, with those of the mesh's own trust domains written for each. */
  public List<String> ofPrincipals(List<String> patterns) {
    Set<String> written = new LinkedHashSet<>();
    for (String pattern : patterns) {
      int slash = pattern.indexOf('/');
      if (slash < 0) {
        written.add(pattern);
        continue;
      }
      String rest = pattern.substring(slash);
      for (String domain : ofTrustDomain(pattern.substring(0, slash))) {
        written.add(domain + rest);
      }
    }
    return new ArrayList<>(written);
  }

  /**
   * Patterns for trust domains, with the mesh's own trust domains standing for one another where
   * they are written out. Unlike in a principal, a wildcard means what it matches and no more.
   */
  List<String> ofTrustDomains(List<String> patterns) {
    Set<String> written = new LinkedHashSet<>();
    for (String pattern : patterns) {
      if (pattern.startsWith("*")) {
        written.add(pattern);
      } else {
        written.addAll(ofTrustDomain(pattern));
      }
    }
    return new ArrayList<>(written);
  }

  private Set<String> ofTrustDomain(String pattern) {
    if (pattern.equals(LOCAL) || own.contains(pattern)) {
      return own;
    }
    Set<String> written = new LinkedHashSet<>();
    written.add(pattern);
    // "*-prod/ns/..." that means one of the mesh's own trust domains means them all.
    if (pattern.length() > 1 && pattern.startsWith("*") && isSuffixOfOwn(pattern.substring(1))) {
      written.addAll(own);
    }
    return written;
  }

  private boolean isSuffixOfOwn(String suffix) {
    for (String domain : own) {
      if (domain.endsWith(suffix)) {
        return true;
      }
    }
    return false;
  }
}
