package dev.weft.it.programs;

import io.grpc.Grpc;
import io.grpc.InsecureServerCredentials;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The third of a chain of servers: grpc-java, which hands each call to a pool of its own, where
 * {@link ChainEnd} is asked.
 */
public final class ChainGrpc {
  /** No more than the JDK keeps connections for. */
  private final ExecutorService pool = Executors.newFixedThreadPool(5);

  private final String next;

  private ChainGrpc(String next) {
    this.next = next;
  }

  /** Arguments: PORT, the port of the next. */
  public static void main(String[] args) throws Exception {
    ChainGrpc chain = new ChainGrpc("http://127.0.0.1:" + args[1]);
    Server server =
        Grpc.newServerBuilderForPort(Serving.port(args), InsecureServerCredentials.create())
            .addService(
                ServerServiceDefinition.builder(GrpcText.SERVICE)
                    .addMethod(GrpcText.method("Now"), ServerCalls.asyncUnaryCall(chain::handOver))
                    .build())
            .build()
            .start();
    Serving.untilToldToStop(server.getPort());
    server.shutdownNow();
    chain.pool.shutdownNow();
  }

  private void handOver(String path, StreamObserver<String> answers) {
    pool.execute(
        () -> {
          try {
            answers.onNext(ask(path));
            answers.onCompleted();
          } catch (IOException e) {
            answers.onError(Status.UNAVAILABLE.withDescription(e.toString()).asException());
          }
        });
  }

  private String ask(String path) throws IOException {
    HttpURLConnection connection =
        (HttpURLConnection) URI.create(next + path).toURL().openConnection();
    try (InputStream in = connection.getInputStream()) {
      return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
    }
  }
}
