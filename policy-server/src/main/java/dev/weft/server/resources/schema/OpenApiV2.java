package dev.weft.server.resources.schema;

import dev.weft.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * {@code /openapi/v2}, without any definitions. kubectl fetches it to check what it creates of a
 * kind that cannot be patched, whatever {@link OpenApiV3} says, and leaves the check to the server
 * when it finds no definition; without the document it refuses to create. It reads the protobuf
 * form only ({@code Document} of gnostic's openapi_v2 package).
 */
public final class OpenApiV2 {
  /** Where it is served. */
  public static final String PATH = "/openapi/v2";

  /** The content type of the protobuf form. */
  public static final String PROTOBUF =
      "application/com.github.proto-openapi.spec.v2.v1.0+protobuf";

  private static final String TITLE = "Weft";

  private OpenApiV2() {}

  /** The document of a server of that version in JSON. */
  public static JsonObject json(String version) {
    return JsonObject.builder()
        .put("swagger", "2.0")
        .put("info", JsonObject.builder().put("title", TITLE).put("version", version).build())
        .put("paths", JsonObject.EMPTY)
        .put("definitions", JsonObject.EMPTY)
        .build();
  }

  /** The document in protobuf: {@code swagger} is field 1, {@code info} field 2. */
  public static byte[] protobuf(String version) {
    ByteArrayOutputStream info = new ByteArrayOutputStream();
    field(info, 1, TITLE.getBytes(StandardCharsets.UTF_8));
    field(info, 2, version.getBytes(StandardCharsets.UTF_8));
    ByteArrayOutputStream document = new ByteArrayOutputStream();
    field(document, 1, "2.0".getBytes(StandardCharsets.UTF_8));
    field(document, 2, info.toByteArray());
    return document.toByteArray();
  }

  /** A length-delimited field: wire type 2, and the length as a varint. */
  private static void field(ByteArrayOutputStream out, int number, byte[] content) {
    out.write((number << 3) | 2);
    int length = content.length;
    while (length >= 0x80) {
      out.write((length & 0x7f) | 0x80);
      length >>>= 7;
    }
    out.write(length);
    out.writeBytes(content);
  }
}
