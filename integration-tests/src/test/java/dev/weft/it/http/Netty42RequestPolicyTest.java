package dev.weft.it.http;

import dev.weft.it.harness.Jdks;
import dev.weft.it.harness.JvmProcess;
import dev.weft.it.harness.NettyRelease;
import java.util.List;

/** Netty 4.2, with an encoder and a decoder. */
class Netty42RequestPolicyTest extends RequestPolicyContract {
  @Override
  JvmProcess startServer(List<String> options) {
    return NettyRelease.V42.start(Jdks.require(25), options, "parts");
  }
}
