package dev.weft.agent.tls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.core.identity.SpiffeId;
import dev.weft.enforcer.link.JdkEngines;
import dev.weft.enforcer.rules.ConnectionEvents;
import dev.weft.enforcer.rules.Destination;
import java.io.FileDescriptor;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What an outbound connection looks like to those who look without its lock. */
class OutboundSocketTest {
  private static final InetSocketAddress REMOTE =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);
  private static final Destination MESHED =
      new Destination.Meshed(
          Set.of(SpiffeId.parse("spiffe://cluster.local/ns/shop/sa/orders")), true);

  private final CompletableFuture<Destination> answer = new CompletableFuture<>();
  private final List<Phase> whileSettingUp = new ArrayList<>();
  private final Events events = new Events();
  private int asked;
  private @Nullable RuntimeException broken;
  private final OutboundSocket socket =
      OutboundSocket.toUnknown(
          new SocketContext(
              events,
              InstantSource.fixed(Instant.EPOCH),
              OutboundSocketTest::never,
              new Unattended(OutboundSocketTest::never, new NoPoller()),
              new Farewells(OutboundSocketTest::never, new NoPoller(), new LastWords(task -> {})),
              () -> JdkEngines.INSTANCE,
              Duration.ofSeconds(5),
              Duration.ofSeconds(5)),
          new NoIdentity(this::look),
          REMOTE,
          this::ask);

  @Test
  void answer_afterTcpIsConnected_isNeverSeenAsConnecting() throws Exception {
    socket.connected(new FileDescriptor());
    answer.complete(MESHED);
    // A shutdownOutput that saw CONNECTING would end the stream in the clear, before any TLS.
    assertThat(whileSettingUp).containsExactly(Phase.RESOLVING);
    assertThat(socket.state.phase()).isEqualTo(Phase.FAILED);
    assertThat(events.refusals).containsExactly("connection to " + REMOTE + " refused: none yet");
    assertThat(events.faults).isEmpty();
  }

  @Test
  void question_beforeTcpIsConnected_isNotAsked() throws Exception {
    // Who does not listen yet has not said who it is: "nobody" would be no answer.
    assertThat(asked).isZero();
    assertThat(socket.state.phase()).isEqualTo(Phase.CONNECTING);

    socket.connected(new FileDescriptor());
    assertThat(asked).isEqualTo(1);
    assertThat(socket.state.phase()).isEqualTo(Phase.RESOLVING);
    answer.complete(Destination.OUTSIDE);
    assertThat(socket.state.phase()).isEqualTo(Phase.PLAIN);
    assertThat(events.faults).isEmpty();
  }

  @Test
  void question_thatFails_isRefusedAndToldAndNotThrownAtTheApplication() throws Exception {
    broken = new IllegalStateException("no client");
    socket.connected(new FileDescriptor());

    assertThat(events.faults).containsExactly("socket.ask: " + broken);
    assertThat(socket.state.phase()).isEqualTo(Phase.FAILED);
    assertThat(events.refusals).singleElement().asString().contains("refused");
  }

  private CompletableFuture<Destination> ask() {
    asked++;
    if (broken != null) {
      throw broken;
    }
    return answer;
  }

  private static SocketContext.Timeout never(Duration delay, Runnable task) {
    return () -> {};
  }

  private void look() {
    whileSettingUp.add(socket.state.phase());
  }

  /** Keeps what was refused. */
  private static final class Events implements ConnectionEvents {
    private final List<String> refusals = new ArrayList<>();
    private final List<String> faults = new ArrayList<>();

    @Override
    public void accepted(@Nullable SpiffeId peer, InetSocketAddress from, InetSocketAddress to) {
      throw new AssertionError("accepted: " + from);
    }

    @Override
    public void connected(SpiffeId peer, InetSocketAddress remote) {
      throw new AssertionError("connected: " + remote);
    }

    @Override
    public void refused(
        boolean inbound,
        @Nullable SpiffeId peer,
        @Nullable InetSocketAddress remote,
        int port,
        String reason) {
      refusals.add(reason);
    }

    @Override
    public void sniffTimedOut(InetSocketAddress remote, int port) {
      throw new AssertionError("sniff timed out: " + remote);
    }

    @Override
    public void truncated(boolean strict) {
      throw new AssertionError("truncated");
    }

    @Override
    public void fault(String where, Throwable fault) {
      faults.add(where + ": " + fault);
    }
  }
}
