package dev.weft.agent.tls.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.agent.tls.InboundSocket;
import dev.weft.agent.tls.TlsSocket;
import dev.weft.bootstrap.MeshSocketException;
import dev.weft.core.identity.TestCa;
import dev.weft.core.identity.TrustBundle;
import dev.weft.core.policy.MutualTlsMode;
import dev.weft.enforcer.link.Vouching;
import dev.weft.enforcer.rules.Admission;
import java.io.IOException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rules and roots that change while a connection opens, and after. */
class RecheckTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final TrustBundle other = new TestCa(Instant.now()).bundle();

  private final ExecutorService threads = Executors.newCachedThreadPool();

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  @ParameterizedTest
  @EnumSource(Provider.class)
  void connection_deniedWhileItIsAdmitted_isCut(Provider provider) throws Exception {
    Mesh mesh = new Mesh(provider, PATIENCE, PATIENCE);
    try (Connection connection = connection(mesh)) {
      InboundSocket server = (InboundSocket) Objects.requireNonNull(connection.server().socket());
      mesh.whileOneIsJudged =
          () -> {
            mesh.ofPeers = new Admission.Refused("nobody any more");
            server.recheck();
          };

      Future<Void> reading = threads.submit(() -> readAll(connection.server()));
      connection.client().write(new byte[1], 0, 1);

      assertThatThrownBy(() -> new Deadline(PATIENCE).of(reading, "cut"))
          .isInstanceOf(MeshSocketException.class)
          .hasMessageContaining("cut: nobody any more");
    }
  }

  @ParameterizedTest
  @EnumSource(Provider.class)
  void connection_rootOfThePeerRemovedWhileItIsAdmitted_isCut(Provider provider) throws Exception {
    Mesh mesh = new Mesh(provider, PATIENCE, PATIENCE);
    try (Connection connection = connection(mesh)) {
      InboundSocket server = (InboundSocket) Objects.requireNonNull(connection.server().socket());
      mesh.whileOneIsJudged =
          () -> {
            mesh.serverRoots = other;
            server.recheck();
          };

      Future<Void> reading = threads.submit(() -> readAll(connection.server()));
      connection.client().write(new byte[1], 0, 1);

      assertIsCut(reading);
    }
  }

  @ParameterizedTest
  @EnumSource(Provider.class)
  void connection_rootOfThePeerRemovedWhileItShakesHands_isRefused(Provider provider)
      throws Exception {
    Mesh mesh = new Mesh(provider, PATIENCE, PATIENCE);
    try (Connection connection = connection(mesh)) {
      // Whoever shakes hands has taken the roots of before along.
      mesh.serverRoots = other;

      Future<Void> reading = threads.submit(() -> readAll(connection.server()));
      connection.client().write(new byte[1], 0, 1);

      assertThatThrownBy(() -> new Deadline(PATIENCE).of(reading, "refused"))
          .isInstanceOf(MeshSocketException.class)
          .hasMessageContaining("refused: " + Vouching.GONE);
    }
  }

  @ParameterizedTest
  @EnumSource(Provider.class)
  void inbound_rootOfThePeerRemoved_isCut(Provider provider) throws Exception {
    Mesh mesh = new Mesh(provider, PATIENCE, PATIENCE);
    try (Connection connection = open(mesh)) {
      Future<Void> reading = threads.submit(() -> readAll(connection.server()));

      mesh.serverRoots = other;
      recheck(connection.server());

      assertIsCut(reading);
    }
  }

  @ParameterizedTest
  @EnumSource(Provider.class)
  void outbound_rootOfThePeerRemoved_isCut(Provider provider) throws Exception {
    Mesh mesh = new Mesh(provider, PATIENCE, PATIENCE);
    try (Connection connection = open(mesh)) {
      Future<Void> reading = threads.submit(() -> readAll(connection.client()));

      mesh.clientRoots = other;
      recheck(connection.client());

      assertIsCut(reading);
    }
  }

  @ParameterizedTest
  @EnumSource(Provider.class)
  void outbound_rootOfThePeerRemovedBeforeItIsOpen_isCut(Provider provider) throws Exception {
    Mesh mesh = new Mesh(provider, PATIENCE, PATIENCE);
    CompletableFuture<Void> known = new CompletableFuture<>();
    try (Connection connection = Connection.ofMesh(mesh, known)) {
      Future<Void> unused = threads.submit(() -> readAll(connection.server()));
      // It is going to shake hands with the roots of before, as one does that has just begun.
      mesh.clientRoots = other;
      recheck(connection.client());
      known.complete(null);

      Future<Void> reading = threads.submit(() -> readAll(connection.client()));

      assertIsCut(reading);
    }
  }

  @ParameterizedTest
  @EnumSource(Provider.class)
  void connection_anotherRootAddedAndRemoved_goesOn(Provider provider) throws Exception {
    Mesh mesh = new Mesh(provider, PATIENCE, PATIENCE);
    try (Connection connection = open(mesh)) {
      TrustBundle own = mesh.clientRoots;
      List<X509Certificate> both = new ArrayList<>(other.roots());
      both.addAll(own.roots());
      for (TrustBundle next : List.of(new TrustBundle(own.trustDomain(), both), own)) {
        mesh.clientRoots = next;
        mesh.serverRoots = next;
        recheck(connection.client());
        recheck(connection.server());
      }

      connection.client().write(new byte[1], 0, 1);

      assertThat(connection.server().read(new byte[1])).isOne();
    }
  }

  private static Connection connection(Mesh mesh) throws IOException {
    return Connection.ofMesh(
        mesh, Mesh.Knowledge.KNOWN, MutualTlsMode.STRICT, Waiting.PARKED, null);
  }

  /** A connection by which a byte has gone each way. */
  private Connection open(Mesh mesh) throws Exception {
    Connection connection = connection(mesh);
    Future<Integer> reading = threads.submit(() -> connection.server().read(new byte[1]));
    connection.client().write(new byte[1], 0, 1);
    assertThat(new Deadline(PATIENCE).of(reading, "read")).isOne();
    connection.server().write(new byte[1], 0, 1);
    assertThat(connection.client().read(new byte[1])).isOne();
    return connection;
  }

  private static void recheck(SocketEnd end) {
    ((TlsSocket) Objects.requireNonNull(end.socket())).recheck();
  }

  private static void assertIsCut(Future<Void> reading) {
    assertThatThrownBy(() -> new Deadline(PATIENCE).of(reading, "cut"))
        .isInstanceOf(MeshSocketException.class)
        .hasMessageContaining("cut: " + Vouching.GONE);
  }

  private static Void readAll(SocketEnd end) throws Exception {
    byte[] some = new byte[16];
    while (end.read(some) >= 0) {
      // Until it ends.
    }
    return null;
  }
}
