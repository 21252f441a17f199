package dev.weft.it.harness;

import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ServerCalls;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.function.Consumer;

/** A collector's services for OTLP by gRPC, on grpc-java; their messages as bytes. */
final class GrpcIntake {
  private static final String SERVICES = "opentelemetry.proto.collector.";

  private GrpcIntake() {}

  /** Starts them on any free port. */
  static Server start(Consumer<byte[]> traces, Consumer<byte[]> metrics) throws IOException {
    return NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
        .addService(service("trace.v1.TraceService", traces))
        .addService(service("metrics.v1.MetricsService", metrics))
        .build()
        .start();
  }

  private static ServerServiceDefinition service(String name, Consumer<byte[]> taking) {
    MethodDescriptor<byte[], byte[]> export =
        MethodDescriptor.<byte[], byte[]>newBuilder(new Bytes(), new Bytes())
            .setType(MethodDescriptor.MethodType.UNARY)
            .setFullMethodName(SERVICES + name + "/Export")
            .build();
    return ServerServiceDefinition.builder(SERVICES + name)
        .addMethod(
            export,
            ServerCalls.asyncUnaryCall(
                (message, answers) -> {
                  taking.accept(message);
                  answers.onNext(new byte[0]);
                  answers.onCompleted();
                }))
        .build();
  }

  private static final class Bytes implements MethodDescriptor.Marshaller<byte[]> {
    @Override
    public InputStream stream(byte[] value) {
      return new ByteArrayInputStream(value);
    }

    @Override
    public byte[] parse(InputStream stream) {
      try {
        return stream.readAllBytes();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
