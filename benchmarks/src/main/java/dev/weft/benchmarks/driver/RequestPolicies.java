package dev.weft.benchmarks.driver;

import java.io.IOException;

/**
 * A thousand policies that look at requests, five of which are for the programs that are measured:
 * one that denies, and four that allow, the last of which lets the requests through.
 */
final class RequestPolicies {
  private static final int COUNT = 1000;
  private static final int FOR_ALL = 5;

  private static final String DENY =
      """
      {"action":"DENY","rules":[
        {"to":[{"operation":{"methods":["DELETE","PUT"]}}]},
        {"to":[{"operation":{"paths":["/admin","/admin/*"]}}],
         "when":[{"key":"request.headers[x-role]","notValues":["admin"]}]}]}
      """;

  private static final String ALLOW =
      """
      {"action":"ALLOW",%1$s"rules":[
        {"from":[{"source":{"namespaces":["other-%2$d"]}}],
         "to":[{"operation":{"methods":["GET"],"hosts":["orders-%2$d.example"]}}]},
        {"from":[{"source":{"principals":["*/sa/client"]}}],
         "to":[{"operation":{"methods":["GET","HEAD"],"paths":["%3$s"]}}]}]}
      """;

  private RequestPolicies() {}

  /** Creates them in {@code namespace}. */
  static void create(Mesh mesh, String namespace) throws IOException, InterruptedException {
    mesh.authorize(namespace, "deny", DENY);
    for (int i = 1; i < COUNT; i++) {
      String selector =
          i < FOR_ALL ? "" : "\"selector\":{\"matchLabels\":{\"app\":\"other-%d\"}},".formatted(i);
      String path = i == FOR_ALL - 1 ? "/" : "/orders/" + i + "/*";
      mesh.authorize(namespace, "allow-" + i, ALLOW.formatted(selector, i, path));
    }
  }
}
