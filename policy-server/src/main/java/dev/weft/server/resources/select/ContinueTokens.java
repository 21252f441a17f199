package dev.weft.server.resources.select;

import dev.weft.core.json.JsonFormatException;
import dev.weft.core.json.JsonNumber;
import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonReader;
import dev.weft.core.json.JsonString;
import dev.weft.core.json.JsonWriter;
import dev.weft.server.http.ApiException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Makes and reads the tokens with which lists are continued (Kubernetes API concepts, "Retrieving
 * large results sets in chunks"). A token holds a {@link ListPosition} and is bound to one list by
 * a keyed hash (HMAC-SHA256, truncated to 128 bits): one that was made up, changed, or comes from
 * another list is refused. Replicas that are to take each other's tokens need the same key.
 * Thread-safe.
 *
 * <p>A token is base64url of: one byte version, 16 bytes hash, the position as JSON.
 */
public final class ContinueTokens {
  /** Fewest bytes of a key. */
  public static final int MIN_KEY = 16;

  private static final byte VERSION = 1;
  private static final int HASH = 16;
  private static final int MAX_LENGTH = 4096;

  private final SecretKeySpec key;

  /** Tokens under {@code key}, which nobody else may know; at least {@link #MIN_KEY} bytes. */
  public ContinueTokens(byte[] key) {
    if (key.length < MIN_KEY) {
      throw new IllegalArgumentException(
          "key: " + key.length + " bytes (expected: at least " + MIN_KEY + ")");
    }
    this.key = new SecretKeySpec(key, "HmacSHA256");
  }

  /**
   * The token for {@code position} in the list that {@code list} names: everything that decides
   * which resources are in it, such as its path and selectors.
   */
  public String encode(ListPosition position, String list) {
    byte[] json =
        JsonWriter.writeBytes(
            JsonObject.builder()
                .put("rv", position.resourceVersion())
                .put("ns", position.namespace())
                .put("name", position.name())
                .build());
    byte[] token =
        ByteBuffer.allocate(1 + HASH + json.length)
            .put(VERSION)
            .put(hash(json, list))
            .put(json)
            .array();
    return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
  }

  /**
   * The position that {@code token} stands for in the list that {@code list} names.
   *
   * @throws ApiException 400 when it is none of this list's tokens
   */
  public ListPosition decode(String token, String list) {
    if (token.length() > MAX_LENGTH) {
      throw notValid();
    }
    byte[] bytes;
    try {
      bytes = Base64.getUrlDecoder().decode(token);
    } catch (IllegalArgumentException e) {
      throw notValid();
    }
    if (bytes.length <= 1 + HASH || bytes[0] != VERSION) {
      throw notValid();
    }
    byte[] json = Arrays.copyOfRange(bytes, 1 + HASH, bytes.length);
    if (!MessageDigest.isEqual(Arrays.copyOfRange(bytes, 1, 1 + HASH), hash(json, list))) {
      throw notValid();
    }
    return position(json);
  }

  private static ListPosition position(byte[] json) {
    try {
      if (JsonReader.read(json) instanceof JsonObject object
          && object.get("rv") instanceof JsonNumber version
          && object.get("ns") instanceof JsonString namespace
          && object.get("name") instanceof JsonString name) {
        return new ListPosition(version.longValueExact(), namespace.value(), name.value());
      }
    } catch (JsonFormatException | ArithmeticException e) {
      throw new IllegalStateException("a token with a good hash is malformed", e);
    }
    throw new IllegalStateException("a token with a good hash is no position");
  }

  private byte[] hash(byte[] json, String list) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      byte[] context = list.getBytes(StandardCharsets.UTF_8);
      mac.update(VERSION);
      mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(context.length).array());
      mac.update(context);
      mac.update(json);
      return Arrays.copyOf(mac.doFinal(), HASH);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HmacSHA256", e);
    }
  }

  private static ApiException notValid() {
    return ApiException.badRequest(
        "continue",
        "not valid (expected: the mark of the list before, with the same selectors; start again"
            + " without)");
  }
}
