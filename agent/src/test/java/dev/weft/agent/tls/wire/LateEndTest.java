package dev.weft.agent.tls.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.core.policy.MutualTlsMode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A server whose output ends while the kernel has no room, on one thread. */
class LateEndTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration SHORT = Duration.ofMillis(600);

  /** How long the end of the output may wait for room. */
  private static final Duration BOUND = Duration.ofSeconds(60);

  private static final Duration MOMENT = Duration.ofMillis(1);
  private static final byte[] HELLO = {'h', 'e', 'l', 'l', 'o'};
  private static final byte[] MUCH = new byte[60_000];

  static {
    Arrays.fill(MUCH, (byte) 'm');
  }

  @ParameterizedTest
  @EnumSource(Provider.class)
  void shutdownOutput_noRoomForLongerThanOpeningMayTake_comesAfterTheRest(Provider provider)
      throws Exception {
    Mesh mesh = new Mesh(provider, SHORT, PATIENCE);
    try (Connection connection = established(mesh)) {
      int written = connection.server().fill(MUCH);
      connection.server().shutdownOutput();

      assertThat(readToTheEnd(connection.client())).isBetween(written, written + 1);
      connection.client().write(HELLO, 0, HELLO.length);
      assertThat(connection.server().read(new byte[HELLO.length])).isEqualTo(HELLO.length);
    }
    assertThat(mesh.events.faults).isEmpty();
    assertThat(mesh.engines.open()).isZero();
  }

  @ParameterizedTest
  @EnumSource(Provider.class)
  void close_theEndOfTheOutputStillWaits_isReadAfterTheRest(Provider provider) throws Exception {
    Mesh mesh = new Mesh(provider, SHORT, PATIENCE);
    Connection connection = established(mesh);
    try (SocketEnd client = connection.client()) {
      int written = connection.server().fill(MUCH);
      connection.server().shutdownOutput();
      connection.server().close();

      assertThat(readToTheEnd(client)).isBetween(written, written + 1);
    }
    assertThat(mesh.events.faults).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Provider.class)
  void reset_theEndOfTheOutputStillWaits_isNoEndToThePeer(Provider provider) throws Exception {
    Mesh mesh = new Mesh(provider, SHORT, PATIENCE);
    try (Connection connection = established(mesh)) {
      int written = connection.server().fill(MUCH);
      assertThat(written).isPositive();
      connection.server().shutdownOutput();
      connection.server().reset();

      assertThatThrownBy(() -> readToTheEnd(connection.client())).isInstanceOf(IOException.class);
    }
    assertThat(mesh.events.faults).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Provider.class)
  void shutdownOutput_thePeerResets_breaksTheConnection(Provider provider) throws Exception {
    Mesh mesh = new Mesh(provider, SHORT, PATIENCE);
    try (Connection connection = established(mesh)) {
      int written = connection.server().fill(MUCH);
      assertThat(written).isPositive();
      connection.server().shutdownOutput();
      connection.client().reset();

      assertThatThrownBy(() -> connection.server().read(new byte[1]))
          .isInstanceOf(IOException.class);
    }
    assertThat(mesh.events.faults).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Provider.class)
  void write_theEndOfTheOutputStillWaits_fails(Provider provider) throws Exception {
    Mesh mesh = new Mesh(provider, SHORT, PATIENCE);
    try (Connection connection = established(mesh)) {
      int written = connection.server().fill(MUCH);
      connection.server().shutdownOutput();

      assertThatThrownBy(() -> connection.server().write(MUCH, 0, MUCH.length))
          .isInstanceOf(IOException.class);
      assertThat(readToTheEnd(connection.client())).isBetween(written, written + 1);
    }
    assertThat(mesh.events.faults).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Provider.class)
  void shutdownOutput_thePeerReadsAtTheLastMoment_comesAfterTheRest(Provider provider)
      throws Exception {
    Mesh mesh = new Mesh(provider, SHORT, PATIENCE);
    try (Connection connection = established(mesh)) {
      int written = connection.server().fill(MUCH);
      connection.server().shutdownOutput();
      mesh.lastMoments.pass(BOUND.minus(MOMENT));

      assertThat(readToTheEnd(connection.client())).isBetween(written, written + 1);
      mesh.lastMoments.pass(BOUND);
      connection.client().write(HELLO, 0, HELLO.length);
      assertThat(connection.server().read(new byte[HELLO.length])).isEqualTo(HELLO.length);
    }
    assertThat(mesh.events.faults).isEmpty();
    assertThat(mesh.engines.open()).isZero();
  }

  @ParameterizedTest
  @EnumSource(Provider.class)
  void shutdownOutput_thePeerDoesNotReadInTime_endsWithoutCloseNotify(Provider provider)
      throws Exception {
    Mesh mesh = new Mesh(provider, SHORT, PATIENCE);
    try (Connection connection = established(mesh)) {
      int written = connection.server().fill(MUCH);
      assertThat(written).isPositive();
      connection.server().shutdownOutput();
      mesh.lastMoments.pass(BOUND);

      assertThatThrownBy(() -> readToTheEnd(connection.client()))
          .hasMessageContaining("ended without close_notify");
      connection.client().write(HELLO, 0, HELLO.length);
      assertThat(connection.server().read(new byte[HELLO.length])).isEqualTo(HELLO.length);
    }
    assertThat(mesh.events.faults).isEmpty();
    assertThat(mesh.engines.open()).isZero();
  }

  /** The client ends its output while the mesh is being asked who is at the other end. */
  @ParameterizedTest
  @EnumSource(Provider.class)
  void shutdownOutput_theOtherEndIsNotKnown_comesWhenItIs(Provider provider) throws Exception {
    Mesh mesh = new Mesh(provider, PATIENCE, PATIENCE);
    CompletableFuture<Void> known = new CompletableFuture<>();
    try (Connection connection = Connection.ofMesh(mesh, known)) {
      CompletableFuture.runAsync(
              () -> {
                try {
                  connection.client().shutdownOutput();
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              })
          .get(SHORT.multipliedBy(5).toMillis(), TimeUnit.MILLISECONDS);
      known.complete(null);

      assertThat(connection.server().read(new byte[1])).isNegative();
      connection.server().write(HELLO, 0, HELLO.length);
      assertThat(connection.client().read(new byte[HELLO.length])).isEqualTo(HELLO.length);
    } finally {
      known.complete(null);
    }
    assertThat(mesh.events.faults).isEmpty();
  }

  private static Connection established(Mesh mesh) throws IOException {
    Connection connection =
        Connection.ofMesh(mesh, Mesh.Knowledge.KNOWN, MutualTlsMode.STRICT, Waiting.PARKED, null);
    connection.client().write(HELLO, 0, HELLO.length);
    assertThat(connection.server().read(new byte[HELLO.length])).isEqualTo(HELLO.length);
    connection.server().write(HELLO, 0, HELLO.length);
    assertThat(connection.client().read(new byte[HELLO.length])).isEqualTo(HELLO.length);
    return connection;
  }

  private static int readToTheEnd(SocketEnd end) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    byte[] part = new byte[4_096];
    for (int n = end.read(part); n >= 0; n = end.read(part)) {
      all.write(part, 0, n);
    }
    assertThat(all.toByteArray()).containsOnly('m');
    return all.size();
  }
}
