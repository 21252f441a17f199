package dev.weft.it.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.it.harness.Collector;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What servers of Jetty before 12 do with requests besides. */
interface EarlierJettyCases {
  /** The server that is asked. */
  TracedServer server();

  @Test
  default void request_dispatchedOnceMore_worksUnderItsTraceAgain() {
    String trace = server().newTrace();

    assertThat(server().send("/again", trace, "01")).startsWith("200 context=" + trace + "-");

    assertThat(
            Collector.attribute(server().collector().awaitSpan(trace), "http.response.status_code"))
        .isEqualTo("200");
  }

  @Test
  default void request_whoseClientHasGone_endsWithItsConnection() throws IOException {
    String trace = server().newTrace();
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server().port())) {
      // So that closing resets the connection.
      socket.setOption(StandardSocketOptions.SO_LINGER, 0);
      socket
          .getOutputStream()
          .write(TracedServer.get("/later", trace, "01").getBytes(StandardCharsets.US_ASCII));
      TracedServer.await()
          .until(() -> server().send("/now", server().newTrace(), "00").contains(" held=1 "));
    }
    assertThat(server().send("/go", server().newTrace(), "01")).startsWith("200 ");

    assertThat(Collector.attribute(server().collector().awaitSpan(trace), "error.type"))
        .isEqualTo("connection_closed");
  }
}
