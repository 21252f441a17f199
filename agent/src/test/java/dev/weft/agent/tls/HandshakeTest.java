package dev.weft.agent.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.agent.tls.wire.SocketPair;
import dev.weft.agent.tls.wire.ToldEvents;
import dev.weft.bootstrap.MeshSocketException;
import dev.weft.bootstrap.RawSocket;
import dev.weft.core.TestClock;
import dev.weft.core.identity.Identity;
import dev.weft.core.identity.SpiffeId;
import dev.weft.core.identity.TestCa;
import dev.weft.enforcer.link.JdkEngines;
import java.io.FileDescriptor;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HandshakeTest {
  private static final SpiffeId PEER = SpiffeId.parse("spiffe://weft.local/ns/shop/sa/orders");
  private static final InetSocketAddress REMOTE = InetSocketAddress.createUnresolved("orders", 80);
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** Bytes of a record that arrive: the header, and some. */
  private static final int BEGUN = 15;

  private final TestClock clock = new TestClock();
  private final SocketContext context =
      new SocketContext(
          new ToldEvents(),
          clock,
          HandshakeTest::never,
          new Unattended(HandshakeTest::never, new NoPoller()),
          new Farewells(HandshakeTest::never, new NoPoller(), new LastWords(task -> {})),
          () -> JdkEngines.INSTANCE,
          PATIENCE,
          PATIENCE);

  /** The JDK's engine takes records that are twice as long as TLS has any, and waits for them. */
  @ParameterizedTest
  @CsvSource({
    "22, 10",
    "22, 16641",
    "22, 20000",
    "22, 33000",
    "22, 65535",
    "21, 20000",
    "23, 20000",
    "150, 10"
  })
  void advance_recordThatMeansNothing_failsAtOnce(int kind, int length) throws Exception {
    TestCa ca = new TestCa(clock.instant());
    Identity identity = new Identity(ca.svid(PEER.toString()), ca.bundle());
    try (SocketPair pair = SocketPair.open()) {
      FileDescriptor fd = pair.fd();
      Handshake handshake =
          new Handshake(
              context,
              JdkEngines.INSTANCE.client(identity, Set.of(PEER), clock),
              new CipherInput(context),
              REMOTE);
      assertThat(handshake.advance(fd)).isEqualTo(RawSocket.POLLIN);
      ByteBuffer begun = ByteBuffer.allocate(BEGUN);
      begun.put((byte) kind).put((byte) 3).put((byte) 3).putShort((short) length).clear();

      assertThat(pair.far().write(begun)).isEqualTo(BEGUN);

      assertThatThrownBy(() -> handshake.advance(fd))
          .isInstanceOf(MeshSocketException.class)
          .hasMessageStartingWith("mTLS handshake with " + REMOTE + " failed: ");
      handshake.release();
    }
  }

  private static SocketContext.Timeout never(Duration delay, Runnable task) {
    return () -> {};
  }
}
