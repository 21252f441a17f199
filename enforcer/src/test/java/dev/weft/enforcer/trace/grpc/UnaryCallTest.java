package dev.weft.enforcer.trace.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.grpc.Metadata;
import io.grpc.Status;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against grpc-java. */
class UnaryCallTest {
  private static final int SMALL_WINDOW = 70_000;

  private GrpcReceiver server;

  @BeforeEach
  void start() throws IOException {
    server = GrpcReceiver.start(SMALL_WINDOW);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private CallStatus call(byte[] message, Map<String, String> metadata) throws IOException {
    URI address = server.address();
    try (Socket socket = new Socket(address.getHost(), address.getPort())) {
      return new UnaryCall(address, "/a.b.Taker/Take", metadata)
          .make(socket.getInputStream(), socket.getOutputStream(), message);
    }
  }

  @Test
  void make_serverTakesIt_okAndArrives() throws Exception {
    CallStatus status = call(new byte[] {1, 2, 3}, Map.of("API-Key", "s=cret"));

    assertThat(status).isEqualTo(new CallStatus(200, 0));
    assertThat(status.isOk()).isTrue();
    GrpcReceiver.Call call = server.next();
    assertThat(call.method()).isEqualTo("a.b.Taker/Take");
    assertThat(call.message().toByteArray()).containsExactly(1, 2, 3);
    assertThat(call.metadata().get(Metadata.Key.of("api-key", Metadata.ASCII_STRING_MARSHALLER)))
        .isEqualTo("s=cret");
  }

  @Test
  void make_moreThanTheServersWindows_arrivesWhole() throws Exception {
    byte[] message = new byte[5_000_000];
    new Random(1).nextBytes(message);

    assertThat(call(message, Map.of()).isOk()).isTrue();
    assertThat(server.next().message().equals(ByteString.copyFrom(message))).isTrue();
  }

  @Test
  void toString_metadata_isNotTold() {
    assertThat(new UnaryCall(URI.create("http://c:1"), "/a/b", Map.of("key", "s=cret")))
        .hasToString("/a/b at c:1");
  }

  @Test
  void make_emptyMessage_arrives() throws Exception {
    assertThat(call(new byte[0], Map.of()).isOk()).isTrue();
    assertThat(server.next().message().isEmpty()).isTrue();
  }

  @Test
  void make_serverRefuses_statusOfItsTrailer() throws Exception {
    server.statuses.add(Status.UNAVAILABLE.withDescription("busy \u00fc"));
    server.statuses.add(Status.UNAUTHENTICATED);

    CallStatus busy = call(new byte[] {1}, Map.of());
    CallStatus unknown = call(new byte[] {1}, Map.of());

    assertThat(busy).isEqualTo(new CallStatus(200, 14));
    assertThat(busy.isRetryable()).isTrue();
    assertThat(unknown).isEqualTo(new CallStatus(200, 16)).hasToString("grpc-status 16");
    assertThat(unknown.isOk() || unknown.isRetryable()).isFalse();
  }

  @Test
  void make_longMetadata_refusedBeforeAnythingIsSent() {
    assertThatThrownBy(() -> call(new byte[0], Map.of("key", "\u00e4".repeat(20_000))))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("headers: ")
        .hasMessageEndingWith("(expected: at most 16384)");
    assertThat(server.calls).isEmpty();
  }
}
