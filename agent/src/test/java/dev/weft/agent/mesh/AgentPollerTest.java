package dev.weft.agent.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.agent.tls.wire.SocketPair;
import dev.weft.bootstrap.Descriptors;
import dev.weft.bootstrap.Epoll;
import dev.weft.bootstrap.RawSocket;
import java.io.FileDescriptor;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What ran is in a queue; that something did not run shows when what was asked for later did. */
class AgentPollerTest {
  private static final int PATIENCE_SECONDS = 20;
  private static final int MORE_THAN_ITS_STARTS = 6;

  private final List<SocketPair> pairs = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();
  private final BlockingQueue<String> ran = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> faults = new LinkedBlockingQueue<>();
  private final AgentPoller poller =
      new AgentPoller(this::thread, (where, fault) -> faults.add(where + ": " + fault));

  @AfterEach
  void close() throws IOException {
    for (SocketPair pair : pairs) {
      pair.close();
    }
  }

  private Thread thread(Runnable task) {
    Thread thread = new Thread(task, "poller");
    thread.setDaemon(true);
    threads.add(thread);
    return thread;
  }

  private SocketPair pair() throws IOException {
    SocketPair pair = SocketPair.open();
    pairs.add(pair);
    return pair;
  }

  private static String next(BlockingQueue<String> queue) throws InterruptedException {
    return Objects.requireNonNull(
        queue.poll(PATIENCE_SECONDS, TimeUnit.SECONDS), "nothing came in time");
  }

  @Test
  void watch_readyDescriptor_runsTheTaskOnce() throws Exception {
    SocketPair pair = pair();
    poller.watch(pair.fd(), RawSocket.POLLIN, () -> ran.add("task"));
    pair.send();
    assertThat(next(ran)).isEqualTo("task");

    poller.watch(pair().fd(), RawSocket.POLLOUT, () -> ran.add("later"));
    assertThat(next(ran)).isEqualTo("later");
    assertThat(ran).isEmpty();
    assertThat(threads).hasSize(1);
  }

  @Test
  void watch_again_runsTheNewTaskAlone() throws Exception {
    SocketPair pair = pair();
    poller.watch(pair.fd(), RawSocket.POLLIN, () -> ran.add("before"));
    poller.watch(pair.fd(), RawSocket.POLLIN, () -> ran.add("after"));
    pair.send();

    assertThat(next(ran)).isEqualTo("after");
    poller.watch(pair().fd(), RawSocket.POLLOUT, () -> ran.add("later"));
    assertThat(next(ran)).isEqualTo("later");
  }

  @Test
  void watch_inATask_isServedToo() throws Exception {
    SocketPair pair = pair();
    poller.watch(
        pair.fd(),
        RawSocket.POLLIN,
        () -> {
          ran.add("first");
          try {
            poller.watch(pair.fd(), RawSocket.POLLOUT, () -> ran.add("second"));
          } catch (IOException e) {
            ran.add(e.toString());
          }
        });
    pair.send();

    assertThat(next(ran)).isEqualTo("first");
    assertThat(next(ran)).isEqualTo("second");
  }

  @Test
  void forget_watchedDescriptor_doesNotRunTheTask() throws Exception {
    SocketPair pair = pair();
    poller.watch(pair.fd(), RawSocket.POLLIN, () -> ran.add("forgotten"));
    poller.forget(pair.fd());
    pair.send();

    poller.watch(pair().fd(), RawSocket.POLLOUT, () -> ran.add("later"));
    assertThat(next(ran)).isEqualTo("later");
    assertThat(ran).isEmpty();
  }

  @Test
  void run_taskThatFails_isToldAndOthersGoOn() throws Exception {
    poller.watch(
        pair().fd(),
        RawSocket.POLLOUT,
        () -> {
          throw new IllegalStateException("of the task");
        });
    assertThat(next(faults)).isEqualTo("poller: java.lang.IllegalStateException: of the task");

    poller.watch(pair().fd(), RawSocket.POLLOUT, () -> ran.add("other"));
    assertThat(next(ran)).isEqualTo("other");
    assertThat(threads).hasSize(1);
  }

  @Test
  void close_whileItWaits_endsTheThreadAndWatchesNothingMore() throws Exception {
    SocketPair pair = pair();
    poller.watch(pair.fd(), RawSocket.POLLIN, () -> ran.add("task"));

    poller.close();
    threads.get(0).join(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
    poller.watch(pair().fd(), RawSocket.POLLOUT, () -> ran.add("later"));
    pair.send();

    assertThat(threads).hasSize(1);
    assertThat(threads.get(0).isAlive()).isFalse();
    assertThat(epoll()).isNull();
    assertThat(ran).isEmpty();
    assertThat(faults).isEmpty();
  }

  @Test
  void loop_brokenEpoll_isToldAndAbandonedForANewOne() throws Exception {
    SocketPair left = pair();
    poller.watch(left.fd(), RawSocket.POLLIN, () -> ran.add("left"));
    breakEpoll();

    poller.watch(pair().fd(), RawSocket.POLLOUT, () -> ran.add("later"));
    assertThat(next(ran)).isEqualTo("later");
    // It is opened by the application alone.
    left.send();
    poller.watch(pair().fd(), RawSocket.POLLOUT, () -> ran.add("last"));
    assertThat(next(ran)).isEqualTo("last");
    assertThat(threads).hasSize(2);
  }

  @Test
  void loop_epollThatBreaksAgainAndAgain_isGivenUp() throws Exception {
    int broken = 0;
    while (broken < MORE_THAN_ITS_STARTS && watches()) {
      breakEpoll();
      broken++;
    }

    assertThat(broken).isEqualTo(4);
    assertThat(threads).hasSize(4);
    poller.watch(pair().fd(), RawSocket.POLLOUT, () -> ran.add("never"));
    assertThat(threads).hasSize(4);
    assertThat(ran).isEmpty();
    assertThat(faults).isEmpty();
  }

  private boolean watches() throws Exception {
    poller.watch(pair().fd(), RawSocket.POLLIN, () -> ran.add("unasked"));
    return epoll() != null;
  }

  private Epoll epoll() throws ReflectiveOperationException {
    return (Epoll) value(poller, "epoll");
  }

  /** Puts another file in the place of the epoll, as a program that closes too much does. */
  private void breakEpoll() throws Exception {
    Epoll epoll = epoll();
    FileDescriptor number = Descriptors.ofNumber((int) value(epoll, "instance"));
    SocketPair ready = pair();
    poller.watch(ready.fd(), RawSocket.POLLIN, () -> ran.add("broken"));
    Method replace =
        Class.forName("sun.nio.ch.FileDispatcherImpl")
            .getDeclaredMethod("preClose0", FileDescriptor.class);
    replace.setAccessible(true);
    replace.invoke(null, number);
    // A wait in progress goes on by the file that it began with, and may run this; the next fails.
    ready.send();
    assertThat(next(faults)).startsWith("poller: java.io.IOException");
    Thread ended = threads.get(threads.size() - 1);
    ended.join(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
    assertThat(ended.isAlive()).isFalse();
    ran.clear();
  }

  private static Object value(Object of, String field) throws ReflectiveOperationException {
    Field found = of.getClass().getDeclaredField(field);
    found.setAccessible(true);
    return found.get(of);
  }
}
