package dev.weft.server.access.review;

import dev.weft.core.json.JsonObject;
import dev.weft.server.http.ApiException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;

/**
 * Reads questions in Kubernetes' protobuf encoding ("Kubernetes API Concepts", protobuf encoding),
 * which is what kubectl sends them in. The answer may be JSON: clients that send protobuf take that
 * too.
 */
final class ProtobufReview {
  /** The media type, without {@code application/}. */
  static final String SUBTYPE = "vnd.kubernetes.protobuf";

  private static final byte[] MAGIC = {'k', '8', 's', 0};
  private static final int SPEC = 2;
  private static final List<String> RESOURCE =
      List.of("namespace", "verb", "group", "version", "resource", "subresource", "name");

  /** The fields of a resource's attributes: the texts above from 1 on, and two selectors. */
  private static final Set<Integer> RESOURCE_FIELDS = Set.of(1, 2, 3, 4, 5, 6, 7, 8, 9);

  private ProtobufReview() {}

  /**
   * The question in {@code body}, as it would be in JSON.
   *
   * @throws ApiException 400 when it is none, or has fields that are not known here
   */
  static JsonObject read(byte[] body) {
    if (body.length < MAGIC.length || !ByteBuffer.wrap(body, 0, 4).equals(ByteBuffer.wrap(MAGIC))) {
      throw ProtobufMessage.malformed("no mark of Kubernetes' protobuf");
    }
    ProtobufMessage envelope =
        ProtobufMessage.read(
            ByteBuffer.wrap(body, MAGIC.length, body.length - MAGIC.length), Set.of(1, 2, 3, 4));
    if (!envelope.text(3).isEmpty()) {
      throw ProtobufMessage.malformed("content encoding " + envelope.text(3));
    }
    ProtobufMessage type = envelope.message(1, Set.of(1, 2));
    String kind = type.text(2);
    return JsonObject.builder()
        .put("apiVersion", type.text(1))
        .put("kind", kind)
        .put("spec", spec(kind, envelope.bytes(2)))
        .build();
  }

  private static JsonObject spec(String kind, ByteBuffer raw) {
    // The metadata and the status of a question say nothing.
    return switch (kind) {
      case "SelfSubjectAccessReview" ->
          accessSpec(ProtobufMessage.read(raw, Set.of(1, 2, 3)).message(SPEC, Set.of(1, 2)));
      case "SelfSubjectRulesReview" -> {
        ProtobufMessage spec = ProtobufMessage.read(raw, Set.of(1, 2, 3)).message(SPEC, Set.of(1));
        yield JsonObject.builder().put("namespace", spec.text(1)).build();
      }
      default -> JsonObject.EMPTY;
    };
  }

  private static JsonObject accessSpec(ProtobufMessage spec) {
    JsonObject.Builder json = JsonObject.builder();
    if (spec.has(1)) {
      ProtobufMessage resource = spec.message(1, RESOURCE_FIELDS);
      JsonObject.Builder attributes = JsonObject.builder();
      for (int i = 0; i < RESOURCE.size(); i++) {
        if (resource.has(i + 1)) {
          attributes.put(RESOURCE.get(i), resource.text(i + 1));
        }
      }
      json.put("resourceAttributes", attributes.build());
    }
    if (spec.has(2)) {
      ProtobufMessage path = spec.message(2, Set.of(1, 2));
      json.put(
          "nonResourceAttributes",
          JsonObject.builder().put("path", path.text(1)).put("verb", path.text(2)).build());
    }
    return json.build();
  }
}
