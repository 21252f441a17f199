package dev.weft.it.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.it.harness.ClassPath;
import dev.weft.it.harness.FreePort;
import dev.weft.it.harness.IoUringPolicy;
import dev.weft.it.harness.Jdks;
import dev.weft.it.harness.JvmProcess;
import dev.weft.it.harness.NodeProxyProcess;
import dev.weft.it.harness.TestMesh;
import dev.weft.it.programs.AddressService;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A proxy of a new release takes over from the one before, on the same ports, while requests are
 * under way: none of them fails. First that of the server's side, then that of the client's.
 */
class HandoverTest {

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"auto", "io_uring", "nio"})
  void secondProxy_onTheSamePorts_takesOverWithoutAFailedRequest(String transport)
      throws Exception {
    Assumptions.assumeFalse(
        transport.equals("io_uring") && IoUringPolicy.isForbidden(), "kernel.io_uring_disabled=2");
    String settings = "share.ports: on\ntransport: " + transport + "\n";
    int inbound = FreePort.pick();
    int outbound = FreePort.pick();
    try (TestMesh mesh = TestMesh.start(folder, Map.of());
        JvmProcess server =
            JvmProcess.on(Jdks.require(17))
                .start(ClassPath.with(List.of()), AddressService.class, List.of("0"));
        NodeProxyProcess back = back(mesh, inbound, server.awaitPort(), settings);
        NodeProxyProcess front = front(mesh, outbound, inbound, settings)) {
      mesh.admin().mode("back", "STRICT");
      awaitAnswer(outbound);
      try (SteadyLoad load = SteadyLoad.start(outbound, 4)) {
        awaitMore(load);
        try (NodeProxyProcess nextBack = back(mesh, inbound, server.awaitPort(), settings)) {
          back.process().terminate();
          awaitMore(load);
          try (NodeProxyProcess nextFront = front(mesh, outbound, inbound, settings)) {
            front.process().terminate();
            awaitMore(load);

            load.finish();
            assertThat(load.failures())
                .as(front.process().transcript() + nextBack.process().transcript())
                .isEmpty();
            assertThat(back.process().stdout()).contains("event=proxy.stopped drained=true cut=0");
            assertThat(front.process().stdout()).contains("event=proxy.stopped drained=true cut=0");
            assertThat(nextBack.process().stdout()).contains("event=connection.accepted");
            assertThat(nextFront.process().stdout()).contains("event=connection.opened");
          }
        }
      }
    }
  }

  private static NodeProxyProcess back(TestMesh mesh, int inbound, int program, String settings)
      throws IOException {
    return mesh.nodeProxy(
        "back",
        "server",
        "{}",
        List.of(
            "{inbound: '127.0.0.1:%d', to: '127.0.0.1:%d', protocol: http}"
                .formatted(inbound, program)),
        settings);
  }

  private static NodeProxyProcess front(TestMesh mesh, int outbound, int inbound, String settings)
      throws IOException {
    return mesh.nodeProxy(
        "front",
        "shell",
        "{}",
        List.of(
            "{outbound: '127.0.0.1:%d', to: 'server.back:%d', protocol: http}"
                .formatted(outbound, inbound)),
        settings);
  }

  private static void awaitAnswer(int port) {
    Awaitility.await()
        .atMost(JvmProcess.PATIENCE)
        .until(
            () -> {
              try (SteadyLoad probe = SteadyLoad.start(port, 1)) {
                Awaitility.await()
                    .atMost(JvmProcess.PATIENCE)
                    .until(() -> probe.answered() > 0 || !probe.failures().isEmpty());
                return probe.answered() > 0;
              }
            });
  }

  private static void awaitMore(SteadyLoad load) {
    long before = load.answered();
    Awaitility.await()
        .atMost(JvmProcess.PATIENCE)
        .until(() -> load.answered() > before + 500 || !load.failures().isEmpty());
  }
}
