package dev.weft.core.control;

import dev.weft.core.http.HttpAnswer;
import java.time.Duration;

/** Sends spans to the policy server, on a connection of its own. */
final class SpanSender {
  private static final String TARGET = "/mesh/v1/traces";

  private final ControlChannel channel;
  private final MeshState state;
  private final Duration timeout;

  SpanSender(ControlChannel channel, MeshState state, Duration timeout) {
    this.channel = channel;
    this.state = state;
    this.timeout = timeout;
  }

  void send(byte[] message) throws ControlException {
    TlsCredentials credentials = state.credentials();
    if (credentials == null) {
      throw new ControlException(
          ControlFailure.UNREACHABLE, "POST " + TARGET + ": this workload has not joined yet");
    }
    HttpRequest request = HttpRequest.postProtobuf(TARGET, message);
    HttpAnswer answer = channel.exchange(request, credentials, timeout);
    if (answer.status() != 200) {
      throw Failures.of(answer, request);
    }
  }

  /** Ends the connection; an exchange that is under way fails. */
  void close() {
    channel.close();
  }
}
