package dev.weft.it.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** The access log, on and off. */
interface AccessLogCases {
  /** The server that is asked. */
  TracedServer server();

  @Test
  default void accessLog_switchedOnAndOff_hasOneLineForEachRequest() throws Exception {
    assertThat(server().accessLines()).isEmpty();
    logEverything();
    TracedServer.await().until(() -> isLogged("/probe"));
    String trace = server().newTrace();
    assertThat(server().send("/logged?secret=1", trace, "00")).startsWith("200 ");
    assertThat(server().send("/fails", trace, "00")).startsWith("500 ");

    TracedServer.await()
        .until(() -> server().accessLines().stream().anyMatch(it -> it.contains("/fails")));
    assertThat(server().accessLines().stream().filter(it -> it.contains("/logged")))
        .singleElement()
        .asString()
        .contains("event=access", "inbound", "GET", "200", "ns/front/sa/client", "allowed", trace)
        .doesNotContain("secret");

    // What traces nothing shows by the flags of new ones that it holds.
    server().admin().telemetry("back", "all", TracedServer.NOTHING);
    server().awaitFlags("02");
    assertThat(server().send("/unlogged", server().newTrace(), "01")).startsWith("200 ");
    logEverything();
    TracedServer.await().until(() -> isLogged("/again"));
    assertThat(server().accessLines()).noneMatch(it -> it.contains("/unlogged"));
    server().traceEverything();
  }

  private void logEverything() throws IOException {
    server()
        .admin()
        .telemetry("back", "all", "{\"accessLogging\":[{\"match\":{\"mode\":\"SERVER\"}}]}");
  }

  /** Whether a request that is sent now, or one that was before, is in the log. */
  private boolean isLogged(String path) throws IOException {
    String unused = server().send(path, server().newTrace(), "00");
    return server().accessLines().stream().anyMatch(it -> it.contains(path));
  }
}
