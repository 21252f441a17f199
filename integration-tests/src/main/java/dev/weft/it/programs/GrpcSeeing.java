package dev.weft.it.programs;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Grpc;
import io.grpc.InsecureServerCredentials;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerInterceptors;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.stub.ServerCalls;

/** grpc-java's server: answers with the trace context that came with the call. */
public final class GrpcSeeing implements ServerInterceptor {
  private static final Metadata.Key<String> TRACEPARENT =
      Metadata.Key.of("traceparent", Metadata.ASCII_STRING_MARSHALLER);
  private static final Context.Key<String> SEEN = Context.key("seen");

  private GrpcSeeing() {}

  /** Arguments: PORT. */
  public static void main(String[] args) throws Exception {
    ServerServiceDefinition orders =
        ServerServiceDefinition.builder(GrpcText.SERVICE)
            .addMethod(
                GrpcText.method("See"),
                ServerCalls.asyncUnaryCall(
                    (request, answers) -> {
                      answers.onNext(request + " " + SEEN.get());
                      answers.onCompleted();
                    }))
            .addMethod(
                GrpcText.method("Missing"),
                ServerCalls.asyncUnaryCall(
                    (request, answers) -> answers.onError(Status.NOT_FOUND.asRuntimeException())))
            .addMethod(
                GrpcText.method("Never"), ServerCalls.asyncUnaryCall((request, answers) -> {}))
            .build();
    Server server =
        Grpc.newServerBuilderForPort(Serving.port(args), InsecureServerCredentials.create())
            .addService(ServerInterceptors.intercept(orders, new GrpcSeeing()))
            .build()
            .start();
    Serving.untilToldToStop(server.getPort());
    server.shutdownNow();
  }

  @Override
  public <Q, R> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
    Iterable<String> all = headers.getAll(TRACEPARENT);
    String seen = all == null ? "null" : String.join("+", all);
    return Contexts.interceptCall(Context.current().withValue(SEEN, seen), call, headers, next);
  }
}
