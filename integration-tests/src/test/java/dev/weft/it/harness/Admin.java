package dev.weft.it.harness;

import java.io.IOException;
import java.net.URI;
import java.security.GeneralSecurityException;

/** What a person does with the policy server by REST. */
public final class Admin {
  private final HttpCalls calls;

  Admin(HttpCalls calls) {
    this.calls = calls;
  }

  /**
   * What a person can do with the policy server at {@code address}.
   *
   * @param roots the mesh's CA in PEM
   * @param token the admin's token
   */
  public static Admin at(URI address, String roots, String token) {
    try {
      return new Admin(new HttpCalls(address, Credentials.trusting(roots), token));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the CA cannot be read", e);
    }
  }

  /** The calls themselves, with the admin token. */
  public HttpCalls calls() {
    return calls;
  }

  /** The collection of AuthorizationPolicies of a namespace. */
  public static String authorizationPolicies(String namespace) {
    return "/apis/security.istio.io/v1/namespaces/" + namespace + "/authorizationpolicies";
  }

  /** The collection of PeerAuthentications of a namespace. */
  public static String peerAuthentications(String namespace) {
    return "/apis/security.istio.io/v1/namespaces/" + namespace + "/peerauthentications";
  }

  /** The collection of RequestAuthentications of a namespace. */
  public static String requestAuthentications(String namespace) {
    return "/apis/security.istio.io/v1/namespaces/" + namespace + "/requestauthentications";
  }

  /** The collection of join tokens of a namespace. */
  public static String joinTokens(String namespace) {
    return "/apis/weft.dev/v1/namespaces/" + namespace + "/jointokens";
  }

  /** An AuthorizationPolicy as JSON. */
  public static String authorizationPolicy(String namespace, String name, String spec) {
    return resource("security.istio.io/v1", "AuthorizationPolicy", namespace, name, spec);
  }

  /** Creates an AuthorizationPolicy. */
  public void authorize(String namespace, String name, String spec) throws IOException {
    calls
        .send("POST", authorizationPolicies(namespace), authorizationPolicy(namespace, name, spec))
        .ok();
  }

  /** Deletes an AuthorizationPolicy. */
  public void unauthorize(String namespace, String name) throws IOException {
    calls.send("DELETE", authorizationPolicies(namespace) + "/" + name).ok();
  }

  /** Creates the namespace's PeerAuthentication with that mode. */
  public void mode(String namespace, String mode) throws IOException {
    String spec = "{\"mtls\":{\"mode\":\"%s\"}}".formatted(mode);
    calls
        .send(
            "POST",
            peerAuthentications(namespace),
            resource("security.istio.io/v1", "PeerAuthentication", namespace, "mode", spec))
        .ok();
  }

  /** Deletes the PeerAuthentication of {@code namespace}. */
  public void forgetMode(String namespace) throws IOException {
    calls.send("DELETE", peerAuthentications(namespace) + "/mode").ok();
  }

  /**
   * Creates a RequestAuthentication.
   *
   * @param keys where the issuer's keys are; empty to have the issuer asked
   */
  public void trustIssuer(String namespace, String name, String issuer, String keys)
      throws IOException {
    String place = keys.isEmpty() ? "" : ",\"jwksUri\":\"%s\"".formatted(keys);
    String spec = "{\"jwtRules\":[{\"issuer\":\"%s\"%s}]}".formatted(issuer, place);
    calls
        .send(
            "POST",
            requestAuthentications(namespace),
            resource("security.istio.io/v1", "RequestAuthentication", namespace, name, spec))
        .ok();
  }

  /** Deletes a RequestAuthentication. */
  public void distrustIssuer(String namespace, String name) throws IOException {
    calls.send("DELETE", requestAuthentications(namespace) + "/" + name).ok();
  }

  /** Creates the Telemetry of that name, in place of the one before. */
  public void telemetry(String namespace, String name, String spec) throws IOException {
    replace("telemetry.istio.io/v1", "Telemetry", "telemetries", namespace, name, spec);
  }

  /** Creates the TraceSampling of that name, in place of the one before. */
  public void traceSampling(String namespace, String name, String spec) throws IOException {
    replace("weft.dev/v1", "TraceSampling", "tracesamplings", namespace, name, spec);
  }

  private void replace(
      String apiVersion, String kind, String plural, String namespace, String name, String spec)
      throws IOException {
    String path = "/apis/" + apiVersion + "/namespaces/" + namespace + "/" + plural;
    Answer before = calls.send("DELETE", path + "/" + name);
    if (before.status() != 404) {
      before.ok();
    }
    calls.send("POST", path, resource(apiVersion, kind, namespace, name, spec)).ok();
  }

  /** Makes a join token. */
  public String joinToken(String namespace, String serviceAccount, String ttl, int uses)
      throws IOException {
    String spec =
        "{\"serviceAccount\":\"%s\",\"ttl\":\"%s\",\"uses\":%d}"
            .formatted(serviceAccount, ttl, uses);
    String body =
        "{\"apiVersion\":\"weft.dev/v1\",\"kind\":\"JoinToken\",\"metadata\":{},\"spec\":"
            + spec
            + "}";
    Answer answer = calls.send("POST", joinTokens(namespace), body).ok();
    return String.valueOf(answer.body().object("status").string("token"));
  }

  private static String resource(
      String apiVersion, String kind, String namespace, String name, String spec) {
    return """
        {"apiVersion":"%s","kind":"%s","metadata":{"name":"%s","namespace":"%s"},"spec":%s}
        """
        .formatted(apiVersion, kind, name, namespace, spec);
  }
}
