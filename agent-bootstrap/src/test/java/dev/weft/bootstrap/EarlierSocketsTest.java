package dev.weft.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class EarlierSocketsTest {
  @Test
  void isConnected_socketThatWasJustMade_isNot() throws Exception {
    try (SocketChannel made = SocketChannel.open()) {
      assertThat(EarlierSockets.isConnected(Objects.requireNonNull(Descriptors.of(made))))
          .isFalse();
    }
  }

  @Test
  void isConnected_withAndWithoutInput_is() throws Exception {
    try (SocketPair pair = SocketPair.open()) {
      assertThat(EarlierSockets.isConnected(pair.fd())).isTrue();
      pair.send();
      assertThat(EarlierSockets.isConnected(pair.fd())).isTrue();
    }
  }

  @Test
  void isConnected_afterThePeersEnd_is() throws Exception {
    try (SocketPair pair = SocketPair.open()) {
      pair.send();
      pair.far().close();
      assertThat(EarlierSockets.isConnected(pair.fd())).isTrue();
    }
  }

  @Test
  void isConnected_afterAReset_isStill() throws Exception {
    try (SocketPair pair = SocketPair.open()) {
      pair.far().setOption(StandardSocketOptions.SO_LINGER, 0);
      pair.far().close();
      assertThat(EarlierSockets.isConnected(pair.fd())).isTrue();
    }
  }

  @Test
  void released_numberThatWasAttached_tellsOnce() throws Exception {
    AtomicInteger told = new AtomicInteger();
    try (SocketPair pair = SocketPair.open()) {
      EarlierSockets.attach(
          pair.number(),
          new Attachment() {
            @Override
            public void released() {
              told.incrementAndGet();
            }
          });
      EarlierSockets.released(pair.fd());
      EarlierSockets.released(pair.fd());
      assertThat(told).hasValue(1);
    }
  }
}
