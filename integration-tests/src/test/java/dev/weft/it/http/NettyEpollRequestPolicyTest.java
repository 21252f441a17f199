package dev.weft.it.http;

import dev.weft.it.harness.Jdks;
import dev.weft.it.harness.JvmProcess;
import dev.weft.it.harness.NettyRelease;
import dev.weft.it.harness.TestMesh;
import dev.weft.it.programs.NettySeeing;
import java.util.List;

/** Netty 4.1 on its epoll transport. */
class NettyEpollRequestPolicyTest extends RequestPolicyContract {
  @Override
  JvmProcess startServer(TestMesh inMesh) throws Exception {
    return startServer(inMesh.agent("back", "server", "native=mesh").options());
  }

  @Override
  JvmProcess startServer(List<String> options) {
    return NettyRelease.V41_EPOLL.start(
        Jdks.require(17), options, NettySeeing.class, List.of("0", "codec", "epoll"));
  }
}
