package dev.weft.it.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.it.harness.Collector;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Ways of Undertow's own to come back to the application. */
interface UndertowCases {
  /** The server that is asked. */
  TracedServer server();

  @ParameterizedTest
  @CsvSource({"/worker, 200 context=", "/calls-back, 200 called back context="})
  default void request_thatUndertowComesBackFor_worksUnderItsTraceAndLeavesNone(
      String path, String start) {
    String trace = server().newTrace();

    String answer = server().send(path, trace, "01");

    String span = Collector.hex(server().collector().awaitSpan(trace).getSpanId().toByteArray());
    assertThat(answer).startsWith(start + trace + "-" + span + "-").endsWith(" leaks=0");
  }
}
