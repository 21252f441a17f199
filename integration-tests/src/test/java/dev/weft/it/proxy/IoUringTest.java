package dev.weft.it.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.it.harness.IoUringPolicy;
import dev.weft.it.harness.JvmProcess;
import dev.weft.it.harness.NodeProxyProcess;
import dev.weft.it.harness.TestMesh;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sockets served by io_uring: from a program through two proxies, in mutual TLS. */
class IoUringTest {
  private static final int PATIENCE = (int) JvmProcess.PATIENCE.toMillis();
  private static final String CHOSEN = "transport: io_uring\n";

  @TempDir private Path folder;

  @Test
  void request_throughTwoProxies_isAnsweredInMutualTls() throws Exception {
    Assumptions.assumeFalse(IoUringPolicy.isForbidden(), "kernel.io_uring_disabled=2");
    try (HeldHttp2Program program = new HeldHttp2Program();
        TestMesh mesh = TestMesh.start(folder, Map.of());
        NodeProxyProcess back =
            mesh.nodeProxy(
                "back",
                "server",
                "{}",
                List.of(
                    "{inbound: '127.0.0.1:0', to: '127.0.0.1:%d', protocol: http2}"
                        .formatted(program.port())),
                CHOSEN + "share.ports: on\n")) {
      mesh.admin().mode("back", "STRICT");
      try (NodeProxyProcess front =
              mesh.nodeProxy(
                  "front",
                  "shell",
                  "{}",
                  List.of(
                      "{outbound: '127.0.0.1:0', to: 'server.back:%d', protocol: http2}"
                          .formatted(back.ports().get(0))),
                  CHOSEN);
          RawHttp2 client = RawHttp2.connect(front.ports().get(0), PATIENCE)) {
        client.get(1, "/open");
        assertThat(client.status(client.next(RawHttp2.HEADERS)))
            .as(front.process().transcript())
            .isEqualTo("200");
        assertThat(front.process().stdout()).contains("transport=io_uring");
        assertThat(back.process().stdout())
            .contains("transport=io_uring", "event=connection.accepted")
            .doesNotContain("LEAK", "event=fault");
      }
    }
  }

  @Test
  void choice_thatTheKernelForbids_endsTheStartInASentence() throws Exception {
    Assumptions.assumeTrue(IoUringPolicy.isForbidden(), "kernel.io_uring_disabled is not 2");
    try (TestMesh mesh = TestMesh.start(folder, Map.of())) {
      assertThatThrownBy(() -> mesh.nodeProxy("back", "server", "{}", List.of(), CHOSEN))
          .hasMessageContaining("transport: io_uring (expected: ");
    }
  }
}
