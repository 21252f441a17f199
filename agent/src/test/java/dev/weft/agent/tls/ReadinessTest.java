package dev.weft.agent.tls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.agent.tls.wire.SocketPair;
import dev.weft.agent.tls.wire.ToldEvents;
import dev.weft.bootstrap.ParkPlan;
import dev.weft.bootstrap.RawSocket;
import dev.weft.core.TestClock;
import dev.weft.core.identity.Identity;
import dev.weft.core.identity.SpiffeId;
import dev.weft.core.identity.TestCa;
import dev.weft.enforcer.link.JdkEngines;
import dev.weft.enforcer.link.MutualTls;
import dev.weft.enforcer.link.PeerTrust;
import dev.weft.enforcer.rules.Destination;
import java.io.FileDescriptor;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A thread that waits for its descriptor, or is about to, while another one takes what arrives. */
class ReadinessTest {
  private static final SpiffeId PEER = SpiffeId.parse("spiffe://weft.local/ns/shop/sa/orders");
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** A record of one byte, as far as its header tells. */
  private static final byte[] RECORD = {23, 3, 3, 0, 1, 'r'};

  private final TestClock clock = new TestClock();
  private final SocketContext context =
      new SocketContext(
          new ToldEvents(),
          clock,
          ReadinessTest::never,
          new Unattended(ReadinessTest::never, new NoPoller()),
          new Farewells(ReadinessTest::never, new NoPoller(), new LastWords(task -> {})),
          () -> JdkEngines.INSTANCE,
          PATIENCE,
          PATIENCE);

  /** What was taken off the descriptor with the end of the handshake is no event of it any more. */
  @Test
  void planPark_openedMeanwhileWithWhatIsToBeRead_doesNotWait() throws Exception {
    ParkPlan plan = planWhileOpening(RawSocket.POLLIN, RECORD.length);
    assertThat(plan).isEqualTo(ParkPlan.WAITED);
  }

  /** The rest of a record, or what is written next, is an event of the descriptor. */
  @ParameterizedTest
  @ValueSource(ints = {0, 5})
  void planPark_openedMeanwhileWithoutAnythingWhole_waitsForTheDescriptor(int received)
      throws Exception {
    assertThat(planWhileOpening(RawSocket.POLLIN, received))
        .isEqualTo(new ParkPlan(false, RawSocket.POLLIN, 0));
  }

  @Test
  void planPark_toWriteAndOpenedMeanwhile_waitsForTheDescriptor() throws Exception {
    assertThat(planWhileOpening(RawSocket.POLLOUT, RECORD.length)).isNull();
  }

  /** Whoever waits would go on waiting if somebody else took what has arrived. */
  @Test
  void available_whileAnotherThreadWaitsToRead_leavesTheDescriptorReadable() throws Exception {
    try (SocketPair pair = SocketPair.open()) {
      OutboundSocket socket = open(pair);
      FileDescriptor fd = pair.fd();
      assertThat(socket.planPark(fd, RawSocket.POLLIN, 0)).isNotEqualTo(ParkPlan.WAITED);
      pair.send();

      assertThat(CompletableFuture.supplyAsync(() -> socket.available(fd, 1)).get()).isZero();
      assertThat(RawSocket.poll(fd, RawSocket.POLLIN, 0)).isEqualTo(RawSocket.POLLIN);

      socket.parked(fd);
      assertThat(socket.available(fd, 1)).isZero();
      assertThat(RawSocket.poll(fd, RawSocket.POLLIN, 0)).as("a part of a record").isZero();
      socket.released();
    }
  }

  private OutboundSocket open(SocketPair pair) throws Exception {
    OutboundSocket socket = socket(pair);
    ConnectionState state = socket.state;
    state.lock.lock();
    try {
      state.begin(new Scripted(), pair.fd());
      state.opened(pair.fd(), opened(pair, 0));
    } finally {
      state.lock.unlock();
    }
    return socket;
  }

  /**
   * What a thread gets that found the connection opening and had to wait for its lock, under which
   * another one opened it and took {@code received} bytes of the first record.
   */
  private @Nullable ParkPlan planWhileOpening(int event, int received) throws Exception {
    try (SocketPair pair = SocketPair.open()) {
      OutboundSocket socket = socket(pair);
      FileDescriptor fd = pair.fd();
      CompletableFuture<ParkPlan> plan = new CompletableFuture<>();
      Thread parking = new Thread(() -> plan.complete(socket.planPark(fd, event, 0)));
      ConnectionState state = socket.state;
      state.lock.lock();
      try {
        state.begin(new Scripted(), fd);
        parking.start();
        awaitQueued(state, parking);
        state.opened(fd, opened(pair, received));
      } finally {
        state.lock.unlock();
      }
      ParkPlan planned = plan.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      parking.join();
      socket.released();
      return planned;
    }
  }

  private OutboundSocket socket(SocketPair pair) throws Exception {
    return OutboundSocket.toMesh(
        context,
        new NoIdentity(
            () -> {
              throw new AssertionError("the opening is the test's own");
            }),
        (InetSocketAddress) pair.near().getRemoteAddress(),
        new Destination.Meshed(Set.of(PEER), true));
  }

  private static void awaitQueued(ConnectionState state, Thread thread) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!state.lock.hasQueuedThread(thread)) {
      assertThat(System.nanoTime()).as("the thread does not come to the lock").isLessThan(end);
      Thread.onSpinWait();
    }
  }

  private Progress opened(SocketPair pair, int received) throws Exception {
    CipherInput in = new CipherInput(context);
    if (received > 0) {
      assertThat(pair.far().write(ByteBuffer.wrap(RECORD, 0, received))).isEqualTo(received);
      assertThat(in.fill(pair.fd())).isEqualTo(received);
    }
    TestCa ca = new TestCa(clock.instant());
    Identity identity = new Identity(ca.svid(PEER.toString()), ca.bundle());
    MutualTls tls = JdkEngines.INSTANCE.client(identity, Set.of(PEER), clock);
    TlsWriter writer = new TlsWriter(tls, new CipherOutput(context));
    InetSocketAddress remote = (InetSocketAddress) pair.near().getRemoteAddress();
    return new Progress.Opened(
        new TlsReader(context, tls, writer, in, null, () -> true, remote), writer);
  }

  private static SocketContext.Timeout never(Duration delay, Runnable task) {
    return () -> {};
  }

  /** Opened by the test, and by nobody else. */
  private static final class Scripted implements Opening {
    @Override
    public Progress advance(FileDescriptor fd, boolean attended) {
      throw new AssertionError("nobody goes on with it");
    }

    @Override
    public boolean underway() {
      return true;
    }

    @Override
    public boolean untouched() {
      return false;
    }

    @Override
    public boolean goesOnAlone() {
      return false;
    }

    @Override
    public boolean takesBytes() {
      return true;
    }

    @Override
    public @Nullable PeerTrust trust() {
      return null;
    }

    @Override
    public void release() {
      // It holds nothing.
    }
  }
}
