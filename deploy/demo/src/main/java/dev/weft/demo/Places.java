package dev.weft.demo;

import java.nio.file.Path;

/**
 * Where the parts of the running demo are.
 *
 * @param server the policy server's address
 * @param dataDir its data folder
 * @param orders the orders service's address
 * @param storefront the storefront's address
 * @param report what to type for the shell script's report; empty when it cannot run here
 */
record Places(String server, Path dataDir, String orders, String storefront, String report) {
  /** What to try with curl while the demo is kept running. */
  String whatToTry() {
    return """

        Everything keeps running until you press Ctrl-C. In another terminal:

          # the shop, through the mesh
          curl %1$s/
          curl -d 'item=cake&quantity=3' %1$s/orders

          # orders in the clear: refused, because it is STRICT
          curl %2$s/orders

          # deny the storefront, look at the shop again, then allow it again
          W() { curl --cacert %3$s/ca.pem -H "Authorization: Bearer $(cat %3$s/admin.token)" "$@"; }
          W -H 'Content-Type: application/yaml' %4$s%5$s --data-binary @- <<'END'
          apiVersion: security.istio.io/v1
          kind: AuthorizationPolicy
          metadata: {name: %6$s, namespace: back}
          spec:
            action: DENY
            rules:
            - from:
              - source: {principals: [cluster.local/ns/front/sa/storefront]}
          END
          W %4$s%5$s
          W -X DELETE %4$s%5$s/%6$s

          # the recent traces
          W %4$s/apis/weft.dev/v1/traces
        """
            .formatted(
                storefront,
                orders,
                dataDir,
                server,
                Policies.AUTHORIZATION_POLICIES,
                Policies.DENY_NAME)
        + (report.isEmpty() ? "" : "\n  # a shell script in the mesh\n  " + report + "\n");
  }
}
