package dev.weft.enforcer.trace.grpc;

import com.google.protobuf.ByteString;
import io.grpc.HandlerRegistry;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerMethodDefinition;
import io.grpc.Status;
import io.grpc.netty.NettyServerBuilder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A server of grpc-java that takes whatever it is sent, and answers with nothing or a status. */
public final class GrpcReceiver implements AutoCloseable {
  /**
   * One call.
   *
   * @param method {@code package.Service/Method}
   * @param message its one message
   */
  public record Call(String method, Metadata metadata, ByteString message) {}

  /** What has come, in this order. */
  public final BlockingQueue<Call> calls = new LinkedBlockingQueue<>();

  /** The statuses of the next answers; OK when there is none. */
  public final BlockingQueue<Status> statuses = new LinkedBlockingQueue<>();

  private final Server server;

  private GrpcReceiver(int flowControlWindow) throws IOException {
    this.server =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .fallbackHandlerRegistry(new Anything())
            .flowControlWindow(flowControlWindow)
            .maxInboundMessageSize(64 << 20)
            .build()
            .start();
  }

  /** Starts it on any free port. */
  public static GrpcReceiver start(int flowControlWindow) throws IOException {
    return new GrpcReceiver(flowControlWindow);
  }

  /** {@code http://host:port}. */
  public URI address() {
    return URI.create("http://127.0.0.1:" + server.getPort());
  }

  /** The next call; waits for it. */
  public Call next() throws InterruptedException {
    Call call = calls.poll(30, TimeUnit.SECONDS);
    if (call == null) {
      throw new AssertionError("no call came");
    }
    return call;
  }

  @Override
  public void close() {
    server.shutdownNow();
  }

  private final class Anything extends HandlerRegistry
      implements ServerCallHandler<byte[], byte[]> {
    @Override
    public ServerMethodDefinition<?, ?> lookupMethod(String method, @Nullable String authority) {
      return ServerMethodDefinition.create(
          MethodDescriptor.<byte[], byte[]>newBuilder(new Bytes(), new Bytes())
              .setType(MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(method)
              .build(),
          this);
    }

    @Override
    public ServerCall.Listener<byte[]> startCall(
        ServerCall<byte[], byte[]> call, Metadata metadata) {
      call.request(2);
      return new ServerCall.Listener<>() {
        @Override
        public void onMessage(byte[] message) {
          Status status = statuses.poll();
          if (status == null) {
            calls.add(
                new Call(
                    call.getMethodDescriptor().getFullMethodName(),
                    metadata,
                    ByteString.copyFrom(message)));
            call.sendHeaders(new Metadata());
            call.sendMessage(new byte[0]);
          }
          call.close(status == null ? Status.OK : status, new Metadata());
        }
      };
    }
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
