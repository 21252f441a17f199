package dev.weft.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class GrantsTest {
  private static final String ISTIO = "security.istio.io";
  private static final String WEFT = "weft.dev";
  private static final List<String> POLICIES =
      List.of(
          "authorizationpolicies",
          "peerauthentications",
          "requestauthentications",
          "telemetries",
          "tracesamplings");

  private static final Map<String, String> OTHER_GROUPS =
      Map.of("telemetries", "telemetry.istio.io", "tracesamplings", WEFT);
  private static final List<String> VERBS =
      List.of(
          "get",
          "list",
          "watch",
          "create",
          "update",
          "patch",
          "delete",
          "deletecollection",
          "rollback",
          "impersonate",
          "GET",
          "*",
          "");
  private static final List<String> NAMESPACES = List.of("shop", "back", "istio-system", "");

  /** What each role may to each resource in its namespaces, role by role: each adds to the last. */
  private static final Map<Role, Map<String, Set<String>>> IN_NAMESPACE =
      Map.of(
          Role.VIEWER,
          Map.of(
              "policy", Set.of("get", "list", "watch"),
              "policy/status", Set.of("get", "list"),
              "policy/revisions", Set.of("get", "list"),
              "policy/diff", Set.of("get", "list"),
              "workloads", Set.of("get", "list", "watch"),
              "workloads/status", Set.of("get", "list", "watch")),
          Role.EDITOR,
          Map.of(
              "policy",
              Set.of("create", "update", "patch", "delete", "deletecollection", "rollback"),
              "policy/rollback",
              Set.of("create")),
          Role.ADMIN,
          Map.of(
              "jointokens",
              Set.of(
                  "get",
                  "list",
                  "watch",
                  "create",
                  "update",
                  "patch",
                  "delete",
                  "deletecollection"),
              "jointokens/status",
              Set.of("get")));

  private record Target(String group, String resource, String subresource) {
    /** How the table above names this. */
    String key() {
      String name = POLICIES.contains(resource) ? "policy" : resource;
      return subresource.isEmpty() ? name : name + "/" + subresource;
    }

    boolean isInRightGroup() {
      return group.equals(
          OTHER_GROUPS.getOrDefault(resource, POLICIES.contains(resource) ? ISTIO : WEFT));
    }
  }

  private static List<Target> targets() {
    List<Target> targets = new ArrayList<>();
    for (String resource :
        List.of(
            "authorizationpolicies",
            "peerauthentications",
            "requestauthentications",
            "telemetries",
            "tracesamplings",
            "workloads",
            "jointokens",
            "apitokens",
            "auditevents",
            "secrets",
            "*")) {
      for (String part : List.of("", "status", "revisions", "diff", "rollback", "token", "*")) {
        for (String group :
            List.of(ISTIO, WEFT, "telemetry.istio.io", "", "*", "rbac.authorization.k8s.io")) {
          targets.add(new Target(group, resource, part));
        }
      }
    }
    return targets;
  }

  static Stream<Arguments> rolesAndScopes() {
    return Stream.of(Role.values())
        .flatMap(
            role ->
                Stream.of(
                    Arguments.of(role, Scope.of(Set.of("shop"))),
                    Arguments.of(role, Scope.of(Set.of("istio-system", "back"))),
                    Arguments.of(role, Scope.ALL)));
  }

  private static boolean expected(Role role, Scope scope, String verb, Target target, String in) {
    if (role == Role.ADMIN && scope == Scope.ALL) {
      return true;
    }
    boolean inScope =
        scope == Scope.ALL || ((Scope.Only) scope).namespaces().stream().anyMatch(in::equals);
    return inScope
        && target.isInRightGroup()
        && Stream.of(Role.values())
            .filter(it -> it.compareTo(role) <= 0)
            .anyMatch(
                it ->
                    IN_NAMESPACE
                        .getOrDefault(it, Map.of())
                        .getOrDefault(target.key(), Set.of())
                        .contains(verb));
  }

  @ParameterizedTest
  @MethodSource("rolesAndScopes")
  void allows_everyVerbResourceAndNamespace_isAsTheTableSays(Role role, Scope scope) {
    Grants grants = Grants.of(role, scope);
    List<String> wrong = new ArrayList<>();
    int asked = 0;
    for (Target target : targets()) {
      for (String verb : VERBS) {
        for (String namespace : NAMESPACES) {
          for (String name : List.of("", "x")) {
            Attempt attempt =
                new Attempt(
                    verb, target.group(), target.resource(), target.subresource(), namespace, name);
            asked++;
            if (grants.allows(attempt) != expected(role, scope, verb, target, namespace)) {
              wrong.add(grants.allows(attempt) + " for " + attempt);
            }
          }
        }
      }
    }

    assertThat(wrong).isEmpty();
    assertThat(asked).isGreaterThan(10_000);
  }

  @ParameterizedTest
  @MethodSource("rolesAndScopes")
  void allows_clusterScopedQuestions_whateverNamespaceIsNamed(Role role, Scope scope) {
    Grants grants = Grants.of(role, scope);

    for (String namespace : NAMESPACES) {
      assertThat(grants.allows(new Attempt("create", WEFT, "accessreviews", "", namespace, "")))
          .isTrue();
      assertThat(
              grants.allows(
                  new Attempt(
                      "create",
                      "authorization.k8s.io",
                      "selfsubjectaccessreviews",
                      "",
                      namespace,
                      "")))
          .isTrue();
    }
    assertThat(grants.allows(new Attempt("delete", WEFT, "accessreviews", "", "", "x")))
        .isEqualTo(role == Role.ADMIN && scope == Scope.ALL);
  }

  @ParameterizedTest
  @MethodSource("rolesAndScopes")
  void allows_readingTraces_onlyWhereAllNamespacesAreSeen(Role role, Scope scope) {
    Grants grants = Grants.of(role, scope);

    for (String verb : List.of("get", "list")) {
      assertThat(grants.allows(new Attempt(verb, WEFT, "traces", "", "", "")))
          .isEqualTo(scope == Scope.ALL);
    }
    assertThat(grants.allows(new Attempt("delete", WEFT, "traces", "", "", "x")))
        .isEqualTo(role == Role.ADMIN && scope == Scope.ALL);
  }

  @Test
  void allows_nobodyGranted_onlyWhatEverybodyMayAskOfThemselves() {
    Attempt review = new Attempt("create", WEFT, "accessreviews", "", "", "");
    Attempt self = new Attempt("create", "authentication.k8s.io", "selfsubjectreviews", "", "", "");

    assertThat(Grants.NONE.allows(review)).isFalse();
    assertThat(Grants.NONE.allows(self)).isTrue();
    assertThat(Grants.NONE.mayView("")).isFalse();
    assertThat(Grants.NONE.mayView("shop")).isFalse();
  }

  @Test
  void allows_severalGrants_addUpWithoutMixing() {
    Grants grants =
        Grants.of(
            List.of(
                new Grant(Role.VIEWER, Scope.ALL),
                new Grant(Role.EDITOR, Scope.of(Set.of("shop")))));

    assertThat(grants.allows(new Attempt("list", ISTIO, POLICIES.get(0), "", "", ""))).isTrue();
    assertThat(grants.allows(new Attempt("create", ISTIO, POLICIES.get(0), "", "shop", "")))
        .isTrue();
    assertThat(grants.allows(new Attempt("create", ISTIO, POLICIES.get(0), "", "back", "")))
        .isFalse();
    assertThat(grants.allows(new Attempt("deletecollection", ISTIO, POLICIES.get(0), "", "", "")))
        .isFalse();
    assertThat(grants.allows(new Attempt("create", WEFT, "jointokens", "", "shop", ""))).isFalse();
  }

  @Test
  void allows_twoGrantsOfSomeNamespaces_neverMeanAll() {
    Grants grants =
        Grants.of(
            List.of(
                new Grant(Role.ADMIN, Scope.of(Set.of("shop", "back"))),
                new Grant(Role.ADMIN, Scope.of(Set.of("istio-system")))));

    assertThat(grants.allows(new Attempt("list", ISTIO, POLICIES.get(0), "", "", ""))).isFalse();
    assertThat(grants.allows(new Attempt("get", WEFT, "apitokens", "", "", "x"))).isFalse();
    assertThat(grants.allows(new Attempt("list", WEFT, "auditevents", "", "shop", ""))).isFalse();
  }

  @Test
  void allowsPath_discovery_isForEverybodyKnownAndFiguresForViewersOfAll() {
    Grants some = Grants.of(Role.ADMIN, Scope.of(Set.of("shop")));
    Grants all = Grants.of(Role.VIEWER, Scope.ALL);

    assertThat(Grants.NONE.allowsPath("get", "/apis/weft.dev/v1")).isTrue();
    assertThat(Grants.NONE.allowsPath("get", "/openapi/v3")).isTrue();
    assertThat(Grants.NONE.allowsPath("post", "/apis/weft.dev/v1")).isFalse();
    assertThat(Grants.NONE.allowsPath("get", "/apisx")).isFalse();
    assertThat(some.allowsPath("get", "/metrics")).isFalse();
    assertThat(all.allowsPath("get", "/metrics")).isTrue();
    assertThat(all.allowsPath("get", "/debug")).isFalse();
    assertThat(Grants.EVERYTHING.allowsPath("post", "/debug")).isTrue();
  }

  @ParameterizedTest
  @MethodSource("rolesAndScopes")
  void rules_ofANamespace_allowExactlyWhatIsAllowedThere(Role role, Scope scope) {
    Grants grants = Grants.of(role, scope);

    for (String namespace : NAMESPACES) {
      List<Grants.ResourceRule> rules = grants.rules(namespace);
      for (Target target : targets()) {
        for (String verb : VERBS) {
          Attempt attempt =
              new Attempt(
                  verb, target.group(), target.resource(), target.subresource(), namespace, "");
          boolean listed =
              rules.stream()
                  .anyMatch(
                      it ->
                          holds(it.verbs(), verb)
                              && holds(it.groups(), target.group())
                              && holds(it.resources(), attempt.target()));
          assertThat(listed).as("%s", attempt).isEqualTo(grants.allows(attempt));
        }
      }
    }
  }

  private static boolean holds(List<String> words, String word) {
    return words.contains("*") || words.contains(word);
  }
}
