package dev.weft.it.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How many of the traces that begin here are recorded. */
interface SamplingCases {
  /** The server that is asked. */
  TracedServer server();

  @Test
  default void sampling_ofOnePercent_recordsAsManyAsItSays() throws Exception {
    server().admin().telemetry("back", "all", "{\"tracing\":[{\"randomSamplingPercentage\":1}]}");
    server().awaitFlags("02");

    List<String> nobodys = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      nobodys.add("");
    }
    List<String> recorded =
        server().askAll(nobodys).stream()
            .filter(it -> it.contains("-03 "))
            .map(it -> it.substring("context=".length(), "context=".length() + 32))
            .toList();

    // Out of a thousand, ten are expected; outside of these bounds is one run in ten thousand.
    assertThat(recorded).hasSizeBetween(1, 30);
    for (String trace : recorded) {
      assertThat(server().collector().awaitSpan(trace).getParentSpanId().isEmpty()).isTrue();
    }
  }

  @Test
  default void sampling_ofAPair_goesBeforeThatOfTheWorkload() throws Exception {
    server()
        .admin()
        .traceSampling(
            "back",
            "pair",
            "{\"rules\":[{\"match\":{\"mode\":\"SERVER\",\"principals\":[\"*/ns/front/sa/client\"]},"
                + "\"randomSamplingPercentage\":0}]}");

    TracedServer.await()
        .untilAsserted(() -> assertThat(server().sendUntraced("/now")).contains("-02 "));
    assertThat(server().ask("")).contains("-03 ");

    server()
        .admin()
        .traceSampling(
            "back",
            "pair",
            "{\"rules\":[{\"match\":{\"mode\":\"SERVER\",\"principals\":[\"*/ns/front/sa/client\"]},"
                + "\"randomSamplingPercentage\":100}]}");
    TracedServer.await()
        .untilAsserted(() -> assertThat(server().sendUntraced("/now")).contains("-03 "));
  }
}
