package dev.weft.server;

import dev.weft.server.FuzzRequest.Credential;
import dev.weft.server.FuzzRequest.Effect;
import dev.weft.server.FuzzRequest.Framing;
import dev.weft.server.resources.schema.KindInfo;
import java.util.List;
import java.util.regex.Pattern;

/** Makes requests, by a seed. */
final class FuzzRequests {
  private static final byte[] NO_BODY = new byte[0];
  private static final List<String> METHODS =
      List.of(
          "GET", "GET", "GET", "POST", "POST", "POST", "PUT", "PUT", "PATCH", "PATCH", "PATCH",
          "DELETE", "HEAD", "OPTIONS", "TRACE");
  private static final List<String> TYPES =
      List.of(
          "application/json",
          "application/json",
          "application/json",
          "application/yaml",
          "text/yaml",
          "application/json; charset=utf-16",
          "application/vnd.kubernetes.protobuf",
          "text/plain",
          "x",
          "application/",
          "*/*",
          "application/json;;=",
          "\u00ff/\u00fe");
  private static final List<String> PATCH_TYPES =
      List.of(
          "application/json-patch+json", "application/merge-patch+json",
          "application/apply-patch+yaml", "application/strategic-merge-patch+json",
          "application/apply-patch+json", "application/json");
  private static final List<String> ACCEPTS =
      List.of(
          "application/json",
          "application/yaml",
          "*/*",
          "application/json;as=Table;v=v1;g=meta.k8s.io",
          "application/json;as=Table;v=v9;g=x",
          "application/json;q=0",
          "application/json;q=2.5",
          "application/json;as=PartialObjectMetadata;v=v1;g=meta.k8s.io, */*;q=0.001",
          "application/json;q=NaN",
          ",,,;;q=,",
          "application/vnd.kubernetes.protobuf",
          "x",
          "application/json;as=APIGroupDiscoveryList;v=v2;g=apidiscovery.k8s.io",
          "application/json;as=Table;as=Table",
          "a/b;q=0.5,".repeat(100));

  private static final int FAMILIAR = 10;

  private static final Pattern SUSPECT =
      Pattern.compile(
          "%[01]|%7f|%(?![0-9a-fA-F]{2})|\\.\\.|%2[eE]|[^!-~]|[\\\\|:;*#\\[\\]{}^`\"<>]|//");

  private final FuzzChoice choice;
  private final FuzzTargets targets;
  private final FuzzBodies bodies;
  private final String names;
  private final String token;
  private int made;

  FuzzRequests(long seed, String names, String token) {
    this.choice = new FuzzChoice(seed);
    this.targets = new FuzzTargets(choice);
    this.bodies = new FuzzBodies(choice);
    this.names = names;
    this.token = token;
  }

  /** A request, nearly right. */
  FuzzRequest any() {
    KindInfo kind = targets.kind();
    String method = choice.one(METHODS);
    String name = name(method);
    Effect effect = choice.percent(10) ? Effect.DRY_RUN : Effect.KEPT;
    String path = targets.path(method, kind, name);
    String target = path + targets.query(effect);
    Credential credential = choice.percent(92) ? Credential.ADMIN : Credential.NONE;
    String type =
        method.equals("PATCH") && choice.percent(90) ? choice.one(PATCH_TYPES) : choice.one(TYPES);
    boolean writes = List.of("POST", "PUT", "PATCH").contains(method);
    byte[] body =
        writes || choice.percent(method.equals("DELETE") ? 30 : 2)
            ? bodies.of(kind, name, type, path)
            : NO_BODY;
    // A refusal before the body has come ends the connection.
    boolean early = body.length > 4000 || (credential == Credential.NONE && body.length > 0);
    Framing framing =
        early || !target.startsWith("/") || SUSPECT.matcher(target).find()
            ? Framing.SUSPECT
            : Framing.SOUND;
    String head =
        start(method, target)
            + credential(credential)
            + "Accept: "
            + (choice.percent(75) ? "application/json" : choice.one(ACCEPTS))
            + "\r\n"
            + (choice.percent(97) ? "Content-Type: " + type + "\r\n" : "")
            + (choice.percent(5) ? "X-Long: " + "h".repeat(choice.below(4000)) + "\r\n" : "")
            + (choice.percent(3)
                ? "User-Agent: " + "\u00e9/".repeat(choice.below(90)) + "\r\n"
                : "")
            + "Content-Length: "
            + body.length
            + "\r\n\r\n";
    return new FuzzRequest(method, head, body, effect, credential, framing);
  }

  /** A watch, which ends after a second at the latest. */
  FuzzRequest watch() {
    String target = targets.collection(targets.kind()) + targets.watch();
    while (SUSPECT.matcher(target).find()) {
      target = targets.collection(targets.kind()) + targets.watch();
    }
    String head =
        start("GET", target)
            + credential(Credential.ADMIN)
            + "Accept: "
            + choice.one(ACCEPTS)
            + "\r\n\r\n";
    return new FuzzRequest("GET", head, NO_BODY, Effect.DRY_RUN, Credential.ADMIN, Framing.SOUND);
  }

  /** A request that may well be the last of its connection, and must keep nothing. */
  FuzzRequest broken() {
    String path = targets.collection(targets.kind());
    String authorization = credential(Credential.ADMIN);
    String head =
        switch (choice.below(12)) {
          case 0 -> choice.damaged(start("GET", path)) + authorization + "\r\n";
          case 1 -> start("GET", path + "/" + "x".repeat(9000)) + authorization + "\r\n";
          case 2 -> start("GET", path) + "X-Long: " + "h".repeat(20_000) + "\r\n\r\n";
          case 3 -> start("GET", path + "/\u0000") + authorization + "\r\n";
          case 4 -> start("GET", path + "/a b") + authorization + "\r\n";
          case 5 -> start("GET", path).replace("HTTP/1.1", "HTTP/3.7") + authorization + "\r\n";
          case 6 -> start(choice.damaged("DELETE"), path + "/none") + authorization + "\r\n";
          case 7 -> start("GET", path) + authorization + "No colon\r\n\r\n";
          case 8 -> start("GET", path) + authorization + ": no name\r\n\r\n";
          case 9 -> start("GET", path) + authorization + "Content-Length: -5\r\n\r\n";
          case 10 -> start("GET", path) + authorization + "Expect: the-unexpected\r\n\r\n";
          default -> start("GET", path) + authorization + "X: \u0001\u0000\r\n\r\n";
        };
    return new FuzzRequest("GET", head, NO_BODY, Effect.DRY_RUN, Credential.ADMIN, Framing.BROKEN);
  }

  private static String start(String method, String target) {
    return method + " " + target + " HTTP/1.1\r\nHost: localhost\r\n";
  }

  private String credential(Credential credential) {
    String good = "Authorization: Bearer " + token + "\r\n";
    return credential == Credential.ADMIN
        ? good
        : switch (choice.below(7)) {
          case 0 -> good + good;
          case 1 -> good + "Authorization: Basic YTpi\r\n";
          case 2 -> "Authorization: Bearer " + token.substring(1) + "\r\n";
          case 3 -> "Authorization: Bearer a.b.c\r\n";
          case 4 -> "Authorization: \u00ff\u00fe\r\n";
          case 5 -> "Authorization: Bearer " + "A".repeat(5000) + "\r\n";
          default -> "";
        };
  }

  private String name(String method) {
    boolean fresh = choice.percent(method.equals("POST") ? 70 : 15);
    if (fresh || made == 0) {
      made++;
      return names + made;
    }
    // Few, so that what is named is often there.
    return names + (1 + choice.below(Math.min(made, FAMILIAR)));
  }
}
