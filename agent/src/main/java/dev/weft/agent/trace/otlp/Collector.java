package dev.weft.agent.trace.otlp;

import dev.weft.core.http.WebClient;
import java.io.IOException;

/** A collector, which takes messages by HTTP (OTLP specification, section OTLP/HTTP). */
record Collector(OtlpEndpoint endpoint, WebClient web) implements OtlpDestination {
  @Override
  public int send(byte[] message) throws IOException {
    return web.talk(
        endpoint.uri(),
        endpoint.timeout(),
        (in, out) -> {
          HttpPost.write(out, endpoint, message);
          return HttpPost.status(in);
        });
  }

  @Override
  public String toString() {
    return endpoint.toString();
  }
}
