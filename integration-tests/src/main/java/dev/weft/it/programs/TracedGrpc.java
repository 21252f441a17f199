package dev.weft.it.programs;

import io.grpc.Grpc;
import io.grpc.InsecureServerCredentials;
import io.grpc.Server;
import io.grpc.ServerBuilder;
import io.grpc.ServerCallHandler;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;

/** grpc-java's server, as {@link Traced} says; methods are what elsewhere are paths. */
public final class TracedGrpc {
  // Held here because the log manager itself keeps loggers, and their levels, only weakly.
  private static final Logger LOG = Logger.getLogger("io.grpc");

  private TracedGrpc() {}

  /** Arguments: PORT [direct]. With {@code direct}, what a call calls back runs in place. */
  public static void main(String[] args) throws Exception {
    // It logs what the application throws.
    LOG.setLevel(Level.OFF);
    ServerServiceDefinition orders =
        ServerServiceDefinition.builder(GrpcText.SERVICE)
            .addMethod(GrpcText.method("Now"), method(answers -> answer(answers, Traced.answer())))
            .addMethod(
                GrpcText.method("Handed"),
                method(answers -> answer(answers, Traced.handedAnswer())))
            .addMethod(
                GrpcText.method("Missing"),
                method(answers -> answers.onError(Status.NOT_FOUND.asRuntimeException())))
            .addMethod(
                GrpcText.method("Throws"),
                method(
                    answers -> {
                      throw new IllegalStateException("on purpose");
                    }))
            .addMethod(
                GrpcText.method("Later"),
                method(
                    answers -> {
                      // With a handler of its own, to answer a cancelled call throws nothing.
                      ((ServerCallStreamObserver<String>) answers).setOnCancelHandler(() -> {});
                      Traced.hold(() -> answer(answers, Traced.answer()));
                    }))
            .addMethod(
                GrpcText.method("Go"),
                method(
                    answers -> {
                      Traced.go();
                      answer(answers, Traced.answer());
                    }))
            .build();
    ServerBuilder<?> builder =
        Grpc.newServerBuilderForPort(Serving.port(args), InsecureServerCredentials.create())
            .addService(orders);
    if (args.length > 1 && args[1].equals("direct")) {
      builder = builder.directExecutor();
    }
    Server server = builder.build().start();
    Serving.untilToldToStop(server.getPort());
    server.shutdownNow();
    Traced.stop();
  }

  private static ServerCallHandler<String, String> method(
      Consumer<StreamObserver<String>> answering) {
    return ServerCalls.asyncUnaryCall((request, answers) -> answering.accept(answers));
  }

  private static void answer(StreamObserver<String> answers, String text) {
    answers.onNext(text);
    answers.onCompleted();
  }
}
