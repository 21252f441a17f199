package dev.weft.agent.http.netty;

import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelPipeline;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whether requests of one connection come by TLS of the application's own. Looked up once: to go
 * through a pipeline makes a map of it. On the connection's event loop only.
 */
public final class NettyScheme {
  private @Nullable String known;
  private boolean changes;

  NettyScheme() {}

  /** {@code https} where {@code pipeline} does TLS, else {@code http}. */
  String of(ChannelPipeline pipeline) {
    String scheme = known;
    if (scheme == null) {
      scheme = lookUp(pipeline);
      known = changes ? null : scheme;
    }
    return scheme;
  }

  /** From here on TLS may begin at any time: a tunnel, or an upgrade (RFC 2817). */
  void mayChange() {
    changes = true;
    known = null;
  }

  private static String lookUp(ChannelPipeline pipeline) {
    for (Map.Entry<String, ChannelHandler> entry : pipeline) {
      if (entry.getValue().getClass().getName().endsWith(".handler.ssl.SslHandler")) {
        return "https";
      }
    }
    return "http";
  }
}
