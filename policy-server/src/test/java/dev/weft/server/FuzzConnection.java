package dev.weft.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonValue;
import dev.weft.server.FuzzRequest.Credential;
import dev.weft.server.FuzzRequest.Effect;
import dev.weft.server.FuzzRequest.Framing;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/** Sends requests of a fuzz in batches, and judges each answer. */
final class FuzzConnection implements AutoCloseable {
  /** What the Kubernetes API says of a revision that is still to come, with 504. */
  private static final String NOT_YET = "Too large resource version";

  private final Callable<RawConnection> connector;
  private final ExecutorService senders;
  private final FuzzModel model;
  private final Map<Integer, Integer> codes;
  private RawConnection connection;
  private int ended;
  private int judged;

  FuzzConnection(
      Callable<RawConnection> connector,
      ExecutorService senders,
      FuzzModel model,
      Map<Integer, Integer> codes)
      throws Exception {
    this.connector = connector;
    this.senders = senders;
    this.model = model;
    this.codes = codes;
    this.connection = connector.call();
  }

  /**
   * Sends all of {@code batch}, which keeps nothing, at once. A request that ends the connection
   * takes the answers of those before it along, so that the rest is then asked one by one.
   */
  void exchange(List<FuzzRequest> batch) throws Exception {
    RawConnection current = connection;
    Future<?> sending =
        senders.submit(
            () -> {
              for (FuzzRequest it : batch) {
                current.send(it.bytes());
              }
              return null;
            });
    for (FuzzRequest request : batch) {
      if (!answered(current, request) || request.framing() == Framing.BROKEN) {
        renew();
        for (FuzzRequest again : batch.subList(batch.indexOf(request), batch.size())) {
          alone(again);
        }
        return;
      }
    }
    sending.get();
  }

  /** Sends one request, which has to be answered unless it is broken. */
  void alone(FuzzRequest request) throws Exception {
    try {
      connection.send(request.bytes());
    } catch (SocketException e) {
      // Nothing of it was read whole: the request before had ended the connection.
      renew();
      sendAnew(request);
    }
    int before = judged;
    boolean open = answered(connection, request);
    if (request.framing() != Framing.BROKEN) {
      assertThat(judged).as("no answer to %s", request).isEqualTo(before + 1);
    }
    if (!open || request.framing() == Framing.BROKEN) {
      renew();
    }
  }

  private void sendAnew(FuzzRequest request) throws IOException {
    try {
      connection.send(request.bytes());
    } catch (SocketException e) {
      throw new AssertionError("ended while it was sent: " + request, e);
    }
  }

  private void renew() throws Exception {
    connection.close();
    connection = connector.call();
    ended++;
  }

  /** Whether {@code from} can be used on. */
  private boolean answered(RawConnection from, FuzzRequest request) {
    try {
      RawAnswer answer = from.read(request.method());
      judge(request, answer);
      return !"close".equals(answer.headers().get("connection"));
    } catch (EOFException | SocketException e) {
      return false;
    } catch (IOException e) {
      throw new AssertionError("no answer to " + request, e);
    }
  }

  /** How many connections ended. */
  int ended() {
    return ended;
  }

  private void judge(FuzzRequest request, RawAnswer answer) {
    int code = answer.code();
    judged++;
    codes.merge(code, 1, Integer::sum);
    if (!isNotYet(request, answer)) {
      assertThat(code).as("%s\n-> %s", request, answer.text()).isLessThan(500);
    }
    if (request.method().equals("HEAD")) {
      return;
    }
    if (code >= 400) {
      assertThat(answer.headers().get("content-type")).startsWith("application/json");
      JsonObject status = answer.object();
      assertThat(status.string("kind")).as("%s -> %s", request, status).isEqualTo("Status");
      assertThat(status.string("message")).isNotBlank();
      assertThat(status.get("code")).isEqualTo(JsonValue.of(code));
    } else if (request.credential() == Credential.NONE) {
      assertThat(answer.text()).as("to nobody: %s", request).isEqualTo("{\"status\":\"ok\"}");
    } else if (request.effect() == Effect.KEPT
        && List.of("POST", "PUT", "PATCH", "DELETE").contains(request.method())) {
      try {
        model.accepted(request.method(), answer.object());
      } catch (RuntimeException e) {
        throw new AssertionError("cannot be read: " + request + "\n-> " + answer.text(), e);
      }
    }
  }

  /** An answer to HEAD has no body (RFC 9110, 9.3.2): there the question says what it is about. */
  private static boolean isNotYet(FuzzRequest request, RawAnswer answer) {
    return answer.code() == 504
        && (request.method().equals("HEAD")
            ? request.line().contains("resourceVersion=")
            : answer.text().contains(NOT_YET));
  }

  static Map<Integer, Integer> counts() {
    return new ConcurrentHashMap<>();
  }

  @Override
  public void close() throws IOException {
    connection.close();
  }
}
