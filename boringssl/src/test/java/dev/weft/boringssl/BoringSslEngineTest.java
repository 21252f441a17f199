package dev.weft.boringssl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.core.identity.SpiffeId;
import dev.weft.enforcer.link.JdkEngines;
import dev.weft.enforcer.link.MeshProtocol;
import dev.weft.enforcer.link.TlsEngines;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class BoringSslEngineTest {
  static {
    JdkKeyLimits.lower();
  }

  private static final TlsEngines BORINGSSL = boringSsl();
  private static final TlsEngines JDK = JdkEngines.INSTANCE;
  private static final byte[] HELLO = "hello".getBytes(StandardCharsets.UTF_8);
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private static TlsEngines boringSsl() {
    try {
      return BoringSslEngines.load(NativeAccess.JDK);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Stream<Arguments> pairs() {
    return Stream.of(
        Arguments.of(BORINGSSL, BORINGSSL, true),
        Arguments.of(BORINGSSL, BORINGSSL, false),
        Arguments.of(BORINGSSL, JDK, true),
        Arguments.of(BORINGSSL, JDK, false),
        Arguments.of(JDK, BORINGSSL, true),
        Arguments.of(JDK, BORINGSSL, false));
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void handshake_oneCa_bothKnowEachOther(TlsEngines clients, TlsEngines servers, boolean direct)
      throws Exception {
    try (Pair pair = Pair.of(clients, servers, direct).connected()) {
      assertThat(pair.client.trust().peer()).isEqualTo(SpiffeId.parse(Pair.ORDERS));
      assertThat(pair.server.trust().peer()).isEqualTo(SpiffeId.parse(Pair.FRONT));
      assertThat(pair.client.engine().getApplicationProtocol()).isEqualTo(MeshProtocol.ALPN);
      assertThat(pair.server.engine().getApplicationProtocol()).isEqualTo(MeshProtocol.ALPN);
    }
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void bytes_ofEveryLength_comeOutAsTheyWentIn(
      TlsEngines clients, TlsEngines servers, boolean direct) throws Exception {
    try (Pair pair = Pair.of(clients, servers, direct).connected()) {
      for (int length : new int[] {1, 2, 100, 16_383, 16_384, 16_385, 100_000}) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        assertThat(pair.carry(pair.client.engine(), pair.server.engine(), bytes)).isEqualTo(bytes);
        assertThat(pair.carry(pair.server.engine(), pair.client.engine(), bytes)).isEqualTo(bytes);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void end_ofOneDirection_leavesTheOtherOpen(TlsEngines clients, TlsEngines servers, boolean direct)
      throws Exception {
    try (Pair pair = Pair.of(clients, servers, direct).connected()) {
      SSLEngine client = pair.client.engine();
      SSLEngine server = pair.server.engine();
      client.closeOutbound();
      pair.toServer.clear();
      client.wrap(NOTHING, pair.toServer);
      assertThat(client.isOutboundDone()).isTrue();

      SSLEngineResult end = server.unwrap(pair.toServer.flip(), pair.buffer(17 * 1024));

      assertThat(end.getStatus()).isEqualTo(Status.CLOSED);
      assertThat(server.isInboundDone()).isTrue();
      assertThat(server.isOutboundDone()).isFalse();
      assertThat(pair.carry(server, client, HELLO)).isEqualTo(HELLO);
    }
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void handshake_longChains_areSentInParts(TlsEngines clients, TlsEngines servers, boolean unused)
      throws Exception {
    try (Pair pair = Pair.ofLongChains(clients, servers).connected()) {
      assertThat(pair.client.trust().peer()).isEqualTo(SpiffeId.parse(Pair.ORDERS));
      assertThat(pair.server.trust().peer()).isEqualTo(SpiffeId.parse(Pair.FRONT));
      assertThat(pair.carry(pair.client.engine(), pair.server.engine(), HELLO)).isEqualTo(HELLO);
    }
  }

  @Test
  void handshake_clientOfAnotherCa_isRefusedAndTold() throws Exception {
    try (Pair pair = Pair.ofStrangers(BORINGSSL, BORINGSSL)) {
      assertThatThrownBy(pair::connected)
          .isInstanceOf(SSLException.class)
          .hasMessageContaining("against the 1 roots of weft.local");
      assertThat(pair.server.trust().peer()).isNull();
      assertThat(pair.server.trust().refusal()).contains("against the 1 roots");

      pair.toClient.clear();
      Pair.flush(pair.server.engine(), pair.toClient);
      assertThat(pair.toClient.flip().hasRemaining()).isTrue();
      assertThatThrownBy(() -> pair.client.engine().unwrap(pair.toClient, pair.buffer(17 * 1024)))
          .isInstanceOf(SSLException.class)
          .hasMessageContaining("ALERT");
    }
  }

  @Test
  void handshake_serverThatIsNotExpected_isRefused() throws Exception {
    try (Pair right = Pair.of(BORINGSSL, BORINGSSL, true);
        Pair wrong = Pair.of(BORINGSSL, BORINGSSL, true);
        Pair mixed = new Pair(right.client, wrong.server, true)) {
      assertThatThrownBy(mixed::connected).isInstanceOf(SSLException.class);
      assertThat(mixed.client.trust().peer()).isNull();
    }
  }

  @Test
  void record_spoilt_isRefusedAndEndsTheConnection() throws Exception {
    try (Pair pair = Pair.of(BORINGSSL, BORINGSSL, true).connected()) {
      ByteBuffer wire = pair.buffer(1024);
      pair.client.engine().wrap(ByteBuffer.wrap(HELLO), wire);
      wire.flip().put(wire.limit() - 1, (byte) (wire.get(wire.limit() - 1) ^ 1));

      assertThatThrownBy(() -> pair.server.engine().unwrap(wire, pair.buffer(1024)))
          .isInstanceOf(SSLException.class)
          .hasMessageContaining("BAD_DECRYPT");
      assertThat(pair.server.engine().isInboundDone()).isTrue();
      ByteBuffer alert = pair.buffer(1024);
      Pair.flush(pair.server.engine(), alert);
      assertThat(alert.position()).as("an alert").isPositive();
      assertThat(pair.server.engine().wrap(ByteBuffer.wrap(HELLO), alert).bytesConsumed()).isZero();
    }
  }

  @Test
  void record_notWhole_isWaitedFor() throws Exception {
    try (Pair pair = Pair.of(BORINGSSL, BORINGSSL, true).connected()) {
      ByteBuffer wire = pair.buffer(1024);
      pair.client.engine().wrap(ByteBuffer.wrap(HELLO), wire);
      int whole = wire.flip().limit();
      ByteBuffer plain = pair.buffer(1024);
      for (int most = 0; most < whole; most++) {
        SSLEngineResult result = pair.server.engine().unwrap(wire.limit(most), plain);
        assertThat(result.getStatus()).isEqualTo(Status.BUFFER_UNDERFLOW);
        assertThat(result.bytesConsumed()).isZero();
      }
      assertThat(pair.server.engine().unwrap(wire.limit(whole), plain).bytesProduced())
          .isEqualTo(HELLO.length);
    }
  }

  @Test
  void buffers_tooSmall_areSaidAndNothingIsLost() throws Exception {
    try (Pair pair = Pair.of(BORINGSSL, BORINGSSL, true).connected()) {
      SSLEngineResult narrow = pair.client.engine().wrap(ByteBuffer.wrap(HELLO), pair.buffer(20));
      assertThat(narrow.getStatus()).isEqualTo(Status.BUFFER_OVERFLOW);
      assertThat(narrow.bytesConsumed()).isZero();

      ByteBuffer wire = pair.buffer(1024);
      pair.client.engine().wrap(ByteBuffer.wrap(HELLO), wire);
      SSLEngineResult small = pair.server.engine().unwrap(wire.flip(), pair.buffer(4));
      assertThat(small.getStatus()).isEqualTo(Status.BUFFER_OVERFLOW);
      assertThat(small.bytesConsumed()).isZero();
      assertThat(pair.server.engine().unwrap(wire, pair.buffer(1024)).bytesProduced())
          .isEqualTo(HELLO.length);
    }
  }

  @Test
  void garbage_insteadOfAHandshake_isRefused() throws Exception {
    try (Pair pair = Pair.of(BORINGSSL, BORINGSSL, true)) {
      byte[] garbage = "GET / HTTP/1.1\r\nHost: orders\r\n\r\n".getBytes(StandardCharsets.UTF_8);
      ByteBuffer record = pair.buffer(1024).put((byte) 22).putShort((short) 0x0301);
      record.putShort((short) garbage.length).put(garbage).flip();

      assertThatThrownBy(() -> pair.server.engine().unwrap(record, pair.buffer(1024)))
          .isInstanceOf(SSLException.class);
      assertThat(pair.server.trust().peer()).isNull();
    }
  }

  @Test
  void close_inAnyState_isTheEnd() throws Exception {
    Pair fresh = Pair.of(BORINGSSL, BORINGSSL, true);
    Pair open = Pair.of(BORINGSSL, BORINGSSL, true).connected();
    for (Pair pair : new Pair[] {fresh, open}) {
      pair.close();
      pair.close();
      SSLEngine engine = pair.client.engine();
      assertThat(engine.wrap(ByteBuffer.wrap(HELLO), pair.buffer(1024)).getStatus())
          .isEqualTo(Status.CLOSED);
      assertThat(engine.unwrap(ByteBuffer.wrap(HELLO), pair.buffer(1024)).getStatus())
          .isEqualTo(Status.CLOSED);
      assertThat(engine.getHandshakeStatus()).isEqualTo(HandshakeStatus.NOT_HANDSHAKING);
      assertThat(engine.isInboundDone() && engine.isOutboundDone()).isTrue();
    }
  }

  @Test
  void keyUpdate_ofTheJdk_isAnswered() throws Exception {
    try (Pair pair = Pair.of(JDK, BORINGSSL, true).connected()) {
      for (int i = 0; i < 200; i++) {
        byte[] bytes = new byte[16_000];
        new Random(i).nextBytes(bytes);
        assertThat(pair.carry(pair.client.engine(), pair.server.engine(), bytes)).isEqualTo(bytes);
      }
      assertThat(pair.unasked()).as("key updates").isPositive();
      assertThat(pair.carry(pair.server.engine(), pair.client.engine(), HELLO)).isEqualTo(HELLO);
    }
  }

  @Test
  void tickets_afterAHandshake_areNotSent() throws Exception {
    try (Pair pair = Pair.of(BORINGSSL, BORINGSSL, true).connected()) {
      assertThat(pair.toClient.position()).isZero();
      assertThat(pair.server.engine().getHandshakeStatus())
          .isEqualTo(HandshakeStatus.NOT_HANDSHAKING);
      assertThat(Objects.requireNonNull(pair.client.engine().getSession()).isValid()).isFalse();
    }
  }
}
