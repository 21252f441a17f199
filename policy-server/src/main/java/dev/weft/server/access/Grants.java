package dev.weft.server.access;

import dev.weft.server.access.Permission.Holders;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Everything that one person was granted. What no grant allows is forbidden.
 *
 * @param grants the grants; they add up
 */
public record Grants(List<Grant> grants) {
  /** No grant at all: a person who is known and may nothing but ask what they may. */
  public static final Grants NONE = new Grants(List.of());

  /** Everything everywhere. */
  public static final Grants EVERYTHING = of(Role.ADMIN, Scope.ALL);

  public Grants {
    grants = List.copyOf(grants);
  }

  /** One grant. */
  public static Grants of(Role role, Scope scope) {
    return new Grants(List.of(new Grant(role, scope)));
  }

  /** All of {@code grants}. */
  public static Grants of(Collection<Grant> grants) {
    return new Grants(List.copyOf(grants));
  }

  /** Whether {@code attempt} is allowed. */
  public boolean allows(Attempt attempt) {
    for (Permission permission : Permissions.ALL) {
      if (permission.rule().covers(attempt) && has(permission.holders(), attempt.namespace())) {
        return true;
      }
    }
    return false;
  }

  /**
   * Whether {@code verb} may be done to {@code path}, which is no resource's.
   *
   * @param verb the HTTP method in lower case
   */
  public boolean allowsPath(String verb, String path) {
    return hasEverywhere(Role.ADMIN)
        || ((verb.equals("get") || verb.equals("head"))
            && (PathPermissions.covers(PathPermissions.ANYBODY, path)
                || (hasEverywhere(Role.VIEWER)
                    && PathPermissions.covers(PathPermissions.VIEWER_OF_ALL, path))));
  }

  /** Whether the policies and workloads of {@code namespace} may be read; empty means of all. */
  public boolean mayView(String namespace) {
    return has(Role.VIEWER, namespace);
  }

  /**
   * What may be done in {@code namespace} and to what is in none, for people to read.
   *
   * @param namespace a namespace; empty means in all
   */
  public List<ResourceRule> rules(String namespace) {
    List<ResourceRule> rules = new ArrayList<>();
    for (Permission permission : Permissions.ALL) {
      if (has(permission.holders(), namespace)) {
        Permission.Rule rule = permission.rule();
        rules.add(
            new ResourceRule(
                List.copyOf(rule.verbs()),
                List.copyOf(rule.groups()),
                List.copyOf(rule.resources())));
      }
    }
    return List.copyOf(rules);
  }

  /** Which paths that are no resource's may be read or, for an admin of all, used in any way. */
  public List<PathRule> pathRules() {
    if (hasEverywhere(Role.ADMIN)) {
      return List.of(new PathRule(List.of("*"), List.of("*")));
    }
    List<String> paths = new ArrayList<>(PathPermissions.ANYBODY);
    if (hasEverywhere(Role.VIEWER)) {
      paths.addAll(PathPermissions.VIEWER_OF_ALL);
    }
    return List.of(new PathRule(List.of("get", "head"), paths));
  }

  private boolean has(Holders holders, String namespace) {
    if (holders instanceof Holders.InNamespace there) {
      return has(there.least(), namespace);
    }
    if (holders instanceof Holders.Anywhere anywhere) {
      return grants.stream().anyMatch(it -> it.role().includes(anywhere.least()));
    }
    if (holders instanceof Holders.Everywhere everywhere) {
      return hasEverywhere(everywhere.least());
    }
    return true;
  }

  private boolean has(Role least, String namespace) {
    for (Grant grant : grants) {
      if (grant.role().includes(least) && grant.scope().covers(namespace)) {
        return true;
      }
    }
    return false;
  }

  private boolean hasEverywhere(Role least) {
    return grants.stream()
        .anyMatch(it -> it.role().includes(least) && it.scope().equals(Scope.ALL));
  }

  /** What may be done to which resources; {@code *} means each. */
  public record ResourceRule(List<String> verbs, List<String> groups, List<String> resources) {
    public ResourceRule {
      verbs = List.copyOf(verbs);
      groups = List.copyOf(groups);
      resources = List.copyOf(resources);
    }
  }

  /** What may be done to which paths; {@code *} means each. */
  public record PathRule(List<String> verbs, List<String> paths) {
    public PathRule {
      verbs = List.copyOf(verbs);
      paths = List.copyOf(paths);
    }
  }
}
