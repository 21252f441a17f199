package dev.weft.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class SelectorHooksTest {
  /** Its keys are valid until its closing goes on, for which it needs its own lock. */
  @Test
  @SuppressWarnings("try") // It is closed in the middle, which is what this is about.
  void reregister_selectorIsBeingClosed_isNoFailureOfTheCaller() throws Exception {
    ExecutorService other = Executors.newSingleThreadExecutor();
    try (SocketChannel channel = SocketChannel.open();
        Selector selector = Selector.open()) {
      channel.configureBlocking(false);
      SelectionKey key = channel.register(selector, SelectionKey.OP_CONNECT);
      Future<?> closing;
      synchronized (selector) {
        closing =
            other.submit(
                () -> {
                  selector.close();
                  return selector;
                });
        while (selector.isOpen()) {
          Thread.onSpinWait();
        }

        assertThat(key.isValid()).isTrue();
        assertThatCode(() -> SelectorHooks.reregister(key)).doesNotThrowAnyException();
      }
      closing.get();
    } finally {
      other.shutdownNow();
    }
  }
}
