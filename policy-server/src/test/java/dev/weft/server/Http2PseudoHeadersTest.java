package dev.weft.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** HTTP/2 requests whose pseudo-header fields are odd (RFC 9113, section 8.3.1). */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class Http2PseudoHeadersTest {
  private TestServer server;
  private Http2Client client;

  @BeforeAll
  void start(@TempDir Path temp) throws Exception {
    server = TestServer.start(temp.resolve("data"));
    client = new Http2Client(server.folder().resolve("ca.pem"), URI.create(server.url()).getPort());
  }

  @AfterAll
  void stop() {
    client.close();
    server.close();
  }

  private Answer send(String... fields) throws Exception {
    return client.send(List.of(fields));
  }

  private Answer sendAsAdmin(String... fields) throws Exception {
    List<String> all = new ArrayList<>(List.of(fields));
    all.add("authorization");
    all.add("Bearer " + server.adminToken());
    return client.send(all);
  }

  /** Refused, by an answer or by an end of the stream. */
  private static void assertRefused(Answer answer) {
    assertThat(answer.code()).isIn(0, 400, 401, 404, 405, 501);
    assertThat(answer.text()).doesNotContain("APIGroup");
  }

  @Test
  void request_wellFormed_isAnswered() throws Exception {
    String[] fields = {
      ":method", "GET", ":scheme", "https", ":authority", "localhost", ":path", "/apis"
    };

    assertThat(sendAsAdmin(fields).code()).isEqualTo(200);
    assertThat(sendAsAdmin(fields).text()).contains("APIGroup");
    assertThat(send(fields).code()).isEqualTo(401);
  }

  @Test
  void path_inAbsoluteForm_isRefusedOrJudgedByItsPath() throws Exception {
    for (String path : List.of("https://other.example/apis", "//other.example/apis", "apis", "*")) {
      assertRefused(
          send(":method", "GET", ":scheme", "https", ":authority", "localhost", ":path", path));
    }
    assertRefused(
        send(
            ":method",
            "GET",
            ":scheme",
            "https",
            ":authority",
            "localhost",
            ":path",
            "https://other.example/healthz/../apis"));
  }

  @Test
  void authority_missing_isStillJudged() throws Exception {
    assertRefused(send(":method", "GET", ":scheme", "https", ":path", "/apis"));
  }

  @Test
  void method_inLowerCase_isNotTheMethod() throws Exception {
    assertRefused(
        sendAsAdmin(
            ":method", "get", ":scheme", "https", ":authority", "localhost", ":path", "/apis"));
  }

  /** Which of them does not matter, as long as what is answered is what was judged. */
  @Test
  void path_twice_isRefusedOrJudgedByTheOneThatIsAnswered() throws Exception {
    for (String[] paths : new String[][] {{"/healthz", "/apis"}, {"/apis", "/healthz"}}) {
      Answer answer =
          send(
              ":method",
              "GET",
              ":scheme",
              "https",
              ":authority",
              "localhost",
              ":path",
              paths[0],
              ":path",
              paths[1]);

      if (answer.code() == 200) {
        assertThat(answer.text()).isEqualTo("{\"status\":\"ok\"}");
      } else {
        assertRefused(answer);
      }
    }
  }

  @Test
  void pseudoHeader_missingOrUnknown_isRefused() throws Exception {
    assertRefused(send(":scheme", "https", ":authority", "localhost", ":path", "/apis"));
    assertRefused(send(":method", "GET", ":scheme", "https", ":authority", "localhost"));
    assertRefused(
        send(
            ":method",
            "GET",
            ":scheme",
            "https",
            ":authority",
            "localhost",
            ":path",
            "/apis",
            ":protocol",
            "weft"));
  }
}
