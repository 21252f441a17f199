package dev.weft.it.http;

import dev.weft.it.harness.ClassPath;
import dev.weft.it.harness.Jdks;
import dev.weft.it.harness.JvmProcess;
import dev.weft.it.harness.NodeProxyProcess;
import dev.weft.it.harness.TestMesh;
import dev.weft.it.programs.HttpServerSeeing;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;

/** A server without an agent, behind the node proxy. */
class NodeProxyRequestPolicyTest extends RequestPolicyContract {
  private @Nullable JvmProcess program;
  private @Nullable NodeProxyProcess proxy;

  @Override
  JvmProcess startServer(List<String> options) {
    return JvmProcess.on(Jdks.require(17))
        .options(options)
        .start(ClassPath.with(List.of()), HttpServerSeeing.class, List.of("0"));
  }

  @Override
  JvmProcess startServer(TestMesh inMesh) throws Exception {
    JvmProcess behind = startServer(List.of());
    program = behind;
    String listener = "{inbound: '127.0.0.1:0', to: '127.0.0.1:%d'}".formatted(behind.awaitPort());
    NodeProxyProcess started = inMesh.nodeProxy("back", "server", "{}", List.of(listener));
    proxy = started;
    return started.process();
  }

  @Override
  int port(JvmProcess started) {
    return Objects.requireNonNull(proxy).ports().get(0);
  }

  @AfterAll
  void stopTheProgram() {
    if (program != null) {
      program.close();
    }
  }
}
