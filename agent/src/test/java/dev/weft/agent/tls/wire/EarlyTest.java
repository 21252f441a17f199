package dev.weft.agent.tls.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.agent.tls.InboundSocket;
import dev.weft.agent.tls.OutboundSocket;
import dev.weft.bootstrap.MeshSocketException;
import dev.weft.core.policy.MutualTlsMode;
import dev.weft.enforcer.rules.Admission;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a client does before anybody has accepted its connection, on one thread. */
class EarlyTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration SHORT = Duration.ofMillis(600);
  private static final byte[] HELLO = {'h', 'e', 'l', 'l', 'o'};

  private final ServerSocketChannel listener;

  EarlyTest() throws IOException {
    listener =
        ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
  }

  @AfterEach
  void close() throws IOException {
    listener.close();
  }

  @ParameterizedTest
  @EnumSource(Provider.class)
  void write_nobodyHasAccepted_isReadLater(Provider provider) throws Exception {
    Mesh mesh = new Mesh(provider, PATIENCE, PATIENCE);
    try (SocketEnd client = connect(mesh)) {
      client.write(HELLO, 0, HELLO.length);
      try (SocketEnd server = accept(mesh, MutualTlsMode.STRICT)) {
        assertThat(readAll(server, HELLO.length)).containsExactly(HELLO);
        server.write(HELLO, 0, HELLO.length);
        assertThat(readAll(client, HELLO.length)).containsExactly(HELLO);
      }
    }
    assertThat(mesh.events.faults).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Provider.class)
  void close_nobodyHasAccepted_isReadAsTheEndLater(Provider provider) throws Exception {
    Mesh mesh = new Mesh(provider, PATIENCE, PATIENCE);
    SocketEnd client = connect(mesh);
    client.write(HELLO, 0, HELLO.length);
    client.close();

    try (SocketEnd server = accept(mesh, MutualTlsMode.STRICT)) {
      assertThat(readAll(server, HELLO.length)).containsExactly(HELLO);
      assertThat(server.read(new byte[1])).isNegative();
    }
    assertThat(mesh.events.faults).isEmpty();
  }

  /** The peer is no server of the mesh: it may not see a byte of what was kept. */
  @ParameterizedTest
  @EnumSource(Provider.class)
  void write_theServerIsAnImpostor_staysHereAndIsCounted(Provider provider) throws Exception {
    Mesh mesh = new Mesh(provider, PATIENCE, PATIENCE);
    SocketEnd client = connect(mesh);
    try (SocketChannel impostor = listener.accept()) {
      try (client) {
        client.write(HELLO, 0, HELLO.length);
        int unused =
            impostor.write(ByteBuffer.wrap("HTTP/1.1 200 OK".getBytes(StandardCharsets.US_ASCII)));
        impostor.shutdownOutput();

        assertThatThrownBy(() -> client.read(new byte[1]))
            .isInstanceOf(MeshSocketException.class)
            .hasMessageEndingWith("; 5 bytes written before were not sent");
      }
      assertThat(receivedBy(impostor)).doesNotContain("hello");
    }
  }

  @ParameterizedTest
  @EnumSource(Provider.class)
  void closedWithBytes_nobodyAcceptsInTime_isReportedWithTheirNumber(Provider provider)
      throws Exception {
    Mesh mesh = new Mesh(provider, SHORT, PATIENCE);
    SocketEnd client = connect(mesh);
    client.write(HELLO, 0, HELLO.length);
    client.close();

    assertThat(mesh.events.awaitRefusal(PATIENCE))
        .contains("not finished in 600 ms; 5 bytes written before were not sent");
    try (SocketChannel accepted = listener.accept()) {
      assertThat(receivedBy(accepted)).doesNotContain("hello");
    }
  }

  /** Kept bytes of a server go out as they are when the client turns out to be a plain one. */
  @ParameterizedTest
  @EnumSource(Provider.class)
  void write_ofAPermissiveServerToAPlainClient_isSentWhenItSpeaks(Provider provider)
      throws Exception {
    Mesh mesh = new Mesh(provider, PATIENCE, PATIENCE);
    try (SocketChannel client = SocketChannel.open(listener.getLocalAddress());
        SocketEnd server = accept(mesh, MutualTlsMode.PERMISSIVE)) {
      server.write(HELLO, 0, HELLO.length);
      assertThat(client.write(ByteBuffer.wrap(new byte[] {'y', 'o'}))).isEqualTo(2);

      assertThat(readAll(server, 2)).containsExactly('y', 'o');
      ByteBuffer greeting = ByteBuffer.allocate(HELLO.length);
      while (greeting.hasRemaining()) {
        assertThat(client.read(greeting)).isPositive();
      }
      assertThat(greeting.array()).containsExactly(HELLO);
    }
    assertThat(mesh.events.faults).isEmpty();
  }

  /** More than the kernel takes at once: the end comes after it, and not in its place. */
  @ParameterizedTest
  @EnumSource(Provider.class)
  void shutdownOutput_whatWasKeptForAPlainClientHasNoRoom_comesAfterIt(Provider provider)
      throws Exception {
    Mesh mesh = new Mesh(provider, PATIENCE, PATIENCE);
    byte[] much = new byte[45_000];
    Arrays.fill(much, (byte) 'm');
    try (SocketChannel client = SocketChannel.open()) {
      client.setOption(StandardSocketOptions.SO_RCVBUF, 2_048);
      client.connect(listener.getLocalAddress());
      try (SocketEnd server = accept(mesh, MutualTlsMode.PERMISSIVE)) {
        server.write(much, 0, much.length);
        assertThat(client.write(ByteBuffer.wrap(new byte[] {'y', 'o'}))).isEqualTo(2);
        assertThat(readAll(server, 2)).containsExactly('y', 'o');
        server.shutdownOutput();

        assertThat(receivedBy(client)).isEqualTo("m".repeat(much.length));
      }
    }
    assertThat(mesh.events.faults).isEmpty();
  }

  private SocketEnd connect(Mesh mesh) throws IOException {
    InetSocketAddress address = (InetSocketAddress) listener.getLocalAddress();
    OutboundSocket socket = mesh.outbound(address, Mesh.Knowledge.KNOWN);
    SocketEnd end = new SocketEnd(SocketChannel.open(address), socket, Waiting.BLOCKING);
    socket.connected(end.fd);
    return end;
  }

  private SocketEnd accept(Mesh mesh, MutualTlsMode mode) throws IOException {
    SocketChannel channel = listener.accept();
    InboundSocket socket =
        mesh.inbound(
            mode,
            Admission.ADMITTED,
            SocketPair.descriptorOf(channel),
            (InetSocketAddress) channel.getRemoteAddress(),
            (InetSocketAddress) channel.getLocalAddress());
    return new SocketEnd(channel, socket, Waiting.BLOCKING);
  }

  private static byte[] readAll(SocketEnd end, int count) throws IOException {
    byte[] all = new byte[0];
    byte[] part = new byte[count];
    while (all.length < count) {
      int n = end.read(part);
      assertThat(n).isPositive();
      all = Arrays.copyOf(all, all.length + n);
      System.arraycopy(part, 0, all, all.length - n, n);
    }
    return all;
  }

  private static String receivedBy(SocketChannel channel) throws IOException {
    StringBuilder all = new StringBuilder();
    ByteBuffer buffer = ByteBuffer.allocate(4_096);
    while (channel.read(buffer.clear()) >= 0) {
      all.append(new String(buffer.array(), 0, buffer.position(), StandardCharsets.ISO_8859_1));
    }
    return all.toString();
  }
}
