package dev.weft.it.polyglot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.it.harness.InstalledPrograms;
import dev.weft.it.harness.NeedsPrograms;
import dev.weft.it.harness.ProgramProcess;
import dev.weft.it.harness.ProgramProcess.Ended;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Load generators through two proxies and mutual TLS to nginx: every request is answered. */
@NeedsPrograms({"nginx", "wrk", "h2load", "setpriv"})
class LoadTest {
  /** wrk tells of requests that take longer; on a busy machine the proxies' first ones do. */
  private static final String TIMEOUT = "20s";

  @TempDir private Path folder;

  @Test
  void wrk_onManyConnections_noRequestFails() throws Exception {
    try (NginxServer nginx = nginx();
        ProxiedLink link = ProxiedLink.start(folder, "STRICT", nginx.port(), List.of("http"))) {
      Ended wrk =
          ProgramProcess.run(
              List.of(
                  InstalledPrograms.path("wrk"),
                  "-t1",
                  "-c32",
                  "-d4s",
                  "--timeout",
                  TIMEOUT,
                  url(link)));

      assertThat(wrk.exit()).as(wrk::stderr).isZero();
      // wrk speaks of either only when there was one.
      assertThat(wrk.stdout())
          .containsPattern("[1-9]\\d* requests in ")
          .doesNotContain("Socket errors", "Non-2xx");
    }
  }

  @Test
  void h2load_onManyStreams_noRequestFails() throws Exception {
    try (NginxServer nginx = nginx();
        ProxiedLink link =
            ProxiedLink.start(folder, "STRICT", nginx.http2Port(), List.of("http2"))) {
      Ended h2load =
          ProgramProcess.run(
              List.of(InstalledPrograms.path("h2load"), "-n4000", "-c8", "-m32", "-t1", url(link)));

      assertAllSucceeded(h2load, 4000);
    }
  }

  @Test
  void h2load_onHttp1_noRequestFails() throws Exception {
    try (NginxServer nginx = nginx();
        ProxiedLink link = ProxiedLink.start(folder, "STRICT", nginx.port(), List.of("auto"))) {
      Ended h2load =
          ProgramProcess.run(
              List.of(InstalledPrograms.path("h2load"), "--h1", "-n2000", "-c8", "-m4", url(link)));

      assertAllSucceeded(h2load, 2000);
    }
  }

  private static void assertAllSucceeded(Ended h2load, int requests) {
    assertThat(h2load.stdout())
        .as(h2load::stderr)
        .contains(
            "requests: %1$d total, %1$d started, %1$d done, %1$d succeeded, 0 failed, 0 errored"
                .formatted(requests))
        .contains("status codes: " + requests + " 2xx, 0 3xx, 0 4xx, 0 5xx");
  }

  private NginxServer nginx() throws Exception {
    NginxServer nginx = NginxServer.start(folder);
    nginx.put("file", "x".repeat(2_000).getBytes(StandardCharsets.US_ASCII));
    return nginx;
  }

  private static String url(ProxiedLink link) {
    return "http://127.0.0.1:" + link.port(0) + "/file";
  }
}
