package dev.weft.it.http;

import dev.weft.it.harness.Jdks;
import dev.weft.it.harness.JvmProcess;
import dev.weft.it.harness.TomcatRelease;
import java.util.List;

/** Tomcat 11 on its NIO connector. */
class Tomcat11RequestPolicyTest extends RequestPolicyContract {
  @Override
  JvmProcess startServer(List<String> options) {
    return TomcatRelease.V11.start(Jdks.require(25), options, "HTTP/1.1");
  }
}
