package dev.weft.it.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.it.harness.Jdks;
import dev.weft.it.harness.JettyRelease;
import dev.weft.it.harness.JvmProcess;
import dev.weft.it.programs.TracedJetty;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

/** Requests of Jetty 12.0. */
class Jetty120TracingTest extends ServerTracingContract {
  @Override
  JvmProcess startServer(List<String> options) {
    return JettyRelease.V12_0.start(Jdks.require(17), options, TracedJetty.class, List.of("0"));
  }

  @Test
  void callback_whenThereIsSomethingToRead_worksUnderItsTrace() throws Exception {
    String trace = server().newTrace();
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server().port())) {
      String head = TracedServer.get("/reads", trace, "01").replace("GET ", "POST ");
      OutputStream out = socket.getOutputStream();
      out.write(
          head.replace("\r\n\r\n", "\r\nContent-Length: 1\r\nConnection: close\r\n\r\n")
              .getBytes(StandardCharsets.US_ASCII));
      TracedServer.await()
          .until(() -> server().send("/now", server().newTrace(), "00").contains(" held=1 "));
      out.write('x');

      BufferedReader in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
      assertThat(in.lines().filter(it -> it.startsWith("context=")).findFirst())
          .get(InstanceOfAssertFactories.STRING)
          .startsWith("context=" + trace + "-");
    }
    assertThat(server().send("/go", server().newTrace(), "01")).startsWith("200 ");
  }
}
