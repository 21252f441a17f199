package dev.weft.core.control;

import dev.weft.core.json.JsonValue;
import dev.weft.core.json.JsonWriter;
import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A request to the policy server. */
final class HttpRequest {
  private static final String JSON = "application/json";
  private static final String PROTOBUF = "application/x-protobuf";

  private final String method;
  private final String target;
  private final @Nullable String bearer;
  private final String type;
  private final byte[] content;

  /**
   * @param target path and query, encoded
   * @param bearer what to put into the Authorization header, or null
   * @param type the media type of the content
   * @param content empty for none
   */
  private HttpRequest(
      String method, String target, @Nullable String bearer, String type, byte[] content) {
    this.method = method;
    this.target = target;
    this.bearer = bearer;
    this.type = type;
    this.content = content;
  }

  static HttpRequest get(String target) {
    return get(target, null);
  }

  static HttpRequest get(String target, @Nullable String bearer) {
    return new HttpRequest("GET", target, bearer, JSON, new byte[0]);
  }

  static HttpRequest delete(String target) {
    return new HttpRequest("DELETE", target, null, JSON, new byte[0]);
  }

  static HttpRequest put(String target, JsonValue body) {
    return new HttpRequest("PUT", target, null, JSON, JsonWriter.writeBytes(body));
  }

  static HttpRequest post(String target, @Nullable String bearer, JsonValue body) {
    return new HttpRequest("POST", target, bearer, JSON, JsonWriter.writeBytes(body));
  }

  /** {@code message} is not copied: not to be changed. */
  static HttpRequest postProtobuf(String target, byte[] message) {
    return new HttpRequest("POST", target, null, PROTOBUF, message);
  }

  /** {@code value} for a query (RFC 3986, section 2.1). */
  static String encode(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** Whether sending it twice does what sending it once does (RFC 9110, section 9.2.2). */
  boolean idempotent() {
    return !method.equals("POST");
  }

  /** The request as it goes over the wire (RFC 9112). */
  byte[] bytes(ServerAddress server) {
    StringBuilder head = new StringBuilder(256);
    head.append(method).append(' ').append(target).append(" HTTP/1.1\r\n");
    head.append("host: ").append(server.authority()).append("\r\n");
    head.append("accept: ").append(type).append("\r\n");
    if (bearer != null) {
      head.append("authorization: Bearer ").append(bearer).append("\r\n");
    }
    if (content.length > 0) {
      head.append("content-type: ").append(type).append("\r\n");
    }
    if (content.length > 0 || !method.equals("GET")) {
      head.append("content-length: ").append(content.length).append("\r\n");
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
    out.writeBytes(content);
    return out.toByteArray();
  }

  /** Without the bearer and the body. */
  @Override
  public String toString() {
    int query = target.indexOf('?');
    return method + " " + (query < 0 ? target : target.substring(0, query));
  }
}
