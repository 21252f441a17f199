package dev.weft.it.programs;

import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** grpc-java's client: prints how each call went. The first waits for its name to be resolved. */
public final class GrpcClients {
  private final ManagedChannel channel;

  private GrpcClients(ManagedChannel channel) {
    this.channel = channel;
  }

  /** Arguments: PORT. */
  public static void main(String[] args) throws Exception {
    GrpcClients clients = to(Integer.parseInt(args[0]));
    Callers.awaitTracing((method, path) -> clients.ask(method, "See"));
    Callers.say("get", 1, clients::ask, "GET", "See");
    Callers.say("post", 2, clients::ask, "POST", "See");
    Callers.say("gone", 4, clients::ask, "GET", "Missing");
    Callers.say("late", 6, clients::ask, "GET", "Never");
    GrpcClients lost = to(TraceClients.closedPort());
    Callers.say("refused", 7, lost::ask, "GET", "See");
    lost.channel.shutdownNow();
    CompletableFuture<String> second = new CompletableFuture<>();
    Callers.under(
        5,
        () ->
            clients.call(
                "See",
                "first",
                new Told(
                    first -> {
                      boolean unused = clients.call("See", "chain", new Told(second::complete));
                    })));
    System.out.println(second.get());
    Callers.under(8, clients::askTwiceWithOneMetadata);
    Callers.hunt((method, path) -> clients.ask(method, "See"));
    Serving.untilToldToStop(Integer.parseInt(args[0]));
    clients.channel.shutdownNow();
  }

  private static GrpcClients to(int port) {
    return new GrpcClients(
        Grpc.newChannelBuilder("dns:///localhost:" + port, InsecureChannelCredentials.create())
            .build());
  }

  /** What is done with an answer, or with the name of a failure. */
  private record Told(Consumer<String> teller) implements StreamObserver<String> {
    @Override
    public void onNext(String value) {
      teller.accept(value);
    }

    @Override
    public void onError(Throwable failure) {
      teller.accept(Status.fromThrowable(failure).getCode().name());
    }

    @Override
    public void onCompleted() {}
  }

  /** As a program may do that keeps the headers of its calls in a constant. */
  private boolean askTwiceWithOneMetadata() throws Exception {
    Metadata headers = new Metadata();
    for (String text : List.of("once", "again")) {
      CompletableFuture<String> answer = new CompletableFuture<>();
      ClientCall<String, String> call =
          channel.newCall(GrpcText.method("See"), CallOptions.DEFAULT);
      call.start(
          new ClientCall.Listener<>() {
            @Override
            public void onMessage(String message) {
              answer.complete(message);
            }

            @Override
            public void onClose(Status status, Metadata trailers) {
              boolean unused = answer.complete(status.getCode().name());
            }
          },
          headers);
      call.request(2);
      call.sendMessage(text);
      call.halfClose();
      System.out.println("reused " + answer.get(30, TimeUnit.SECONDS));
    }
    return true;
  }

  private CompletableFuture<String> ask(String text, String method) {
    CompletableFuture<String> answer = new CompletableFuture<>();
    boolean unused = call(method, text, new Told(answer::complete));
    return answer;
  }

  private boolean call(String method, String text, StreamObserver<String> answers) {
    ClientCalls.asyncUnaryCall(
        channel.newCall(
            GrpcText.method(method),
            CallOptions.DEFAULT.withDeadlineAfter(
                method.equals("Never") ? 300 : 30_000, TimeUnit.MILLISECONDS)),
        text,
        answers);
    return true;
  }
}
