package dev.weft.it.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.it.harness.Collector;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.net.http.HttpResponse;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What spans and durations tell of requests, whichever library serves them. */
interface SpanCases {
  /** The server that is asked. */
  TracedServer server();

  @Test
  default void request_ofASampledTrace_hasASpanUnderItsCaller() {
    String trace = server().newTrace();

    String answer = server().send("/now?secret=1", trace, "01");

    Span span = server().collector().awaitSpan(trace);
    assertThat(answer)
        .startsWith(
            "200 context=" + trace + "-" + Collector.hex(span.getSpanId().toByteArray()) + "-01 ");
    assertThat(Collector.hex(span.getParentSpanId().toByteArray()))
        .isEqualTo(TracedServer.PARENT_SPAN);
    assertThat(span.getKind()).isEqualTo(Span.SpanKind.SPAN_KIND_SERVER);
    assertThat(span.getName()).isEqualTo("GET");
    assertThat(Collector.attributes(span.getAttributesList()))
        .containsEntry("http.request.method", "GET")
        .containsEntry("http.response.status_code", "200")
        .containsEntry("url.path", "/now")
        .containsEntry("url.scheme", "http")
        .containsEntry("server.address", "a.test")
        .containsEntry("weft.source.identity", TracedServer.CALLER)
        .containsEntry("weft.destination.identity", "spiffe://weft.local/ns/back/sa/server")
        .containsEntry("weft.verdict", "allowed");
    assertThat(span.getStatus().getCode()).isEqualTo(Status.StatusCode.STATUS_CODE_UNSET);
  }

  @Test
  default void request_ofATraceThatIsNotSampled_isPassedOnWithoutASpan() {
    String trace = server().newTrace();
    assertThat(server().send("/now", trace, "00"))
        .startsWith("200 context=" + trace + "-" + TracedServer.PARENT_SPAN + "-00 ");

    String later = server().newTrace();
    assertThat(server().send("/now", later, "01")).startsWith("200 ");
    Span unused = server().collector().awaitSpan(later);
    assertThat(server().collector().spans(trace)).isEmpty();
  }

  @Test
  default void request_answeredByAnotherThreadLater_endsWithItsAnswer() throws Exception {
    String trace = server().newTrace();
    Future<HttpResponse<String>> answer = server().sendAsync("/later", trace);
    TracedServer.await()
        .untilAsserted(
            () ->
                assertThat(server().send("/now", server().newTrace(), "00")).contains(" held=1 "));
    String meanwhile = server().newTrace();
    assertThat(server().send("/now", meanwhile, "01")).startsWith("200 ");
    Span unused = server().collector().awaitSpan(meanwhile);
    assertThat(server().collector().spans(trace)).isEmpty();
    assertThat(server().send("/go", server().newTrace(), "01")).startsWith("200 ");

    assertThat(answer.get().statusCode()).isEqualTo(202);
    Span span = server().collector().awaitSpan(trace);
    assertThat(Collector.attributes(span.getAttributesList()))
        .containsEntry("http.response.status_code", "202");
  }

  @Test
  default void request_thatFails_hasAFailedSpan() {
    String trace = server().newTrace();
    assertThat(server().send("/fails", trace, "01")).startsWith("500 ");

    Span span = server().collector().awaitSpan(trace);
    assertThat(span.getStatus().getCode()).isEqualTo(Status.StatusCode.STATUS_CODE_ERROR);
    assertThat(Collector.attributes(span.getAttributesList()))
        .containsEntry("http.response.status_code", "500")
        .containsEntry("error.type", "500");
  }

  @Test
  default void request_whoseHandlerThrows_hasAFailedSpan() {
    String trace = server().newTrace();
    String unused = server().send("/throws", trace, "01");

    Span span = server().collector().awaitSpan(trace);
    assertThat(span.getStatus().getCode()).isEqualTo(Status.StatusCode.STATUS_CODE_ERROR);
    assertThat(Collector.attributes(span.getAttributesList())).containsKey("error.type");
  }

  @Test
  default void request_refused_hasASpanAndADuration() throws Exception {
    server()
        .admin()
        .authorize(
            "back",
            "rule",
            "{\"action\":\"DENY\",\"rules\":[{\"to\":[{\"operation\":{\"paths\":[\"/closed\"]}}]}]}");
    TracedServer.await()
        .untilAsserted(
            () ->
                assertThat(server().send("/closed", server().newTrace(), "00")).startsWith("403 "));
    String trace = server().newTrace();
    assertThat(server().send("/closed", trace, "01")).startsWith("403 ");
    server().admin().unauthorize("back", "rule");

    Span span = server().collector().awaitSpan(trace);
    assertThat(Collector.hex(span.getParentSpanId().toByteArray()))
        .isEqualTo(TracedServer.PARENT_SPAN);
    assertThat(span.getEndTimeUnixNano()).isGreaterThan(span.getStartTimeUnixNano());
    assertThat(Collector.attributes(span.getAttributesList()))
        .containsEntry("http.response.status_code", "403")
        .containsEntry("weft.verdict", "denied")
        .containsEntry("weft.policy", "back/rule")
        .containsEntry("weft.source.identity", TracedServer.CALLER);
    TracedServer.await()
        .untilAsserted(
            () ->
                assertThat(server().collector().counts("http.server.request.duration").keySet())
                    .anySatisfy(
                        it ->
                            assertThat(it)
                                .containsEntry("weft.verdict", "denied")
                                .containsEntry("http.response.status_code", "403")
                                .containsEntry("weft.source.identity", TracedServer.CALLER))
                    .anySatisfy(it -> assertThat(it).containsEntry("weft.verdict", "allowed")));
    TracedServer.await()
        .untilAsserted(
            () ->
                assertThat(server().send("/closed", server().newTrace(), "00")).startsWith("200 "));
  }
}
