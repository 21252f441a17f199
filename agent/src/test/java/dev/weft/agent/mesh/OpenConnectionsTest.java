package dev.weft.agent.mesh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.agent.tls.Farewells;
import dev.weft.agent.tls.InboundRules;
import dev.weft.agent.tls.InboundSocket;
import dev.weft.agent.tls.LastWords;
import dev.weft.agent.tls.SocketContext;
import dev.weft.agent.tls.Unattended;
import dev.weft.agent.tls.wire.SocketPair;
import dev.weft.core.identity.Identity;
import dev.weft.core.identity.SpiffeId;
import dev.weft.core.identity.TrustBundle;
import dev.weft.core.policy.MutualTlsMode;
import dev.weft.enforcer.link.JdkEngines;
import dev.weft.enforcer.report.EventLog;
import dev.weft.enforcer.report.Faults;
import dev.weft.enforcer.report.LogLevel;
import dev.weft.enforcer.rules.Admission;
import dev.weft.enforcer.rules.ConnectionLog;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Without hooks: the channels of the tests read and write what is on the wire. */
class OpenConnectionsTest {
  private final Faults faults = new Faults(EventLog.to(null, LogLevel.ERROR));
  private final AgentTimer timer = new AgentTimer(OpenConnectionsTest::daemon, faults::caught);
  private final AgentPoller poller = new AgentPoller(OpenConnectionsTest::daemon, faults::caught);
  private final SocketContext context =
      new SocketContext(
          new ConnectionLog(EventLog.to(null, LogLevel.ERROR), faults),
          InstantSource.system(),
          timer,
          new Unattended(timer, poller),
          new Farewells(timer, poller, new LastWords(task -> {})),
          () -> JdkEngines.INSTANCE,
          Duration.ofMinutes(1),
          Duration.ofMinutes(1));
  private final OpenConnections connections = new OpenConnections();
  private final List<SocketPair> pairs = new ArrayList<>();

  @AfterEach
  void close() throws IOException {
    poller.close();
    timer.close();
    for (SocketPair pair : pairs) {
      pair.close();
    }
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "test");
    thread.setDaemon(true);
    return thread;
  }

  private SocketPair pair() throws IOException {
    SocketPair pair = SocketPair.open();
    pairs.add(pair);
    return pair;
  }

  private InboundSocket accepted(SocketPair pair, MutualTlsMode mode) throws IOException {
    InboundSocket socket =
        new InboundSocket(
            context,
            new Anybody(mode),
            pair.fd(),
            (InetSocketAddress) pair.near().getRemoteAddress(),
            (InetSocketAddress) pair.near().getLocalAddress(),
            false);
    connections.add(socket, pair.fd());
    return socket;
  }

  @Test
  void closeIfNoneIsLeft_oneThatOpens_staysOpenUntilItIsClosed() throws IOException {
    InboundSocket opening = accepted(pair(), MutualTlsMode.STRICT);
    assertThat(connections.left()).isEqualTo(1);
    assertThat(connections.closeIfNoneIsLeft()).isFalse();
    assertThat(connections.comes()).isTrue();
    connections.came();

    opening.released();

    assertThat(connections.left()).isZero();
    assertThat(connections.closeIfNoneIsLeft()).isTrue();
    assertThat(connections.comes()).isFalse();
    connections.reopen();
    assertThat(connections.comes()).isTrue();
  }

  @Test
  void closeIfNoneIsLeft_oneThatIsComing_isCounted() {
    assertThat(connections.comes()).isTrue();
    assertThat(connections.left()).isEqualTo(1);
    assertThat(connections.areComing()).isTrue();
    assertThat(connections.closeIfNoneIsLeft()).isFalse();

    connections.came();

    assertThat(connections.areComing()).isFalse();
    assertThat(connections.closeIfNoneIsLeft()).isTrue();
  }

  @Test
  void left_oneThatIsLeftAlone_isNotCountedAndNotCut() throws IOException {
    SocketPair pair = pair();
    InboundSocket plain = accepted(pair, MutualTlsMode.DISABLE);
    assertThat(plain.isAtItsEnd()).isTrue();
    assertThat(connections.left()).isZero();

    connections.cut();
    pair.send();

    assertThat(pair.near().read(ByteBuffer.allocate(8))).isEqualTo(1);
  }

  @Test
  void cut_oneThatOpens_readsAndWritesNothingAnyMore() throws IOException {
    SocketPair pair = pair();
    InboundSocket opening = accepted(pair, MutualTlsMode.STRICT);
    pair.send();

    connections.close();
    connections.cut();

    assertThat(opening.isAtItsEnd()).isTrue();
    assertThat(connections.left()).isZero();
    assertThat(pair.near().read(ByteBuffer.allocate(8))).isEqualTo(-1);
    assertThatThrownBy(() -> pair.near().write(ByteBuffer.allocate(8)))
        .isInstanceOf(IOException.class);
    assertThat(pair.far().read(ByteBuffer.allocate(8))).isEqualTo(-1);
  }

  /** Everybody may talk, on ports of one mode. */
  private record Anybody(MutualTlsMode mode) implements InboundRules {
    @Override
    public Identity current() {
      throw new IllegalStateException("no handshake is expected");
    }

    @Override
    public @Nullable TrustBundle bundle() {
      return null;
    }

    @Override
    public MutualTlsMode mode(int port) {
      return mode;
    }

    @Override
    public Admission admit(
        @Nullable SpiffeId peer,
        InetSocketAddress remote,
        InetSocketAddress local,
        boolean claimed) {
      return Admission.ADMITTED;
    }

    @Override
    public boolean isSelf(InetSocketAddress remote, InetSocketAddress local) {
      return false;
    }
  }
}
