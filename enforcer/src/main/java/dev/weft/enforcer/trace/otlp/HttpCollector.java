package dev.weft.enforcer.trace.otlp;

import dev.weft.core.http.WebClient;
import java.io.IOException;
import java.util.Set;

/** A collector that takes messages by HTTP (OTLP specification, section OTLP/HTTP). */
record HttpCollector(OtlpEndpoint endpoint, WebClient web) implements OtlpDestination {
  /** Section Failures: these may go better later. */
  private static final Set<Integer> RETRYABLE = Set.of(429, 502, 503, 504);

  @Override
  public Receipt send(byte[] message) throws IOException {
    int status =
        web.talk(
            endpoint.uri(),
            endpoint.timeout(),
            (in, out) -> {
              HttpPost.write(out, endpoint, message);
              return HttpPost.status(in);
            });
    return new Receipt(status / 100 == 2, RETRYABLE.contains(status), "status " + status);
  }

  @Override
  public String toString() {
    return endpoint.toString();
  }
}
