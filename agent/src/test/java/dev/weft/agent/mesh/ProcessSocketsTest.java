package dev.weft.agent.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.ServerSocketChannel;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProcessSocketsTest {
  private static Map<Integer, String> more(Map<Integer, String> before, Map<Integer, String> now) {
    Map<Integer, String> more = new HashMap<>(now);
    before.forEach(more::remove);
    return more;
  }

  @Test
  void read_listenersAndConnections_areTold() throws Exception {
    InetAddress here = InetAddress.getLoopbackAddress();
    ProcessSockets before = ProcessSockets.read();
    try (ServerSocket listener = new ServerSocket(0, 1, here);
        ServerSocketChannel channel =
            ServerSocketChannel.open().bind(new InetSocketAddress(here, 0));
        Socket near = new Socket(here, listener.getLocalPort());
        Socket far = listener.accept()) {
      assertThat(near.isConnected() && far.isConnected() && channel.isOpen()).isTrue();
      ProcessSockets now = ProcessSockets.read();
      assertThat(more(before.listening(), now.listening())).hasSize(2);
      assertThat(more(before.others(), now.others())).hasSize(2);
    }
  }

  @Test
  void isOpen_afterTheClose_isNot() throws Exception {
    ProcessSockets before = ProcessSockets.read();
    Map.Entry<Integer, String> opened;
    try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThat(listener.isBound()).isTrue();
      opened =
          more(before.listening(), ProcessSockets.read().listening()).entrySet().iterator().next();
      assertThat(ProcessSockets.isOpen(opened.getKey(), opened.getValue())).isTrue();
    }
    assertThat(ProcessSockets.isOpen(opened.getKey(), opened.getValue())).isFalse();
  }
}
