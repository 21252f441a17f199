package dev.weft.proxy.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.util.AsciiString;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a message must look like to be passed on, and what of it concerns one connection only (RFC
 * 9110, section 7.6.1).
 */
final class Framing {
  /** As they are looked up: an {@link AsciiString} knows its hash. */
  private static final List<AsciiString> HOP_BY_HOP =
      List.of(
          HttpHeaderNames.CONNECTION,
          AsciiString.cached("keep-alive"),
          AsciiString.cached("proxy-connection"),
          HttpHeaderNames.PROXY_AUTHENTICATE,
          HttpHeaderNames.PROXY_AUTHORIZATION,
          HttpHeaderNames.UPGRADE);

  private static final String HTTP = "http://";
  private static final int BAD_REQUEST = 400;
  private static final int TARGET_TOO_LONG = 414;
  private static final int FIELDS_TOO_LARGE = 431;

  private Framing() {}

  /** What is wrong with {@code request}, which came over HTTP/1; null when nothing is. */
  static @Nullable String problem(HttpRequest request) {
    if (request.decoderResult().isFailure()) {
      return statusOfProblem(request) == BAD_REQUEST ? "malformed" : "too long";
    }
    HttpHeaders headers = request.headers();
    List<String> codings = headers.getAll(HttpHeaderNames.TRANSFER_ENCODING);
    if (codings.size() > 1
        || (codings.size() == 1 && !codings.get(0).equalsIgnoreCase("chunked"))) {
      return "transfer coding";
    }
    if (!codings.isEmpty() && !request.protocolVersion().equals(HttpVersion.HTTP_1_1)) {
      return "transfer coding before HTTP/1.1";
    }
    List<String> hosts = headers.getAll(HttpHeaderNames.HOST);
    if (hosts.size() > 1
        || (hosts.isEmpty() && request.protocolVersion().equals(HttpVersion.HTTP_1_1))) {
      return hosts.size() + " hosts";
    }
    return hosts.isEmpty() || isHost(hosts.get(0)) ? problemOfTarget(request) : "host";
  }

  /** The status with which {@code request}, with which something is wrong, is answered. */
  static int statusOfProblem(HttpRequest request) {
    Throwable cause = request.decoderResult().cause();
    if (cause instanceof TooLongHttpHeaderException) {
      return FIELDS_TOO_LARGE;
    }
    return cause instanceof TooLongHttpLineException ? TARGET_TOO_LONG : BAD_REQUEST;
  }

  /** Whether a field {@code Host} has no more in it than one (RFC 9112, section 3.2). */
  static boolean isHost(String value) {
    return value.chars().noneMatch(it -> it <= ' ' || it >= 0x7f || "/?#@\\".indexOf(it) >= 0);
  }

  /**
   * What is wrong with what {@code request} asks for, as a server gets it; null when nothing is.
   */
  static @Nullable String problemOfTarget(HttpRequest request) {
    if (request.method().equals(HttpMethod.CONNECT)) {
      return "CONNECT";
    }
    if (request.uri().chars().anyMatch(it -> it <= ' ' || it == 0x7f || it == '#')) {
      return "target";
    }
    return request.uri().startsWith("/") || isAsterisk(request)
        ? null
        : "target not in origin form";
  }

  /**
   * As {@link #problem}, of a request to a forward proxy. Whatever its {@code Host} says, the
   * target counts (RFC 9112, section 3.2.2).
   */
  static @Nullable String problemOfAbsolute(HttpRequest request) {
    String target = request.uri();
    if (request.decoderResult().isFailure()) {
      return "malformed";
    }
    if (!target.regionMatches(true, 0, HTTP, 0, HTTP.length())) {
      return "target is not http://<host>/...";
    }
    int end = HTTP.length();
    while (end < target.length() && "/?#".indexOf(target.charAt(end)) < 0) {
      end++;
    }
    String authority = target.substring(HTTP.length(), end);
    String rest = target.substring(end);
    if (authority.isEmpty() || authority.indexOf('@') >= 0) {
      return "target names no host";
    }
    request.setUri(rest.startsWith("/") ? rest : "/" + rest);
    request.headers().set(HttpHeaderNames.HOST, authority);
    return problem(request);
  }

  private static boolean isAsterisk(HttpRequest request) {
    return request.uri().equals("*") && request.method().equals(HttpMethod.OPTIONS);
  }

  /**
   * Whether {@code request} asks to go on with WebSocket (RFC 6455). No other protocol is gone on
   * with: over HTTP/2 by upgrade, say, requests would come that nobody judges.
   */
  static boolean isUpgrade(HttpRequest request) {
    return isWebSocket(request)
        && request
            .headers()
            .containsValue(HttpHeaderNames.CONNECTION, HttpHeaderNames.UPGRADE, true);
  }

  /** Whether WebSocket, and nothing beside it, is what {@code message} would upgrade to. */
  static boolean isWebSocket(HttpMessage message) {
    List<String> to = message.headers().getAll(HttpHeaderNames.UPGRADE);
    return to.size() == 1 && HttpHeaderValues.WEBSOCKET.contentEqualsIgnoreCase(to.get(0));
  }

  /** Takes out of {@code message} what is for this connection alone. */
  static void strip(HttpMessage message) {
    HttpHeaders headers = message.headers();
    List<String> values = headers.getAll(HttpHeaderNames.CONNECTION);
    List<String> named = new ArrayList<>(values.size());
    for (String value : values) {
      for (String name : value.split(",", -1)) {
        named.add(name.strip().toLowerCase(Locale.ROOT));
      }
    }
    for (String name : named) {
      // What frames the message, or says whose it is, is no connection option.
      if (!name.isEmpty()
          && !name.equals("content-length")
          && !name.equals("transfer-encoding")
          && !name.equals("host")) {
        headers.remove(name);
      }
    }
    HOP_BY_HOP.forEach(headers::remove);
  }
}
