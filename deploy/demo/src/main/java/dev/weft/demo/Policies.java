package dev.weft.demo;

/** The policies of the story, as they are sent. */
final class Policies {
  static final String PEER_AUTHENTICATIONS =
      "/apis/security.istio.io/v1/namespaces/back/peerauthentications";

  static final String STRICT =
      """
      {"apiVersion":"security.istio.io/v1","kind":"PeerAuthentication",
       "metadata":{"name":"strict","namespace":"back"},
       "spec":{"mtls":{"mode":"STRICT"}}}
      """;

  static final String AUTHORIZATION_POLICIES =
      "/apis/security.istio.io/v1/namespaces/back/authorizationpolicies";

  static final String DENY_NAME = "no-storefront";

  static final String DENY =
      """
      {"apiVersion":"security.istio.io/v1","kind":"AuthorizationPolicy",
       "metadata":{"name":"no-storefront","namespace":"back"},
       "spec":{"action":"DENY",
               "rules":[{"from":[{"source":{"principals":["cluster.local/ns/front/sa/storefront"]}}]}]}}
      """;

  static final String DENY_REPORT_NAME = "no-report";

  static final String DENY_REPORT =
      """
      {"apiVersion":"security.istio.io/v1","kind":"AuthorizationPolicy",
       "metadata":{"name":"no-report","namespace":"back"},
       "spec":{"action":"DENY",
               "rules":[{"from":[{"source":{"principals":["cluster.local/ns/night/sa/stock-report"]}}],
                         "to":[{"operation":{"paths":["/orders*"]}}]}]}}
      """;

  private Policies() {}
}
