package dev.weft.server.kubernetes;

import dev.weft.core.json.JsonObject;
import dev.weft.core.token.Jwt;
import dev.weft.server.http.ApiException;
import dev.weft.server.kubernetes.PodIdentity.ClusterObject;
import dev.weft.server.resources.Names;
import java.util.regex.Pattern;

/**
 * Reads the private claims {@code kubernetes.io} of a token whose signature is good (Kubernetes,
 * {@code pkg/serviceaccount/claims.go}; the node is there from 1.30 on, KEP-4193). No text of the
 * token is repeated before it was found to be a name.
 */
final class PodClaims {
  private static final String CLAIM = "kubernetes.io";
  private static final Pattern UID = Pattern.compile("[A-Za-z0-9-]{1,64}");

  private PodClaims() {}

  /**
   * Whom {@code token} names.
   *
   * @throws ApiException 401 when a claim is missing or malformed, or two of them disagree
   */
  static PodIdentity read(Jwt token) {
    JsonObject claims = token.payload().object(CLAIM);
    String namespace = claims.string("namespace");
    if (namespace == null || !Names.isLabel(namespace)) {
      throw refused("namespace", "missing or malformed (expected: the namespace's name)");
    }
    ClusterObject account = object(claims, "serviceaccount", "a service account");
    ClusterObject pod = object(claims, "pod", "a token bound to a pod, as projected volumes have");
    ClusterObject node =
        object(claims, "node", "the pod's node, as Kubernetes 1.30 and later tell");
    String subject = "system:serviceaccount:" + namespace + ":" + account.name();
    if (!subject.equals(token.payload().string("sub"))) {
      throw ServiceAccountTokens.refused(
          "sub: another than "
              + CLAIM
              + " says (expected: "
              + subject
              + "), of pod "
              + namespace
              + "/"
              + pod
              + " on node "
              + node);
    }
    String id = token.payload().string("jti");
    return new PodIdentity(
        namespace, account, pod, node, id != null && UID.matcher(id).matches() ? id : "");
  }

  private static ClusterObject object(JsonObject claims, String member, String expected) {
    JsonObject object = claims.object(member);
    String name = object.string("name");
    String uid = object.string("uid");
    if (name == null || !Names.isSubdomain(name)) {
      throw refused(member + ".name", "missing or malformed (expected: " + expected + ")");
    }
    if (uid == null || !UID.matcher(uid).matches()) {
      throw refused(member + ".uid", "missing or malformed (expected: " + expected + ")");
    }
    return new ClusterObject(name, uid);
  }

  private static ApiException refused(String claim, String why) {
    return ServiceAccountTokens.refused(CLAIM + "." + claim + ": " + why);
  }
}
