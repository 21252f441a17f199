package dev.weft.benchmarks.micro;

import dev.weft.core.json.JsonFormatException;
import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonReader;
import dev.weft.core.policy.AuthorizationPolicy;
import dev.weft.core.policy.PolicyFormatException;
import dev.weft.core.policy.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Policies of one namespace, five of which at most are for the workload {@code orders}. */
final class PolicySamples {
  /** The workload that decides. */
  static final Workload ORDERS = new Workload("shop", Map.of("app", "orders"));

  /** The caller that the last policy for {@link #ORDERS} allows. */
  static final String CALLER = "weft.local/ns/shop/sa/storefront-4";

  private static final int FOR_ORDERS = 5;

  private static final String ALLOW =
      """
      {"apiVersion":"security.istio.io/v1","kind":"AuthorizationPolicy",
       "metadata":{"name":"policy-%1$d","namespace":"shop"},
       "spec":{"selector":{"matchLabels":{"app":"%2$s"}},"action":"ALLOW","rules":[
         {"from":[{"source":{"principals":["weft.local/ns/shop/sa/storefront-%1$d"]}}],
          "to":[{"operation":{"ports":["8080"]}}]},
         {"from":[{"source":{"namespaces":["shop"]}}],
          "to":[{"operation":{"methods":["GET","HEAD"],"paths":["/orders/%1$d/*"]}}]}]}}
      """;

  private static final String DENY =
      """
      {"apiVersion":"security.istio.io/v1","kind":"AuthorizationPolicy",
       "metadata":{"name":"policy-%1$d","namespace":"shop"},
       "spec":{"selector":{"matchLabels":{"app":"%2$s"}},"action":"DENY","rules":[
         {"from":[{"source":{"notNamespaces":["shop","billing"]}}]},
         {"from":[{"source":{"ipBlocks":["10.66.0.0/16"]}}]}]}}
      """;

  private PolicySamples() {}

  /** {@code count} policies; those for {@link #ORDERS} are spread evenly among them. */
  static List<AuthorizationPolicy> of(int count) {
    int applying = Math.min(count, FOR_ORDERS);
    int distance = count / applying;
    List<AuthorizationPolicy> policies = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      boolean applies = i % distance == 0 && i / distance < applying;
      String app = applies ? "orders" : "other-" + i;
      int number = applies ? FOR_ORDERS - applying + i / distance : FOR_ORDERS + i;
      policies.add(parse((number == 0 ? DENY : ALLOW).formatted(number, app)));
    }
    return policies;
  }

  private static AuthorizationPolicy parse(String text) {
    try {
      return AuthorizationPolicy.parse((JsonObject) JsonReader.read(text));
    } catch (JsonFormatException | PolicyFormatException e) {
      throw new IllegalStateException(text, e);
    }
  }
}
