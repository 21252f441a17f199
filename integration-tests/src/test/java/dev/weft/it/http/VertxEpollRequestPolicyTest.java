package dev.weft.it.http;

import dev.weft.it.harness.ClassPath;
import dev.weft.it.harness.Jdk;
import dev.weft.it.harness.Jdks;
import dev.weft.it.harness.JvmProcess;
import dev.weft.it.harness.NettyRelease;
import dev.weft.it.programs.VertxSeeing;
import java.util.List;

/** Vert.x 5 that is asked to prefer epoll. */
class VertxEpollRequestPolicyTest extends VertxRequestPolicyTest {
  @Override
  JvmProcess startServer(List<String> options) {
    Jdk jdk = Jdks.require(25);
    return JvmProcess.on(jdk)
        .options(options)
        .options(jdk.allowingNativeCode())
        .start(
            NettyRelease.epollBeside(ClassPath.with(List.of("vertx-", "netty-", "jackson-core"))),
            VertxSeeing.class,
            List.of("0", "native"));
  }
}
