package dev.weft.server.tokens;

import dev.weft.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * What the server knows of a join token; the secret is not part of it.
 *
 * @param id the part of the token by which it is found
 * @param namespace the namespace it admits to
 * @param name its name as a resource
 * @param uid its uid as a resource
 * @param serviceAccount the service account it admits to
 * @param secretHash the SHA-256 of the secret, in hex
 * @param uses how often it may be used in all
 * @param usesLeft how often it may still be used
 * @param created when it was made
 * @param expires from when on it is worthless
 * @param resourceVersion the revision of its making
 */
record JoinToken(
    String id,
    String namespace,
    String name,
    String uid,
    String serviceAccount,
    String secretHash,
    long uses,
    long usesLeft,
    Instant created,
    Instant expires,
    long resourceVersion) {

  /** The resource as people read it, without the token itself. */
  JsonObject resource() {
    return JsonObject.builder()
        .put("apiVersion", JoinTokens.KIND.apiVersion())
        .put("kind", JoinTokens.KIND.kind())
        .put(
            "metadata",
            JsonObject.builder()
                .put("name", name)
                .put("namespace", namespace)
                .put("uid", uid)
                .put("resourceVersion", String.valueOf(resourceVersion))
                .put("creationTimestamp", created.truncatedTo(ChronoUnit.SECONDS).toString())
                .build())
        .put(
            "spec",
            JsonObject.builder()
                .put("serviceAccount", serviceAccount)
                .put("ttl", Duration.between(created, expires).toString())
                .put("uses", uses)
                .build())
        .put("status", status())
        .build();
  }

  JsonObject status() {
    return JsonObject.builder()
        .put("id", id)
        .put("usesLeft", usesLeft)
        .put("expires", expires.truncatedTo(ChronoUnit.SECONDS).toString())
        .build();
  }

  @Override
  public String toString() {
    return "JoinToken[" + namespace + "/" + name + "]";
  }
}
