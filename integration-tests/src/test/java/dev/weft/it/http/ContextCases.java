package dev.weft.it.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.it.harness.Collector;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** That each request works under its own trace, and leaves nothing of it to the next one. */
interface ContextCases {
  /** The server that is asked. */
  TracedServer server();

  @Test
  default void requests_manyAtOnce_eachWorksUnderItsOwnTrace() throws Exception {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      ids.add(server().newTrace());
    }

    List<String> answers = server().askAll(ids);

    for (int i = 0; i < ids.size(); i++) {
      assertThat(answers.get(i)).startsWith("context=" + ids.get(i) + "-").endsWith(" leaks=0");
    }
    TracedServer.await()
        .until(() -> ids.stream().noneMatch(id -> server().collector().spans(id).isEmpty()));
    for (int i = 0; i < ids.size(); i++) {
      Span span = server().collector().awaitSpan(ids.get(i));
      assertThat(answers.get(i)).contains(Collector.hex(span.getSpanId().toByteArray()));
      assertThat(Collector.hex(span.getParentSpanId().toByteArray()))
          .isEqualTo(TracedServer.PARENT_SPAN);
    }
    assertThat(server().send("/now", server().newTrace(), "01")).endsWith(" leaks=0");
  }

  @Test
  default void requests_behindEachOtherOnOneConnection_eachWorkUnderTheirOwnTrace() {
    String first = server().newTrace();
    String second = server().newTrace();

    String answers = server().sendBehindEachOther("/now", first, second);

    assertThat(answers).containsSubsequence("200 context=" + first, " | ", "200 context=" + second);
    assertThat(
            Collector.attribute(server().collector().awaitSpan(first), "http.response.status_code"))
        .isEqualTo("200");
    assertThat(
            Collector.attribute(
                server().collector().awaitSpan(second), "http.response.status_code"))
        .isEqualTo("200");
  }

  @Test
  default void work_handedToAPool_isOfTheRequestsTrace() {
    String trace = server().newTrace();

    String answer = server().send("/handed", trace, "01");

    Span span = server().collector().awaitSpan(trace);
    assertThat(answer)
        .startsWith("200 context=" + trace + "-" + Collector.hex(span.getSpanId().toByteArray()));
  }
}
