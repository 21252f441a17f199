package dev.weft.enforcer.trace.otlp;

import dev.weft.core.http.WebClient;
import dev.weft.enforcer.trace.grpc.CallStatus;
import dev.weft.enforcer.trace.grpc.UnaryCall;
import java.io.IOException;

/** A collector that takes messages by gRPC (OTLP specification, section OTLP/gRPC). */
record GrpcCollector(OtlpEndpoint endpoint, WebClient web) implements OtlpDestination {
  @Override
  public Receipt send(byte[] message) throws IOException {
    UnaryCall call = new UnaryCall(endpoint.uri(), endpoint.uri().getRawPath(), endpoint.headers());
    CallStatus status =
        web.talk(
            endpoint.uri(),
            endpoint.timeout(),
            UnaryCall.ALPN,
            (in, out) -> call.make(in, out, message));
    return new Receipt(status.isOk(), status.isRetryable(), status.toString());
  }

  @Override
  public String toString() {
    return endpoint.toString();
  }
}
