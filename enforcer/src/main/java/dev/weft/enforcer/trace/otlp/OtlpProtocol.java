package dev.weft.enforcer.trace.otlp;

import dev.weft.core.http.WebClient;
import java.util.Optional;

/** How messages go to a collector. */
enum OtlpProtocol {
  HTTP_PROTOBUF("http/protobuf", "http://localhost:4318") {
    @Override
    OtlpDestination collector(OtlpEndpoint endpoint, WebClient web) {
      return new HttpCollector(endpoint, web);
    }

    @Override
    String path(String signal) {
      return "v1/" + signal;
    }
  },
  GRPC("grpc", "http://localhost:4317") {
    @Override
    OtlpDestination collector(OtlpEndpoint endpoint, WebClient web) {
      return new GrpcCollector(endpoint, web);
    }

    @Override
    String path(String signal) {
      String service = signal.equals("traces") ? "trace.v1.Trace" : "metrics.v1.Metrics";
      return "opentelemetry.proto.collector." + service + "Service/Export";
    }
  };

  private final String value;
  private final String local;

  OtlpProtocol(String value, String local) {
    this.value = value;
    this.local = local;
  }

  static Optional<OtlpProtocol> of(String value) {
    for (OtlpProtocol protocol : values()) {
      if (protocol.value.equals(value)) {
        return Optional.of(protocol);
      }
    }
    return Optional.empty();
  }

  /** The address of a collector of which nothing is said. */
  String local() {
    return local;
  }

  /** What the address of {@code signal} has behind that of a collector. */
  abstract String path(String signal);

  /** The collector at {@code endpoint}. */
  abstract OtlpDestination collector(OtlpEndpoint endpoint, WebClient web);
}
