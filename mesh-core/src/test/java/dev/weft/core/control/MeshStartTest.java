package dev.weft.core.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.core.control.FakePolicyServer.Reply;
import dev.weft.core.control.FakePolicyServer.Request;
import dev.weft.core.directory.IpLiteral;
import dev.weft.core.identity.CaPin;
import dev.weft.core.identity.TestCa;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Starting and stopping with real threads. */
@Timeout(60)
class MeshStartTest {
  private static final Duration LONG = Duration.ofSeconds(30);

  private FakeMesh mesh;

  @BeforeEach
  void setUp() throws Exception {
    mesh = new FakeMesh();
  }

  @AfterEach
  void tearDown() throws Exception {
    mesh.close();
  }

  @Test
  void start_goodServer_hasIdentityAndConfig() throws Exception {
    try (MeshClient client = client()) {
      client.start(LONG);

      assertThat(client.identity().orElseThrow().id()).hasToString(FakeMesh.WORKLOAD);
      assertThat(client.config()).isPresent();
    }
  }

  @Test
  void start_spentToken_failsAtOnceWithTheReason() {
    mesh.uses.set(0);

    assertStartFails(client(), ControlFailure.NOT_AUTHENTICATED, "join token: t1 is spent");
  }

  @Test
  void start_wrongPin_isRefusedBeforeTheTokenIsSent() throws Exception {
    CaPin pin = CaPin.of(new TestCa(mesh.clock.instant()).root);

    assertStartFails(
        mesh.settings(mesh.server.uri(), pin).build(),
        ControlFailure.UNTRUSTED_SERVER,
        "has the pinned key");
    assertThat(mesh.server.requests).isEmpty();
  }

  @Test
  void start_serverWithAnotherSpiffeId_isRefusedBeforeTheTokenIsSent() throws Exception {
    try (FakePolicyServer other =
        new FakePolicyServer(mesh.ca.svid(FakeMesh.WORKLOAD), List.of(mesh.ca.root), 0, mesh)) {
      assertStartFails(client(other.uri()), ControlFailure.UNTRUSTED_SERVER, FakeMesh.WORKLOAD);
      assertThat(other.requests).isEmpty();
    }
  }

  @Test
  void start_expiredServerCertificate_isRefused() {
    mesh.clock.advance(Duration.ofDays(101));

    assertStartFails(client(), ControlFailure.UNTRUSTED_SERVER, "leaf: expired at");
  }

  @Test
  void start_nobodyListens_failsWhenTheTimeIsUp() throws Exception {
    URI closed;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      closed = URI.create("https://127.0.0.1:" + socket.getLocalPort());
    }
    MeshClient client = client(closed);

