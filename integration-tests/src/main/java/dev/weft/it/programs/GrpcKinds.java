package dev.weft.it.programs;

import io.grpc.Grpc;
import io.grpc.InsecureServerCredentials;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.util.function.Consumer;

/** grpc-java's server with a method of each kind. */
public final class GrpcKinds {
  private GrpcKinds() {}

  /** Arguments: PORT. */
  public static void main(String[] args) throws Exception {
    ServerCalls.UnaryMethod<String, String> length =
        (request, answers) -> finish(answers, "saw " + request.length());
    ServerServiceDefinition orders =
        ServerServiceDefinition.builder(GrpcText.SERVICE)
            .addMethod(GrpcText.method("Open"), ServerCalls.asyncUnaryCall(length))
            .addMethod(GrpcText.method("Closed"), ServerCalls.asyncUnaryCall(length))
            .addMethod(
                method("Many", MethodType.SERVER_STREAMING),
                ServerCalls.asyncServerStreamingCall(GrpcKinds::many))
            .addMethod(
                method("Sum", MethodType.CLIENT_STREAMING),
                ServerCalls.asyncClientStreamingCall(Sum::new))
            .addMethod(
                method("Echo", MethodType.BIDI_STREAMING),
                ServerCalls.asyncBidiStreamingCall(
                    answers -> new Listening(answers::onNext, answers::onCompleted)))
            .build();
    Server server =
        Grpc.newServerBuilderForPort(Serving.port(args), InsecureServerCredentials.create())
            .addService(orders)
            .build()
            .start();
    Serving.untilToldToStop(server.getPort());
    server.shutdownNow();
  }

  private static MethodDescriptor<String, String> method(String name, MethodType type) {
    return GrpcText.method(name).toBuilder().setType(type).build();
  }

  private static void finish(StreamObserver<String> answers, String last) {
    answers.onNext(last);
    answers.onCompleted();
  }

  private static void many(String request, StreamObserver<String> answers) {
    for (int number = 0; number < 4; number++) {
      answers.onNext(request + " " + number);
    }
    finish(answers, request + " 4");
  }

  /** Answers many messages with how long they were together. */
  private static final class Sum implements StreamObserver<String> {
    private final StreamObserver<String> answers;
    private int total;

    Sum(StreamObserver<String> answers) {
      this.answers = answers;
    }

    @Override
    public void onNext(String message) {
      total += message.length();
    }

    @Override
    public void onError(Throwable cause) {
      // The call is over, and nobody is there to be answered.
    }

    @Override
    public void onCompleted() {
      finish(answers, "saw " + total);
    }
  }

  /** Does something with each message, and something at the end. */
  private record Listening(Consumer<String> each, Runnable end) implements StreamObserver<String> {
    @Override
    public void onNext(String message) {
      each.accept(message);
    }

    @Override
    public void onError(Throwable cause) {
      // The call is over, and nobody is there to be answered.
    }

    @Override
    public void onCompleted() {
      end.run();
    }
  }
}
