package dev.weft.it.http;

import dev.weft.it.harness.Jdks;
import dev.weft.it.harness.JvmProcess;
import dev.weft.it.harness.TomcatRelease;
import java.util.List;

/** Tomcat 9 on its NIO connector. */
class Tomcat9RequestPolicyTest extends RequestPolicyContract {
  @Override
  JvmProcess startServer(List<String> options) {
    return TomcatRelease.V9.start(Jdks.require(17), options, "HTTP/1.1");
  }
}
