package dev.weft.server.resources.patch;

import dev.weft.core.json.JsonArray;
import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonValue;
import dev.weft.server.http.ApiException;
import java.util.ArrayList;
import java.util.List;

/**
 * JSON patch (RFC 6902): all of its operations are carried out, in order, or none. The bounds are
 * those of kube-apiserver, and so are the codes of refusals.
 */
public final class JsonPatch {
  /** How many operations one patch may have. */
  public static final int MAX_OPERATIONS = 10_000;

  /** How much {@code copy} operations of one patch may add in all, in characters of JSON. */
  public static final int MAX_COPIED = 3 * 1024 * 1024;

  private JsonPatch() {}

  /**
   * {@code original} as changed by {@code patch}.
   *
   * @throws ApiException 400 when the patch is malformed, 413 when it has too many operations, 422
   *     when an operation cannot be carried out (a {@code test} that does not hold, a path that is
   *     not there, too much copied, a result that is no object or too deep)
   */
  public static JsonObject apply(JsonObject original, JsonValue patch) {
    List<PatchOperation> operations = read(patch);
    PatchedDocument document = new PatchedDocument(original, MAX_COPIED);
    String at = "patch";
    try {
      for (int i = 0; i < operations.size(); i++) {
        at = at(i);
        document.apply(operations.get(i));
      }
      at = "patch";
      return document.finish();
    } catch (PatchFailure e) {
      throw new ApiException(422, at + ": " + e.getMessage());
    }
  }

  private static List<PatchOperation> read(JsonValue patch) {
    if (!(patch instanceof JsonArray array)) {
      throw ApiException.badRequest("patch", patch.typeName() + " (expected: array)");
    }
    if (array.values().size() > MAX_OPERATIONS) {
      throw new ApiException(
          413,
          "patch: "
              + array.values().size()
              + " operations (expected: at most "
              + MAX_OPERATIONS
              + ")");
    }
    List<PatchOperation> operations = new ArrayList<>();
    for (int i = 0; i < array.values().size(); i++) {
      operations.add(PatchOperation.read(at(i), array.values().get(i)));
    }
    return operations;
  }

  private static String at(int index) {
    return "patch[" + index + "]";
  }
}
