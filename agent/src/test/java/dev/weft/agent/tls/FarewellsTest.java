package dev.weft.agent.tls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.agent.mesh.AgentWaiting;
import dev.weft.agent.tls.wire.SocketPair;
import dev.weft.agent.tls.wire.ToldEvents;
import dev.weft.enforcer.link.JdkEngines;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class FarewellsTest {
  private static final int REST = 60_000;
  private static final int SMALL = 4_096;
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final ToldEvents events = new ToldEvents();
  private final List<Runnable> timeouts = new CopyOnWriteArrayList<>();
  private final SocketContext.Poller poller = AgentWaiting.poller(events::fault);
  private final SocketContext.Timer timer =
      (delay, task) -> {
        timeouts.add(task);
        return () -> timeouts.remove(task);
      };
  private final List<Runnable> beforeTheEnd = new CopyOnWriteArrayList<>();
  private final Farewells farewells =
      new Farewells(timer, poller, new LastWords(beforeTheEnd::add));
  private final SocketContext context =
      new SocketContext(
          events,
          InstantSource.system(),
          timer,
          new Unattended(timer, poller),
          farewells,
          () -> JdkEngines.INSTANCE,
          Duration.ofSeconds(5),
          Duration.ofSeconds(5));

  @Test
  void send_noRoom_arrivesAfterTheCloseAndThenTheEnd() throws Exception {
    try (SocketPair pair = SocketPair.open()) {
      int before = close(pair);
      assertThat(farewells.open()).isEqualTo(1);

      assertThat(readToTheEnd(pair.far())).isEqualTo(before + REST);
      awaitNone();
      assertThat(timeouts).isEmpty();
    }
  }

  @Test
  void send_noRoomWhenTheProcessEnds_holdsTheEndUpUntilItIsSent() throws Exception {
    try (SocketPair pair = SocketPair.open()) {
      int before = close(pair);
      assertThat(beforeTheEnd).hasSize(1);
      Thread ending = new Thread(beforeTheEnd.get(0), "end");
      ending.start();

      assertThat(readToTheEnd(pair.far())).isEqualTo(before + REST);
      ending.join(PATIENCE.toMillis());
      assertThat(ending.isAlive()).isFalse();
      assertThat(farewells.open()).isZero();
    }
  }

  @Test
  void send_nobodyReads_isOverInTime() throws Exception {
    try (SocketPair pair = SocketPair.open()) {
      int before = close(pair);

      List.copyOf(timeouts).forEach(Runnable::run);

      assertThat(farewells.open()).isZero();
      assertThat(readToTheEnd(pair.far())).isBetween(before, before + REST - 1);
    }
  }

  @Test
  void send_theOtherEndIsGone_isOver() throws Exception {
    SocketPair pair = SocketPair.open();
    int before = close(pair);
    assertThat(before).isPositive();

    pair.far().setOption(StandardSocketOptions.SO_LINGER, 0).close();

    awaitNone();
  }

  @Test
  void send_oneMoreThanThereMayBe_isGivenUp() throws Exception {
    List<SocketPair> pairs = new ArrayList<>();
    try {
      for (int i = 0; i < Farewells.MOST; i++) {
        pairs.add(SocketPair.open());
        close(pairs.get(i));
      }
      assertThat(farewells.open()).isEqualTo(Farewells.MOST);
      SocketPair last = SocketPair.open();
      pairs.add(last);

      int before = close(last);

      assertThat(farewells.open()).isEqualTo(Farewells.MOST);
      assertThat(readToTheEnd(last.far())).isEqualTo(before);
    } finally {
      List.copyOf(timeouts).forEach(Runnable::run);
      for (SocketPair pair : pairs) {
        pair.close();
      }
    }
    assertThat(farewells.open()).isZero();
  }

  /** The poller's thread says so just after the connection has come to its end. */
  private void awaitNone() {
    long until = System.nanoTime() + PATIENCE.toNanos();
    while (farewells.open() > 0 && System.nanoTime() < until) {
      Thread.onSpinWait();
    }
    assertThat(farewells.open()).isZero();
  }

  /** Closes the near end when it is full, with something still to be said; how much fits in. */
  private int close(SocketPair pair) throws IOException {
    SocketChannel near = pair.near();
    near.setOption(StandardSocketOptions.SO_SNDBUF, SMALL).configureBlocking(false);
    pair.far().setOption(StandardSocketOptions.SO_RCVBUF, SMALL);
    int before = 0;
    for (int n = 1; n > 0; before += n) {
      n = near.write(ByteBuffer.allocate(SMALL));
    }
    CipherOutput rest = new CipherOutput(context);
    rest.room().put(new byte[REST]);
    rest.produced(REST);
    Farewell farewell = farewells.begin(pair.fd(), new CipherInput(context));
    if (farewell == null) {
      rest.release();
    } else {
      farewell.send(rest);
    }
    near.close();
    return before;
  }

  private static int readToTheEnd(SocketChannel channel) throws IOException {
    int total = 0;
    ByteBuffer buffer = ByteBuffer.allocate(SMALL);
    for (int n = 0; n >= 0; n = channel.read(buffer.clear())) {
      total += n;
    }
    return total;
  }
}
