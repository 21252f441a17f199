package dev.weft.agent.http.netty;

import dev.weft.bootstrap.http.PathStyle;
import dev.weft.bootstrap.http.RequestView;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpRequest;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A request as Netty's decoder is about to hand it to the pipeline. */
public final class NettyRequest extends RequestView {
  private final HttpRequest request;
  private final ChannelPipeline pipeline;
  private final NettyScheme scheme;

  NettyRequest(HttpRequest request, ChannelPipeline pipeline, NettyScheme scheme) {
    this.request = request;
    this.pipeline = pipeline;
    this.scheme = scheme;
  }

  @Override
  public String method() {
    return request.method().name();
  }

  @Override
  public String target() {
    return request.uri();
  }

  @Override
  public String authority() {
    String host = request.headers().get("host");
    return host == null ? "" : host;
  }

  /** {@code https} where the application does TLS of its own. */
  @Override
  public String scheme() {
    return scheme.of(pipeline);
  }

  /**
   * A host in the target counts with those of {@code Host}: frameworks differ about which of them
   * they believe.
   */
  @Override
  public List<String> headers(String name) {
    // To ask for all makes a list of none, too.
    List<String> values =
        request.headers().contains(name) ? request.headers().getAll(name) : List.of();
    if (!name.equals("host")) {
      return values;
    }
    String host = hostOf(request.uri());
    if (host == null || (values.size() == 1 && values.get(0).equals(host))) {
      return values;
    }
    List<String> all = new ArrayList<>(values);
    all.add(host);
    return all;
  }

  /** The authority of a target in absolute form; null for another. */
  private static @Nullable String hostOf(String target) {
    int start = target.indexOf("://");
    if (start <= 0 || target.charAt(0) == '/') {
      return null;
    }
    int end = start + 3;
    while (end < target.length() && "/?#".indexOf(target.charAt(end)) < 0) {
      end++;
    }
    return target.substring(start + 3, end);
  }

  @Override
  public void removeHeader(String name) {
    request.headers().remove(name);
  }

  @Override
  public void addHeader(String name, String value) {
    request.headers().add(name, value);
  }

  @Override
  public void setQuery(@Nullable String query) {
    String target = request.uri();
    int start = target.indexOf('?');
    String path = start < 0 ? target : target.substring(0, start);
    request.setUri(query == null ? path : path + "?" + query);
  }

  @Override
  public @Nullable String protocolVersion() {
    return version(request.protocolVersion().text());
  }

  @Override
  public PathStyle pathStyle() {
    return PathStyle.RAW;
  }

  /** It is an event loop. */
  @Override
  public boolean mayWait() {
    return false;
  }

  @Override
  public boolean isWhole() {
    return !request.decoderResult().isFailure();
  }
}
