package dev.weft.enforcer.trace.otlp;

import dev.weft.core.http.WebClient;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

/**
 * Where one signal goes.
 *
 * @param protocol how
 * @param uri the whole address, {@code http} or {@code https}
 * @param headers sent along; they may be secret
 * @param timeout for one attempt
 */
record OtlpEndpoint(OtlpProtocol protocol, URI uri, Map<String, String> headers, Duration timeout) {
  OtlpEndpoint {
    headers = Map.copyOf(headers);
  }

  OtlpDestination collector(WebClient web) {
    return protocol.collector(this, web);
  }

  @Override
  public String toString() {
    return uri.getScheme() + "://" + uri.getHost() + ":" + uri.getPort() + uri.getPath();
  }
}
