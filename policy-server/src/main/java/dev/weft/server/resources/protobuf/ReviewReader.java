package dev.weft.server.resources.protobuf;

import dev.weft.core.json.JsonObject;
import dev.weft.server.http.ApiException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;

/**
 * Reads the reviews of {@code kubectl auth}. From 1.32 on it sends them in protobuf, and does not
 * try again in JSON after a 415; it does take the answer in JSON. Field numbers are those of
 * authorization.k8s.io/v1 and authentication.k8s.io/v1 ({@code generated.proto} of k8s.io/api), the
 * envelope that of {@code runtime.Unknown}.
 */
public final class ReviewReader {
  /** The content type of such a request. */
  public static final String CONTENT_TYPE = "application/vnd.kubernetes.protobuf";

  private static final byte[] MAGIC = {'k', '8', 's', 0};
  private static final List<String> RESOURCE_ATTRIBUTES =
      List.of("namespace", "verb", "group", "version", "resource", "subresource", "name");
  private static final List<String> PATH_ATTRIBUTES = List.of("path", "verb");

  private ReviewReader() {}

  /**
   * The review in {@code body} as it would be in JSON. Its metadata and status, which mean nothing
   * in a question, are left out.
   *
   * @throws ApiException 400 when it is malformed or says something that is not known here, 415
   *     when it is another kind
   */
  public static JsonObject read(byte[] body) {
    ByteBuffer in = ByteBuffer.wrap(body);
    for (byte expected : MAGIC) {
      if (!in.hasRemaining() || in.get() != expected) {
        throw WireMessage.malformed();
      }
    }
    WireMessage envelope = WireMessage.read(in, Set.of(1, 2, 3, 4));
    if (!envelope.text(3).isEmpty()) {
      throw ApiException.badRequest("contentEncoding", envelope.text(3) + " (expected: none)");
    }
    WireMessage type = WireMessage.read(envelope.bytes(1), Set.of(1, 2));
    JsonObject.Builder review =
        JsonObject.builder().put("apiVersion", type.text(1)).put("kind", type.text(2));
    ByteBuffer raw = envelope.bytes(2);
    switch (type.text(1) + " " + type.text(2)) {
      case "authorization.k8s.io/v1 SelfSubjectAccessReview" -> review.put("spec", access(raw));
      case "authorization.k8s.io/v1 SelfSubjectRulesReview" -> {
        WireMessage spec = spec(raw, Set.of(1));
        review.put("spec", texts(spec, List.of("namespace")));
      }
      case "authentication.k8s.io/v1 SelfSubjectReview" -> WireMessage.read(raw, Set.of(1, 2));
      default ->
          throw new ApiException(
              415, "content-type: " + CONTENT_TYPE + " (expected: application/json)");
    }
    return review.build();
  }

  private static JsonObject access(ByteBuffer raw) {
    WireMessage spec = spec(raw, Set.of(1, 2));
    JsonObject.Builder json = JsonObject.builder();
    if (spec.has(1)) {
      WireMessage attributes = WireMessage.read(spec.bytes(1), Set.of(1, 2, 3, 4, 5, 6, 7));
      json.put("resourceAttributes", texts(attributes, RESOURCE_ATTRIBUTES));
    }
    if (spec.has(2)) {
      WireMessage attributes = WireMessage.read(spec.bytes(2), Set.of(1, 2));
      json.put("nonResourceAttributes", texts(attributes, PATH_ATTRIBUTES));
    }
    return json.build();
  }

  private static WireMessage spec(ByteBuffer raw, Set<Integer> known) {
    return WireMessage.read(WireMessage.read(raw, Set.of(1, 2, 3)).bytes(2), known);
  }

  /** The texts of a message whose fields are numbered from 1 in the order of {@code names}. */
  private static JsonObject texts(WireMessage message, List<String> names) {
    JsonObject.Builder json = JsonObject.builder();
    for (int i = 0; i < names.size(); i++) {
      String text = message.text(i + 1);
      if (!text.isEmpty()) {
        json.put(names.get(i), text);
      }
    }
    return json.build();
  }
}
