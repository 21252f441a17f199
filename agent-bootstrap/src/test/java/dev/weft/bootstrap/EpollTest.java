package dev.weft.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Every wait ends because some descriptor is known to be ready. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class EpollTest {
  private final List<SocketPair> pairs = new ArrayList<>();
  private final Epoll epoll;

  EpollTest() throws IOException {
    epoll = new Epoll();
  }

  @AfterEach
  void close() throws IOException {
    for (SocketPair pair : pairs) {
      pair.close();
    }
  }

  private SocketPair pair() throws IOException {
    SocketPair pair = SocketPair.open();
    pairs.add(pair);
    return pair;
  }

  @Test
  void await_armedDescriptor_isReportedWhenItIsReady() throws Exception {
    SocketPair readable = pair();
    SocketPair silent = pair();
    epoll.arm(silent.number(), RawSocket.POLLIN);
    epoll.arm(readable.number(), RawSocket.POLLIN);
    readable.send();

    assertThat(epoll.await()).containsExactly(readable.number());
  }

  @Test
  void await_armedForWriting_isReported() throws Exception {
    SocketPair writable = pair();
    epoll.arm(writable.number(), RawSocket.POLLOUT);

    assertThat(epoll.await()).containsExactly(writable.number());
  }

  @Test
  void await_descriptorThatWasReported_isNotReportedAgainBeforeItIsArmed() throws Exception {
    SocketPair first = pair();
    SocketPair second = pair();
    first.send();
    second.send();
    epoll.arm(first.number(), RawSocket.POLLIN);
    assertThat(epoll.await()).containsExactly(first.number());

    epoll.arm(second.number(), RawSocket.POLLIN);
    assertThat(epoll.await()).containsExactly(second.number());

    epoll.arm(first.number(), RawSocket.POLLIN);
    assertThat(epoll.await()).containsExactly(first.number());
  }

  @Test
  void arm_again_isForTheNewEventAlone() throws Exception {
    SocketPair pair = pair();
    SocketPair second = pair();
    epoll.arm(pair.number(), RawSocket.POLLOUT);
    epoll.arm(pair.number(), RawSocket.POLLIN);
    epoll.arm(second.number(), RawSocket.POLLOUT);
    assertThat(epoll.await()).containsExactly(second.number());

    pair.send();
    assertThat(epoll.await()).containsExactly(pair.number());
  }

  @Test
  void await_closedDescriptor_isForgotten() throws Exception {
    SocketPair closed = pair();
    SocketPair second = pair();
    closed.send();
    epoll.arm(closed.number(), RawSocket.POLLIN);
    closed.close();
    epoll.arm(second.number(), RawSocket.POLLOUT);

    assertThat(epoll.await()).containsExactly(second.number());
  }

  @Test
  void arm_reusedNumber_isForTheNewDescriptor() throws Exception {
    SocketPair before = pair();
    int number = before.number();
    epoll.arm(number, RawSocket.POLLIN);
    before.close();
    SocketPair after = ofNumber(number);
    epoll.arm(number, RawSocket.POLLIN);
    SocketPair second = pair();
    epoll.arm(second.number(), RawSocket.POLLOUT);
    // Nothing has come to the new one, whatever came to the one before.
    assertThat(epoll.await()).containsExactly(second.number());

    after.send();
    assertThat(epoll.await()).containsExactly(number);
  }

  /** The kernel gives the lowest number that is free, which others of this process may take. */
  private SocketPair ofNumber(int number) throws IOException {
    for (int i = 0; i < 100; i++) {
      SocketPair pair = pair();
      if (pair.number() == number) {
        return pair;
      }
    }
    throw new AssertionError("number: not given again (expected: " + number + ")");
  }

  @Test
  void arm_closedDescriptor_fails() throws Exception {
    SocketPair closed = pair();
    int number = closed.number();
    closed.close();

    assertThatThrownBy(() -> epoll.arm(number, RawSocket.POLLIN))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("epoll_ctl");
  }
}
