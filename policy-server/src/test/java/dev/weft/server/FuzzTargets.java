package dev.weft.server;

import dev.weft.server.FuzzRequest.Effect;
import dev.weft.server.resources.schema.KindInfo;
import dev.weft.server.resources.schema.Kinds;
import dev.weft.server.resources.schema.Scope;
import java.util.ArrayList;
import java.util.List;

/** Paths and queries, most of them nearly right. */
final class FuzzTargets {
  private static final List<String> NAMESPACES = List.of("shop", "bank", "istio-system", "mass");
  private static final List<String> ODD_SEGMENTS =
      List.of(
          "..",
          ".",
          "%2e%2e",
          "%2E",
          "%2F",
          "a%2Fb",
          "%252e",
          "",
          "%00",
          "%c0%ae%c0%ae",
          "%ff",
          "%e2%82",
          "a%0d%0aX:%20y",
          "A",
          "-",
          "a..b",
          "a;x=y",
          "a:b",
          "*",
          "%7Bname%7D",
          "p+1",
          "p%201",
          "x".repeat(300),
          "%F0%9F%98%80",
          "9".repeat(70),
          "'--",
          "$(id)",
          "\\",
          "|");
  private static final List<String> OTHER_PATHS =
      List.of(
          "/",
          "/api",
          "/apis",
          "/apis/",
          "/apis/security.istio.io",
          "/apis/weft.dev/v1",
          "/version",
          "/apis/security.istio.io/v1",
          "/apis/security.istio.io/v1beta1",
          "/apis/x/v1",
          "/openapi/v3",
          "/openapi/v3/apis/security.istio.io/v1",
          "/openapi/v2",
          "/healthz",
          "/livez",
          "/readyz",
          "/metrics",
          "/mesh/v1/svid",
          "/mesh/v1/config",
          "/mesh/v1/directory",
          "/mesh/v1/leases/11111111-2222-3333-4444-555555555555",
          "/mesh/v1/leases/x",
          "//",
          "/..",
          "/favicon.ico",
          "/api/v1/namespaces",
          "/apis/weft.dev");
  private static final List<String> PARAMETERS =
      List.of(
          "limit",
          "continue",
          "resourceVersion",
          "resourceVersionMatch",
          "labelSelector",
          "fieldSelector",
          "fieldManager",
          "fieldValidation",
          "force",
          "timeoutSeconds",
          "pretty",
          "from",
          "to",
          "actor",
          "action",
          "since",
          "until",
          "after",
          "wait",
          "host",
          "address",
          "port",
          "sendInitialEvents",
          "allowWatchBookmarks",
          "gracePeriodSeconds",
          "hash",
          "propagationPolicy",
          "namespace",
          "subject",
          "\u0000",
          "");
  private static final List<String> VALUES =
      List.of(
          "",
          "0",
          "1",
          "5",
          "-1",
          "+1",
          "007",
          "99999999999999999999",
          "1e3",
          "0x10",
          "true",
          "false",
          "TRUE",
          "Exact",
          "NotOlderThan",
          "Strict",
          "Ignore",
          "a=b",
          "a!=b,c",
          "a in (b,c)",
          "a notin (",
          "!a",
          "a=b=c",
          "metadata.name=p1",
          "metadata.namespace!=shop",
          "spec.action=DENY",
          "spec.x=1",
          "=",
          ",",
          "kubectl",
          "x".repeat(129),
          "%zz",
          "%",
          "%0",
          "%c3%28",
          "%00",
          "a%26b",
          "a+b",
          "eyJ2IjoxfQ",
          "AAAA",
          "2020-01-01T00:00:00Z",
          "2020-13-45T99:00:00Z",
          "10.0.0.1",
          "::1",
          "9223372036854775807",
          "9223372036854775808",
          "2147483648",
          "\u00e9",
          "y".repeat(3000));

  private final FuzzChoice choice;

  FuzzTargets(FuzzChoice choice) {
    this.choice = choice;
  }

  String collection(KindInfo kind) {
    String root = "/apis/" + kind.apiVersion() + "/";
    return kind.scope() == Scope.CLUSTER
        ? root + kind.plural()
        : root + "namespaces/" + choice.one(NAMESPACES) + "/" + kind.plural();
  }

  /** A path at which there may be something for {@code method}. */
  String path(String method, KindInfo kind, String name) {
    if (choice.percent(15)) {
      return choice.percent(80) ? choice.one(OTHER_PATHS) : choice.damaged(choice.one(OTHER_PATHS));
    }
    String path = collection(kind);
    boolean changes = method.equals("PUT") || method.equals("PATCH");
    boolean whole = choice.percent(method.equals("POST") ? 85 : changes ? 10 : 35);
    if (method.equals("DELETE") && whole && choice.percent(95)) {
      whole = false;
    }
    if (!whole) {
      path += "/" + name;
      if (method.equals("POST") || (method.equals("GET") && choice.percent(50))) {
        path +=
            choice.one(
                List.of(
                    "/status", "/revisions", "/revisions/3", "/revisions/x", "/diff", "/rollback"));
      }
    } else if (method.equals("GET") && kind.scope() == Scope.NAMESPACED && choice.percent(30)) {
      path = "/apis/" + kind.apiVersion() + "/" + kind.plural();
    }
    return choice.percent(18) ? odd(path) : path;
  }

  private String odd(String path) {
    List<String> parts = new ArrayList<>(List.of(path.split("/", -1)));
    int at = 1 + choice.below(parts.size() - 1);
    if (choice.percent(40)) {
      parts.add(at, choice.one(ODD_SEGMENTS));
    } else {
      parts.set(at, choice.one(ODD_SEGMENTS));
    }
    return String.join("/", parts);
  }

  String query(Effect effect) {
    List<String> terms = new ArrayList<>();
    for (int left = choice.percent(45) ? 0 : 1 + choice.below(3); left > 0; left--) {
      String term = choice.one(PARAMETERS) + "=" + choice.one(VALUES);
      terms.add(choice.percent(4) ? choice.damaged(term) : term);
    }
    if (!terms.isEmpty() && choice.percent(6)) {
      terms.add(choice.one(terms));
    }
    if (effect == Effect.DRY_RUN) {
      terms.add("dryRun=All");
    }
    String query = terms.isEmpty() ? "" : "?" + String.join("&", terms);
    // A space or a control would end the line, which is the matter of broken framing.
    return query.replaceAll("[\u0000- \u007f]", "%20");
  }

  String watch() {
    List<String> terms =
        new ArrayList<>(List.of("watch=" + choice.one(List.of("1", "true", "", "x"))));
    for (int left = choice.below(4); left > 0; left--) {
      terms.add(
          choice.one(
                  List.of(
                      "resourceVersion",
                      "resourceVersionMatch",
                      "labelSelector",
                      "fieldSelector",
                      "sendInitialEvents",
                      "allowWatchBookmarks",
                      "limit",
                      "continue"))
              + "="
              + choice.one(VALUES));
    }
    return ("?" + String.join("&", terms) + "&timeoutSeconds=1").replaceAll("[\u0000- ]", "%20");
  }

  KindInfo kind() {
    return choice.percent(75) ? choice.one(Kinds.POLICIES) : choice.one(Kinds.ALL);
  }
}
