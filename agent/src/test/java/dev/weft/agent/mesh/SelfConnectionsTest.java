package dev.weft.agent.mesh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.weft.agent.tls.wire.SocketPair;
import dev.weft.bootstrap.Attachment;
import java.io.FileDescriptor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SelfConnectionsTest {
  private static final int MANY = 100;
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final SelfConnections connections = new SelfConnections();

  @Test
  void isSelf_connectHasNotReturnedYet_isKnown() throws IOException {
    try (SocketPair pair = SocketPair.open()) {
      Attachment unused = connections.begin(pair.fd(), local(pair).getPort());

      assertThat(connections.isSelf(remote(pair), local(pair))).isTrue();
    }
  }

  @Test
  void isSelf_connectHasReturned_isKnownUntilItIsClosed() throws IOException {
    try (SocketPair pair = SocketPair.open()) {
      Attachment connection = connections.begin(pair.fd(), local(pair).getPort());
      connection.connectStarted(pair.fd());
      assertThat(connections.isSelf(remote(pair), local(pair))).isTrue();

      connection.released();

      assertThat(connections.isSelf(remote(pair), local(pair))).isFalse();
    }
  }

  /** The system call may last: as long as no connection is accepted from a full backlog. */
  @Test
  void isSelf_othersComeWhileOneConnects_areToldWithoutWaiting() throws IOException {
    try (SocketPair others = SocketPair.open();
        SocketChannel own = SocketChannel.open()) {
      Attachment unused = connections.begin(SocketPair.descriptorOf(own), local(others).getPort());

      assertTimeoutPreemptively(
          PATIENCE,
          () -> {
            for (int i = 0; i < MANY; i++) {
              assertThat(connections.isSelf(remote(others), local(others))).isFalse();
            }
          });
    }
  }

  @Test
  void isSelf_connectionToAnotherPort_isNot() throws IOException {
    try (SocketPair pair = SocketPair.open()) {
      Attachment unused = connections.begin(pair.fd(), local(pair).getPort() + 1);

      assertThat(connections.isSelf(remote(pair), local(pair))).isFalse();
    }
  }

  @Test
  void isSelf_closedBeforeItConnected_isNot() throws IOException {
    try (SocketPair others = SocketPair.open()) {
      Attachment connection = connections.begin(closed(), local(others).getPort());

      assertThat(connections.isSelf(remote(others), local(others))).isFalse();
      connection.released();
      assertThat(connections.isSelf(remote(others), local(others))).isFalse();
    }
  }

  private static FileDescriptor closed() throws IOException {
    try (SocketChannel channel = SocketChannel.open()) {
      return SocketPair.descriptorOf(channel);
    }
  }

  /** The address that the accepting side sees. */
  private static InetSocketAddress remote(SocketPair pair) throws IOException {
    return (InetSocketAddress) pair.far().getRemoteAddress();
  }

  private static InetSocketAddress local(SocketPair pair) throws IOException {
    return (InetSocketAddress) pair.far().getLocalAddress();
  }
}
