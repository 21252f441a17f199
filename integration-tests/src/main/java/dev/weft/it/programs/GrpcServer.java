package dev.weft.it.programs;

import io.grpc.Grpc;
import io.grpc.InsecureServerCredentials;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.stub.ServerCalls;

/** grpc-java's server on whatever transport is on the class path. */
public final class GrpcServer {
  private GrpcServer() {}

  /** Arguments: PORT. */
  public static void main(String[] args) throws Exception {
    ServerCalls.UnaryMethod<String, String> saying =
        (request, answers) -> {
          answers.onNext("saw " + request.length());
          answers.onCompleted();
        };
    ServerServiceDefinition orders =
        ServerServiceDefinition.builder(GrpcText.SERVICE)
            .addMethod(GrpcText.method("Open"), ServerCalls.asyncUnaryCall(saying))
            .addMethod(GrpcText.method("Closed"), ServerCalls.asyncUnaryCall(saying))
            .build();
    Server server =
        Grpc.newServerBuilderForPort(Serving.port(args), InsecureServerCredentials.create())
            .addService(orders)
            .build()
            .start();
    Serving.untilToldToStop(server.getPort());
    server.shutdownNow();
  }
}
