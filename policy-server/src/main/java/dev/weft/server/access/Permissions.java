package dev.weft.server.access;

import dev.weft.server.access.Permission.Holders;
import dev.weft.server.access.Permission.Rule;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The table of what each role may do. What stands in no line is forbidden.
 *
 * <p>A root namespace is a namespace like any other here: whoever is to act on policies that hold
 * for the whole mesh needs a grant that names it, or one for all.
 */
final class Permissions {
  private static final Set<String> READ = ordered("get", "list", "watch");
  private static final Set<String> CHANGE =
      ordered("create", "update", "patch", "delete", "deletecollection");
  private static final Set<String> ISTIO = Set.of("security.istio.io");
  private static final Set<String> WEFT = Set.of("weft.dev");

  /** Every line, in the order in which {@code auth can-i --list} shows them. */
  static final List<Permission> ALL = all();

  private Permissions() {}

  private static List<Permission> all() {
    List<Permission> all = new ArrayList<>();
    all.add(everywhere(Role.ADMIN, new Rule(Set.of("*"), Set.of("*"), Set.of("*"))));
    addPolicies(
        all, ISTIO, "authorizationpolicies", "peerauthentications", "requestauthentications");
    addPolicies(all, Set.of("telemetry.istio.io"), "telemetries");
    addPolicies(all, WEFT, "tracesamplings");
    all.addAll(
        List.of(
            inNamespace(
                Role.VIEWER, new Rule(READ, WEFT, ordered("workloads", "workloads/status"))),
            inNamespace(Role.ADMIN, new Rule(both(READ, CHANGE), WEFT, Set.of("jointokens"))),
            inNamespace(Role.ADMIN, new Rule(Set.of("get"), WEFT, Set.of("jointokens/status"))),
            everywhere(Role.VIEWER, new Rule(ordered("get", "list"), WEFT, Set.of("traces"))),
            // The handler checks that the workload asked about is one that the person may see.
            anywhere(Role.VIEWER, new Rule(Set.of("create"), WEFT, Set.of("accessreviews"))),
            anybody(
                new Rule(
                    Set.of("create"),
                    Set.of("authorization.k8s.io"),
                    ordered("selfsubjectaccessreviews", "selfsubjectrulesreviews"))),
            anybody(
                new Rule(
                    Set.of("create"),
                    Set.of("authentication.k8s.io"),
                    Set.of("selfsubjectreviews")))));
    return List.copyOf(all);
  }

  /** What may be done to resources that workloads enforce, and that have a history. */
  private static void addPolicies(List<Permission> all, Set<String> group, String... plurals) {
    List<String> kinds = List.of(plurals);
    all.add(inNamespace(Role.VIEWER, new Rule(READ, group, parts(kinds, ""))));
    all.add(
        inNamespace(
            Role.VIEWER,
            new Rule(
                ordered("get", "list"), group, parts(kinds, "/status", "/revisions", "/diff"))));
    all.add(inNamespace(Role.EDITOR, new Rule(CHANGE, group, parts(kinds, ""))));
    all.add(inNamespace(Role.EDITOR, new Rule(Set.of("rollback"), group, parts(kinds, ""))));
    all.add(inNamespace(Role.EDITOR, new Rule(Set.of("create"), group, parts(kinds, "/rollback"))));
  }

  private static Permission anybody(Rule rule) {
    return new Permission(new Holders.Anybody(), rule);
  }

  private static Permission inNamespace(Role least, Rule rule) {
    return new Permission(new Holders.InNamespace(least), rule);
  }

  private static Permission anywhere(Role least, Rule rule) {
    return new Permission(new Holders.Anywhere(least), rule);
  }

  private static Permission everywhere(Role least, Rule rule) {
    return new Permission(new Holders.Everywhere(least), rule);
  }

  private static Set<String> parts(List<String> kinds, String... suffixes) {
    Set<String> parts = new LinkedHashSet<>();
    for (String suffix : suffixes) {
      for (String kind : kinds) {
        parts.add(kind + suffix);
      }
    }
    return parts;
  }

  private static Set<String> both(Set<String> some, Set<String> others) {
    Set<String> all = new LinkedHashSet<>(some);
    all.addAll(others);
    return all;
  }

  private static Set<String> ordered(String... words) {
    return new LinkedHashSet<>(List.of(words));
  }
}
