package dev.weft.server.resources.schema;

import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonWriter;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** An OpenAPI document, with the hash of its bytes, by which clients tell whether theirs is old. */
public final class OpenApiDocument {
  private final JsonObject json;
  private final byte[] bytes;
  private final String hash;

  OpenApiDocument(JsonObject json) {
    this.json = json;
    this.bytes = JsonWriter.writeBytes(json);
    this.hash = hash(bytes);
  }

  /** The document. */
  public JsonObject json() {
    return json;
  }

  /** The document in UTF-8; a copy. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** The SHA-512 of its bytes in hex, as Kubernetes has it in URLs and in ETags. */
  public String hash() {
    return hash;
  }

  private static String hash(byte[] bytes) {
    try {
      return HexFormat.of()
          .withUpperCase()
          .formatHex(MessageDigest.getInstance("SHA-512").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-512", e);
    }
  }
}
