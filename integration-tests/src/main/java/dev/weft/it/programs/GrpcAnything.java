package dev.weft.it.programs;

import io.grpc.Grpc;
import io.grpc.HandlerRegistry;
import io.grpc.InsecureServerCredentials;
import io.grpc.Server;
import io.grpc.ServerMethodDefinition;
import io.grpc.stub.ServerCalls;
import org.jspecify.annotations.Nullable;

/** grpc-java's server with every method that is asked for: answers with what it is called. */
public final class GrpcAnything extends HandlerRegistry {
  private GrpcAnything() {}

  /** Arguments: PORT. */
  public static void main(String[] args) throws Exception {
    Server server =
        Grpc.newServerBuilderForPort(Serving.port(args), InsecureServerCredentials.create())
            .fallbackHandlerRegistry(new GrpcAnything())
            .build()
            .start();
    Serving.untilToldToStop(server.getPort());
    server.shutdownNow();
  }

  @Override
  public ServerMethodDefinition<?, ?> lookupMethod(String name, @Nullable String authority) {
    return ServerMethodDefinition.create(
        GrpcText.method("Any"),
        ServerCalls.asyncUnaryCall(
            (request, answers) -> {
              answers.onNext("saw POST [/" + name + "]");
              answers.onCompleted();
            }));
  }
}
