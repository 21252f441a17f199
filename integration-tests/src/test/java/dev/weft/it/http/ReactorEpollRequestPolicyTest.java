package dev.weft.it.http;

import dev.weft.it.harness.ClassPath;
import dev.weft.it.harness.Jdk;
import dev.weft.it.harness.Jdks;
import dev.weft.it.harness.JvmProcess;
import dev.weft.it.harness.NettyRelease;
import dev.weft.it.programs.ReactorSeeing;
import java.util.List;

/** Reactor Netty, which takes epoll of its own accord where it is there. */
class ReactorEpollRequestPolicyTest extends RequestPolicyContract {
  @Override
  JvmProcess startServer(List<String> options) {
    Jdk jdk = Jdks.require(25);
    return JvmProcess.on(jdk)
        .options(options)
        .options(jdk.allowingNativeCode())
        .start(
            NettyRelease.epollBeside(
                ClassPath.with(List.of("netty-", "reactor-", "reactive-streams"))),
            ReactorSeeing.class,
            List.of("0"));
  }
}
