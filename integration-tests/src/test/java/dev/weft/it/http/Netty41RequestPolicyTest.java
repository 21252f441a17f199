package dev.weft.it.http;

import dev.weft.it.harness.Jdks;
import dev.weft.it.harness.JvmProcess;
import dev.weft.it.harness.NettyRelease;
import java.util.List;

/** The first release of Netty 4.1, with its codec in one. */
class Netty41RequestPolicyTest extends RequestPolicyContract {
  @Override
  JvmProcess startServer(List<String> options) {
    return NettyRelease.V41.start(Jdks.require(17), options, "codec");
  }
}
