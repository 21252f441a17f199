package dev.weft.it.http;

import dev.weft.it.harness.Jdks;
import dev.weft.it.harness.JvmProcess;
import dev.weft.it.harness.NettyRelease;
import dev.weft.it.programs.TracedNetty;
import java.util.List;

/** Requests of Netty 4.2 by HTTP/1.1 on its epoll transport. */
class Netty42EpollTracingTest extends ServerTracingContract {
  @Override
  JvmProcess startServer(List<String> options) {
    return NettyRelease.V42_EPOLL.start(
        Jdks.require(25), options, TracedNetty.class, List.of("0", "1.1", "epoll"));
  }
}
