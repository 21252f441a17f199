package dev.weft.agent.tls.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.core.policy.MutualTlsMode;
import dev.weft.enforcer.rules.Admission;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A permissive server whose client waits for its greeting, and one of whose threads reads. */
class SilentClientTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration SNIFF = Duration.ofMillis(50);

  private final Mesh mesh = new Mesh(Provider.JDK, PATIENCE, SNIFF);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final SocketPair pair;
  private final byte[] heard = new byte[8];

  SilentClientTest() throws IOException {
    pair = SocketPair.open();
  }

  @AfterEach
  void close() throws Exception {
    pair.close();
    threads.shutdown();
    assertThat(threads.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
  }

  @ParameterizedTest
  @EnumSource(Waiting.class)
  void greeting_whileAnotherThreadReadsAlready_isSent(Waiting waiting) throws Exception {
    Deadline deadline = new Deadline(PATIENCE);
    try (SocketEnd server = accepted(Admission.ADMITTED, waiting)) {
      Future<Integer> reading = reading(server);
      Future<Void> greeting = greeting(server);
      try {
        Void unused = deadline.of(greeting, "greeting");
        assertThat(received(2)).containsExactly('h', 'i');

        assertThat(pair.far().write(ByteBuffer.wrap(new byte[] {'y', 'o'}))).isEqualTo(2);
        assertThat(deadline.of(reading, "answer")).isPositive();
        assertThat(heard).startsWith('y');
      } finally {
        server.abort();
        awaitEnd(reading);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Waiting.class)
  void greeting_ofAClientThatIsRefused_endsTheReadingThreadToo(Waiting waiting) throws Exception {
    Deadline deadline = new Deadline(PATIENCE);
    try (SocketEnd server = accepted(new Admission.Refused("plain"), waiting)) {
      Future<Integer> reading = reading(server);
      Future<Void> greeting = greeting(server);
      try {
        assertThatThrownBy(() -> deadline.of(greeting, "greeting")).hasMessageContaining("plain");
        assertThatThrownBy(() -> deadline.of(reading, "answer")).hasMessageContaining("plain");
      } finally {
        server.abort();
        awaitEnd(reading);
      }
    }
  }

  /** As an event loop that waits for its first byte does: no thread of the server looks at it. */
  @Test
  void silence_whereNobodyReads_isRefusedInTime() throws Exception {
    Mesh hasty = new Mesh(Provider.JDK, Duration.ofMillis(300), PATIENCE);
    try (SocketEnd server =
        accepted(hasty, MutualTlsMode.STRICT, Admission.ADMITTED, Waiting.PARKED)) {
      assertThat(hasty.events.awaitRefusal(PATIENCE)).contains("not finished in 300 ms");
      assertThat(pair.far().read(ByteBuffer.allocate(1))).isNegative();
      assertThatThrownBy(() -> server.read(heard)).hasMessageContaining("not finished in 300 ms");
    }
  }

  private SocketEnd accepted(Admission plain, Waiting waiting) throws IOException {
    return accepted(mesh, MutualTlsMode.PERMISSIVE, plain, waiting);
  }

  private SocketEnd accepted(Mesh by, MutualTlsMode mode, Admission plain, Waiting waiting)
      throws IOException {
    SocketChannel channel = pair.near();
    return new SocketEnd(
        channel,
        by.inbound(
            mode,
            plain,
            pair.fd(),
            (InetSocketAddress) channel.getRemoteAddress(),
            (InetSocketAddress) channel.getLocalAddress()),
        waiting);
  }

  private Future<Integer> reading(SocketEnd server) throws InterruptedException {
    Future<Integer> reading = threads.submit(() -> server.read(heard));
    server.awaitParked(PATIENCE);
    return reading;
  }

  private Future<Void> greeting(SocketEnd server) {
    return threads.submit(
        () -> {
          server.write(new byte[] {'h', 'i'}, 0, 2);
          return null;
        });
  }

  private byte[] received(int count) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(count);
    while (bytes.hasRemaining()) {
      assertThat(pair.far().read(bytes)).isPositive();
    }
    return bytes.array();
  }

  /** The memory that it reads to is given back afterwards. */
  private static void awaitEnd(Future<Integer> reading) throws Exception {
    try {
      assertThat(reading.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isNotNull();
    } catch (ExecutionException e) {
      // What it meets is for the test to say, which has looked, or has failed already.
      assertThat(e).hasCauseInstanceOf(IOException.class);
    }
  }
}
