package dev.weft.it.http;

import dev.weft.it.harness.Jdks;
import dev.weft.it.harness.JvmProcess;
import dev.weft.it.harness.TomcatRelease;
import java.util.List;

/** Tomcat 10.1 on its NIO2 connector. */
class Tomcat10RequestPolicyTest extends RequestPolicyContract {
  @Override
  JvmProcess startServer(List<String> options) {
    return TomcatRelease.V10.start(
        Jdks.require(25), options, "org.apache.coyote.http11.Http11Nio2Protocol");
  }
}
