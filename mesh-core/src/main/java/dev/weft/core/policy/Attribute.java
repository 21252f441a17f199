package dev.weft.core.policy;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The key of a condition (Istio, Authorization Policy Conditions).
 *
 * @param kind which attribute
 * @param names what stands in the key's brackets: the header's name in lower case, or the path of
 *     the claim; empty for the others
 */
public record Attribute(Kind kind, List<String> names) {
  /** The attributes that can be matched. */
  public enum Kind {
    /** A request header. */
    REQUEST_HEADER("request.headers", Layer.REQUEST),
    /** The address the packets come from. */
    SOURCE_IP("source.ip", Layer.CONNECTION),
    /** The address of the original client. */
    REMOTE_IP("remote.ip", Layer.REQUEST),
    /** The peer's namespace. */
    SOURCE_NAMESPACE("source.namespace", Layer.CONNECTION),
    /** The peer's service account, {@code [<namespace>/]<account>}. */
    SOURCE_SERVICE_ACCOUNT("source.serviceAccount", Layer.CONNECTION),
    /** The peer's identity without {@code spiffe://}. */
    SOURCE_PRINCIPAL("source.principal", Layer.CONNECTION),
    /** The peer's trust domain. */
    SOURCE_TRUST_DOMAIN("source.trustDomain", Layer.CONNECTION),
    /** The token's {@code <issuer>/<subject>}. */
    REQUEST_PRINCIPAL("request.auth.principal", Layer.REQUEST),
    /** The token's audiences. */
    REQUEST_AUDIENCES("request.auth.audiences", Layer.REQUEST),
    /** The token's authorized presenter, its {@code azp}. */
    REQUEST_PRESENTER("request.auth.presenter", Layer.REQUEST),
    /** A claim of the token. */
    REQUEST_CLAIM("request.auth.claims", Layer.REQUEST),
    /** The address the connection was made to. */
    DESTINATION_IP("destination.ip", Layer.CONNECTION),
    /** The port the connection was made to. */
    DESTINATION_PORT("destination.port", Layer.CONNECTION),
    /** The server name that the client asked for in TLS. */
    CONNECTION_SNI("connection.sni", Layer.CONNECTION);

    private final String key;
    private final Layer layer;

    Kind(String key, Layer layer) {
      this.key = key;
      this.layer = layer;
    }

    /** The key as policies write it, without brackets. */
    public String key() {
      return key;
    }

    /** What an enforcer has to see to know this attribute. */
    public Layer layer() {
      return layer;
    }

    /** Whether the key goes on with names in brackets. */
    public boolean named() {
      return this == REQUEST_HEADER || this == REQUEST_CLAIM;
    }
  }

  public Attribute {
    names = List.copyOf(names);
    if (kind.named() == names.isEmpty() || (kind == Kind.REQUEST_HEADER && names.size() != 1)) {
      throw new IllegalArgumentException(
          "attribute: " + kind.key() + names + " (expected: names where the key takes them)");
    }
  }

  /** The key as policies write it, such as {@code request.auth.claims[nested][key]}. */
  public String key() {
    StringBuilder text = new StringBuilder(kind.key());
    for (String name : names) {
      text.append('[').append(name).append(']');
    }
    return text.toString();
  }

  /** Reads a key; null when it names no attribute that can be matched. */
  public static @Nullable Attribute parse(String key) {
    int bracket = key.indexOf('[');
    String stem = bracket < 0 ? key : key.substring(0, bracket);
    for (Kind kind : Kind.values()) {
      if (kind.key().equals(stem) && kind.named() == (bracket >= 0)) {
        return bracket < 0 ? new Attribute(kind, List.of()) : named(kind, key.substring(bracket));
      }
    }
    return null;
  }

  private static @Nullable Attribute named(Kind kind, String brackets) {
    if (!brackets.endsWith("]")) {
      return null;
    }
    String inner = brackets.substring(1, brackets.length() - 1);
    List<String> names = List.of(inner.split("\\]\\[", -1));
    for (String name : names) {
      if (name.isEmpty() || name.indexOf('[') >= 0 || name.indexOf(']') >= 0) {
        return null;
      }
    }
    if (kind == Kind.REQUEST_HEADER) {
      return names.size() == 1
          ? new Attribute(kind, List.of(names.get(0).toLowerCase(Locale.ROOT)))
          : null;
    }
    return new Attribute(kind, names);
  }
}
