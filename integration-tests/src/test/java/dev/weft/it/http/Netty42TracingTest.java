package dev.weft.it.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.it.harness.Collector;
import dev.weft.it.harness.Jdks;
import dev.weft.it.harness.JvmProcess;
import dev.weft.it.harness.NettyRelease;
import dev.weft.it.programs.TracedNetty;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Requests of Netty 4.2 by HTTP/1.1. */
class Netty42TracingTest extends ServerTracingContract {
  @Override
  JvmProcess startServer(List<String> options) {
    return NettyRelease.V42.start(
        Jdks.require(25), options, TracedNetty.class, List.of("0", "1.1"));
  }

  @Test
  void request_whoseConnectionEndsFirst_endsWithIt() throws Exception {
    String trace = server().newTrace();
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server().port())) {
      socket
          .getOutputStream()
          .write(TracedServer.get("/later", trace, "01").getBytes(StandardCharsets.US_ASCII));
      TracedServer.await()
          .until(() -> server().send("/now", server().newTrace(), "00").contains(" held=1 "));
    }

    Span span = server().collector().awaitSpan(trace);
    assertThat(span.getStatus().getCode()).isEqualTo(Status.StatusCode.STATUS_CODE_ERROR);
    assertThat(Collector.attributes(span.getAttributesList()))
        .containsEntry("error.type", "connection_closed")
        .doesNotContainKey("http.response.status_code");
    assertThat(server().send("/go", server().newTrace(), "01")).startsWith("200 ");
  }
}
