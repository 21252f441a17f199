package dev.weft.it.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The access log, on and off. */
interface AccessLogCases {
  /** The server that is asked. */
  TracedServer server();

  @Test
  default void accessLog_switchedOnAndOff_hasOneLineForEachRequest() throws Exception {
    assertThat(server().accessLines()).isEmpty();
    server()
        .admin()
        .telemetry("back", "all", "{\"accessLogging\":[{\"match\":{\"mode\":\"SERVER\"}}]}");
    TracedServer.await()
        .until(
            () -> {
              String unused = server().send("/probe", server().newTrace(), "00");
              return !server().accessLines().isEmpty();
            });
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

    server().admin().telemetry("back", "all", TracedServer.EVERYTHING);
    server().awaitFlags("03");
    int lines = server().accessLines().size();
    assertThat(server().send("/unlogged", server().newTrace(), "01")).startsWith("200 ");
    assertThat(server().accessLines()).hasSize(lines);
  }
}
