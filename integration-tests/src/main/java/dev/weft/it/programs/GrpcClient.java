package dev.weft.it.programs;

import io.grpc.CallOptions;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;

/** Calls methods one after the other on one connection, each with a message of some size. */
public final class GrpcClient {
  private GrpcClient() {}

  /** Arguments: PORT, then methods, each with a colon and how many characters to send. */
  public static void main(String[] args) {
    ManagedChannel channel =
        Grpc.newChannelBuilder("127.0.0.1:" + args[0], InsecureChannelCredentials.create()).build();
    for (int i = 1; i < args.length; i++) {
      String[] parts = args[i].split(":", 2);
      try {
        String answer =
            ClientCalls.blockingUnaryCall(
                channel,
                GrpcText.method(parts[0]),
                CallOptions.DEFAULT,
                "x".repeat(Integer.parseInt(parts[1])));
        System.out.println("answer " + answer);
      } catch (StatusRuntimeException e) {
        System.out.println(
            "answer " + e.getStatus().getCode() + " " + e.getStatus().getDescription());
      }
    }
    channel.shutdownNow();
  }
}
