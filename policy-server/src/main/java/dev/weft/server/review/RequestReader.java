package dev.weft.server.review;

import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonValue;
import dev.weft.core.policy.ConnectionFacts;
import dev.weft.core.policy.IpAddress;
import dev.weft.core.policy.Layer;
import dev.weft.core.policy.Peer;
import dev.weft.core.policy.TokenClaims;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code spec.request}. What is left out is a plain {@code GET /} of nobody in particular.
 */
final class RequestReader {
  static final int MAX_TEXT = 4096;
  private static final int MAX_PATH = 65536;
  private static final int MAX_HEADERS = 256;
  private static final int MAX_HEADER = 65536;
  private static final String SCHEME = "spiffe://";

  /** The fields that only an enforcer of requests sees. */
  private static final List<String> OF_REQUESTS =
      List.of("method", "path", "host", "headers", "jwt", "remote_ip");

  private final Members fields;

  RequestReader(Members fields) {
    this.fields = fields;
  }

  /**
   * The layer that the request speaks of: the connection's, unless it says anything beyond that.
   */
  Layer layer() {
    for (String name : OF_REQUESTS) {
      if (fields.value(name).isPresent()) {
        return Layer.REQUEST;
      }
    }
    return Layer.CONNECTION;
  }

  ReviewedRequest read() {
    // The namespace follows from the principal; alone it proves nothing, as for a real connection.
    fields.text("namespace", MAX_TEXT);
    Map<String, String> headers = headers();
    ReviewedRequest request =
        new ReviewedRequest(
            new ConnectionFacts(
                peer(),
                ip("ip"),
                ip("dst_ip"),
                fields.number("port", 65535).orElse(0),
                fields.text("sni", MAX_TEXT).orElse(null)),
            fields.text("method", MAX_TEXT).orElse("GET"),
            fields.text("path", MAX_PATH).orElse("/"),
            fields.text("host", MAX_TEXT).orElse(headers.getOrDefault("host", "")),
            headers,
            ip("remote_ip"),
            token());
    fields.end();
    return request;
  }

  private @Nullable Peer peer() {
    String text = fields.text("principal", MAX_TEXT).orElse("");
    String principal = text.startsWith(SCHEME) ? text.substring(SCHEME.length()) : text;
    if (principal.isEmpty()) {
      return null;
    }
    try {
      return Peer.ofPrincipal(principal);
    } catch (IllegalArgumentException e) {
      fields
          .findings()
          .add(fields.path("principal"), text, "<trust domain>/ns/<namespace>/sa/<name>, or none");
      return null;
    }
  }

  private @Nullable IpAddress ip(String name) {
    Optional<String> text = fields.text(name, 64).filter(it -> !it.isEmpty());
    if (text.isEmpty()) {
      return null;
    }
    IpAddress address = IpAddress.parse(text.get());
    if (address == null) {
      fields.findings().add(fields.path(name), text.get(), "an IPv4 or IPv6 address");
    }
    return address;
  }

  private Map<String, String> headers() {
    Map<String, String> headers = new LinkedHashMap<>();
    fields
        .texts("headers", MAX_HEADERS, MAX_HEADER)
        .forEach(
            (name, value) -> {
              String lower = name.toLowerCase(Locale.ROOT);
              String where = fields.path("headers") + "[" + name + "]";
              if (name.isEmpty() || name.length() > MAX_TEXT || name.startsWith(":")) {
                fields.findings().add(where, name, "the name of a header");
              } else if (headers.put(lower, value) != null) {
                fields.findings().add(where, name, "each header once; case plays no part");
              }
            });
    return headers;
  }

  /** Claims may stand in {@code claims} beside those of RFC 7519; in a token they are one. */
  private @Nullable TokenClaims token() {
    Optional<JsonObject> jwt = fields.json("jwt");
    if (jwt.isEmpty()) {
      return null;
    }
    JsonObject payload = jwt.get();
    if (payload.get("claims") instanceof JsonObject claims) {
      payload = payload.without("claims");
      for (Map.Entry<String, JsonValue> claim : claims.members().entrySet()) {
        payload = payload.with(claim.getKey(), claim.getValue());
      }
    }
    return new TokenClaims(payload);
  }
}
