package dev.weft.it.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.it.harness.JvmProcess;
import dev.weft.it.harness.NodeProxyProcess;
import dev.weft.it.harness.TestMesh;
import java.io.EOFException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A proxy that is told to stop, while requests of HTTP/2 are under way and on their way. */
class Http2DrainTest {
  private static final int PATIENCE = (int) JvmProcess.PATIENCE.toMillis();

  @Test
  void stop_withRequestsUnderWay_servesThemAndThoseThatCrossTheGoodbye(@TempDir Path folder)
      throws Exception {
    try (HeldHttp2Program program = new HeldHttp2Program();
        TestMesh mesh = TestMesh.start(folder, Map.of());
        NodeProxyProcess proxy =
            mesh.nodeProxy(
                "back",
                "server",
                "{}",
                List.of(
                    "{inbound: '127.0.0.1:0', to: '127.0.0.1:%d', protocol: http2}"
                        .formatted(program.port())),
                "drain.timeout: 50s\n");
        RawHttp2 client = RawHttp2.connect(proxy.ports().get(0), PATIENCE)) {
      client.get(1, "/held");
      assertThat(program.awaitHeld(PATIENCE / 1000)).isTrue();

      CompletableFuture<Integer> exit =
          CompletableFuture.supplyAsync(() -> proxy.process().terminate());
      RawHttp2.Frame first = client.next(RawHttp2.GO_AWAY);
      assertThat(first.number(4)).as("error").isZero();
      assertThat(first.number(0)).as("last stream").isEqualTo(Integer.MAX_VALUE);
      // As if it had been sent before the client had read the goodbye.
      client.get(3, "/open");
      RawHttp2.Frame ping = client.next(RawHttp2.PING);
      client.send(RawHttp2.frame(RawHttp2.PING, RawHttp2.ACK, 0, ping.payload()));

      RawHttp2.Frame last = client.next(RawHttp2.GO_AWAY);
      assertThat(last.number(0)).as("last stream").isEqualTo(3);
      program.release();
      // The answer to stream 3 may have come before the last goodbye: then it was passed over.
      RawHttp2.Frame answer = client.next(RawHttp2.HEADERS);
      assertThat(client.status(answer)).isEqualTo("200");
      assertThat(answer.stream()).isEqualTo(1);
      assertThatThrownBy(() -> client.next(RawHttp2.GO_AWAY)).isInstanceOf(EOFException.class);
      assertThat(program.asked()).isEqualTo(2);
      exit.join();
      assertThat(proxy.process().stdout())
          .contains("event=proxy.stopped drained=true cut=0")
          .doesNotContain("LEAK", "event=fault");
    }
  }
}
