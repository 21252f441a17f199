package dev.weft.it.http;

import dev.weft.it.harness.Jdks;
import dev.weft.it.harness.JvmProcess;
import dev.weft.it.harness.NettyRelease;
import dev.weft.it.programs.NettySeeing;
import java.util.List;

/** Netty 4.1 on its epoll transport. */
class Netty41EpollRequestPolicyTest extends RequestPolicyContract {
  @Override
  JvmProcess startServer(List<String> options) {
    return NettyRelease.V41_EPOLL.start(
        Jdks.require(17), options, NettySeeing.class, List.of("0", "codec", "epoll"));
  }
}