    assertThatThrownBy(() -> client.start(Duration.ofMillis(300)))
        .isInstanceOf(MeshStartException.class)
        .hasMessageContaining("not started within 300 ms")
        .extracting(e -> ((MeshStartException) e).reason())
        .isEqualTo(ControlFailure.UNREACHABLE);
    client.close();
  }

  @Test
  void start_serverThatNeverAnswersTheHandshake_isBounded() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      URI uri = URI.create("https://127.0.0.1:" + silent.getLocalPort());
      MeshClient client =
          mesh.settings(uri, CaPin.of(mesh.ca.root)).requestTimeout(Duration.ofMillis(200)).build();

      assertThatThrownBy(() -> client.start(Duration.ofSeconds(1)))
          .hasMessageContaining("no answer from the policy server within 200 ms");
      client.close();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "garbage\r\n\r\n",
        "HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\n{}",
        "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n{}",
        "HTTP/1.1 302 Found\r\nLocation: https://127.0.0.1/\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nnot json!",
        "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}",
      })
  void start_malformedAnswer_failsAtOnce(String answer) {
    mesh.first = request -> new Reply(answer, true);

    assertStartFails(client(), ControlFailure.MALFORMED_ANSWER, "");
  }

  @Test
  void start_endlessHeader_failsAtOnce() {
    mesh.first = request -> new Reply("HTTP/1.1 200 OK\r\nX: " + "x".repeat(1 << 20), true);

    assertStartFails(client(), ControlFailure.MALFORMED_ANSWER, "too long");
  }

  @Test
  void start_endlessBody_failsAtTheBound() throws Exception {
    String chunk = "10000\r\n" + "x".repeat(0x10000) + "\r\n";
    mesh.first =
        request ->
            new Reply(
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + chunk.repeat(40), true);
    MeshClient client =
        mesh.settings(mesh.server.uri(), CaPin.of(mesh.ca.root)).maxAnswerBytes(1 << 20).build();

    assertStartFails(client, ControlFailure.MALFORMED_ANSWER, "more than 1048576 bytes");
  }

  @Test
  void start_refusedConfig_saysSo() {
    mesh.configExtra = ",\"extra\":1";

    assertStartFails(client(), ControlFailure.CONFIG_REFUSED, "extra: unknown field");
  }

  @Test
  void config_changedDuringTheLongPoll_arrives() throws Exception {
    CountDownLatch polling = new CountDownLatch(1);
    CountDownLatch changed = new CountDownLatch(1);
    mesh.first = request -> longPoll(request, polling, changed);
    CountDownLatch told = new CountDownLatch(1);
    try (MeshClient client = client()) {
      client.onChange(
          new MeshListener() {
            @Override
            public void configChanged(MeshConfig config) {
              if (config.revision() == 2) {
                told.countDown();
              }
            }
          });
      client.start(LONG);
      assertThat(polling.await(30, TimeUnit.SECONDS)).isTrue();
      mesh.revision = 2;
      changed.countDown();

      assertThat(told.await(30, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void close_duringALongPoll_endsEveryThread() throws Exception {
    CountDownLatch polling = new CountDownLatch(1);
    CountDownLatch never = new CountDownLatch(1);
    mesh.first = request -> longPoll(request, polling, never);
    Set<Thread> threads = ConcurrentHashMap.newKeySet();
    MeshClient client =
        new DefaultMeshClient(
            mesh.settings(mesh.server.uri(), CaPin.of(mesh.ca.root)),
            new ThreadedScheduler(
                task -> {
                  Thread thread = new Thread(task);
                  threads.add(thread);
                  return thread;
                }));
    client.start(LONG);
    assertThat(polling.await(30, TimeUnit.SECONDS)).isTrue();
    LeaseAnswer answer =
        client
            .announce(new InetSocketAddress(IpLiteral.parse("127.0.0.1"), 8080))
            .get(30, TimeUnit.SECONDS);
    assertThat(answer).isInstanceOf(LeaseAnswer.Acknowledged.class);

    client.close();

    assertThat(threads).isNotEmpty().allMatch(Thread::isDaemon).hasSizeLessThanOrEqualTo(8);
    for (Thread thread : threads) {
      thread.join(30_000);
      assertThat(thread.isAlive()).isFalse();
    }
    assertThat(mesh.server.requests("DELETE", "/mesh/v1/leases/")).hasSize(1);
    never.countDown();
  }

  private static @Nullable Reply longPoll(
      Request request, CountDownLatch polling, CountDownLatch changed) throws InterruptedException {
    if (request.target().contains("after=1") && request.client() != null) {
      polling.countDown();
      assertThat(changed.await(30, TimeUnit.SECONDS)).isTrue();
    }
    return null;
  }

  private MeshClient client() {
    return client(mesh.server.uri());
  }

  private MeshClient client(URI uri) {
    try {
      return mesh.settings(uri, CaPin.of(mesh.ca.root)).build();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static void assertStartFails(MeshClient client, ControlFailure reason, String message) {
    try (client) {
      assertThatThrownBy(() -> client.start(LONG))
          .isInstanceOf(MeshStartException.class)
          .hasMessageContaining(message)
          .hasMessageNotContainingAny("cccc")
          .extracting(e -> ((MeshStartException) e).reason())
          .isEqualTo(reason);
    }
  }
}
