package dev.weft.agent.http.nettyclient;

import dev.weft.bootstrap.http.ClientView;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.handler.codec.http.HttpRequest;
import java.net.InetSocketAddress;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One request that is about to be encoded. What is set goes out behind the program's own headers:
 * the message may be sent again, and by several threads at once.
 */
public final class SentRequest extends ClientView {
  private final HttpRequest request;
  private final Channel channel;
  private final StringBuilder added = new StringBuilder(80);

  SentRequest(HttpRequest request, Channel channel) {
    this.request = request;
    this.channel = channel;
  }

  /** What has been set, as header lines; null for nothing. */
  @Nullable String added() {
    return added.length() == 0 ? null : added.toString();
  }

  @Override
  public String method() {
    return request.method().name();
  }

  /** {@code https} where the pipeline does TLS, and where a proxy is asked for it. */
  @Override
  public String scheme() {
    if (request.uri().startsWith("https://")) {
      return "https";
    }
    for (Map.Entry<String, ChannelHandler> entry : channel.pipeline()) {
      if (entry.getValue().getClass().getName().endsWith(".handler.ssl.SslHandler")) {
        return "https";
      }
    }
    return "http";
  }

  @Override
  public @Nullable String host() {
    String authority = authority();
    if (authority == null) {
      return channel.remoteAddress() instanceof InetSocketAddress address
          ? address.getHostString()
          : null;
    }
    int colon = colonOf(authority);
    return colon < 0 ? authority : authority.substring(0, colon);
  }

  @Override
  public int port() {
    String authority = authority();
    if (authority == null) {
      return channel.remoteAddress() instanceof InetSocketAddress address ? address.getPort() : 0;
    }
    int colon = colonOf(authority);
    try {
      return colon < 0 ? 0 : Integer.parseInt(authority.substring(colon + 1));
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  /** Whom the request names: in its target, or in {@code Host}. */
  private @Nullable String authority() {
    String uri = request.uri();
    if (isConnect()) {
      return uri;
    }
    int start = authorityStart(uri);
    if (start > 0) {
      return uri.substring(start, authorityEnd(uri, start));
    }
    String host = request.headers().get("host");
    return host == null || host.isEmpty() ? null : host;
  }

  /** Where a port begins; the colons of an IPv6 address stand in brackets. */
  private static int colonOf(String authority) {
    int colon = authority.lastIndexOf(':');
    return colon > authority.lastIndexOf(']') ? colon : -1;
  }

  /** In origin form, also where it is sent to a proxy in another; nothing for a tunnel. */
  @Override
  public String target() {
    if (isConnect()) {
      return "";
    }
    String uri = request.uri();
    int start = authorityStart(uri);
    if (start < 0) {
      return uri;
    }
    String rest = uri.substring(authorityEnd(uri, start));
    return rest.startsWith("/") ? rest : "/" + rest;
  }

  private boolean isConnect() {
    return request.method().name().equals("CONNECT");
  }

  /** Where the authority begins in a target in absolute form; less than 0 for another. */
  private static int authorityStart(String uri) {
    int start = uri.startsWith("/") ? -1 : uri.indexOf("://");
    return start <= 0 ? -1 : start + 3;
  }

  private static int authorityEnd(String uri, int start) {
    int end = start;
    while (end < uri.length() && "/?#".indexOf(uri.charAt(end)) < 0) {
      end++;
    }
    return end;
  }

  @Override
  public @Nullable String header(String name) {
    return request.headers().get(name);
  }

  /** Only what the program has not set by itself, and never more than one line. */
  @Override
  public void setHeader(String name, String value) {
    if (value.indexOf('\r') >= 0 || value.indexOf('\n') >= 0) {
      throw new IllegalArgumentException(name + ": a line break (expected: none)");
    }
    if (!request.headers().contains(name)) {
      added.append(name).append(": ").append(value).append("\r\n");
    }
  }

  @Override
  public String protocolVersion() {
    return request.protocolVersion().majorVersion()
        + "."
        + request.protocolVersion().minorVersion();
  }
}
