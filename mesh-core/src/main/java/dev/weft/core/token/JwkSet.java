package dev.weft.core.token;

import dev.weft.core.json.JsonArray;
import dev.weft.core.json.JsonFormatException;
import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonReader;
import dev.weft.core.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The keys of an issuer (RFC 7517 section 5). Keys that cannot verify a token here are left out:
 * issuers put keys for other purposes, and of kinds yet to come, into the same set.
 *
 * @param keys the keys that verify
 */
public record JwkSet(List<Jwk> keys) {
  /** Most keys in a set, usable or not: a token without {@code kid} may be tried with each. */
  public static final int MAX_KEYS = 64;

  /** A set without keys. */
  static final JwkSet EMPTY = new JwkSet(List.of());

  public JwkSet {
    keys = List.copyOf(keys);
  }

  /**
   * Reads a set.
   *
   * @throws KeyFormatException when it is no set, or holds a malformed key of a known kind
   */
  public static JwkSet parse(String json) throws KeyFormatException {
    try {
      return of(JsonReader.read(json));
    } catch (JsonFormatException e) {
      throw new KeyFormatException("key set: no JSON (expected: an object with keys)");
    }
  }

  /**
   * Reads a set in UTF-8.
   *
   * @throws KeyFormatException when it is no set, or holds a malformed key of a known kind
   */
  public static JwkSet parse(byte[] utf8) throws KeyFormatException {
    try {
      return of(JsonReader.read(utf8));
    } catch (JsonFormatException e) {
      throw new KeyFormatException("key set: no JSON (expected: an object with keys)");
    }
  }

  private static JwkSet of(JsonValue json) throws KeyFormatException {
    if (!(json instanceof JsonObject set) || !(set.get("keys") instanceof JsonArray array)) {
      throw new KeyFormatException("keys: missing (expected: an array of keys)");
    }
    if (array.values().size() > MAX_KEYS) {
      throw new KeyFormatException(
          "keys: " + array.values().size() + " (expected: at most " + MAX_KEYS + ")");
    }
    List<Jwk> keys = new ArrayList<>();
    for (int i = 0; i < array.values().size(); i++) {
      if (!(array.values().get(i) instanceof JsonObject member)) {
        throw new KeyFormatException("keys[" + i + "]: no object (expected: a key)");
      }
      Jwk key;
      try {
        key = JwkReader.read(member);
      } catch (KeyFormatException e) {
        throw new KeyFormatException("keys[" + i + "]." + e.getMessage());
      }
      if (key != null) {
        keys.add(key);
      }
    }
    return new JwkSet(keys);
  }

  /** Whether any key may have signed a token with this {@code kid} and algorithm. */
  boolean fits(@Nullable String kid, JwsAlgorithm algorithm) {
    for (Jwk key : keys) {
      if (key.fits(kid, algorithm)) {
        return true;
      }
    }
    return false;
  }
}
