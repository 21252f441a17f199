package dev.weft.agent.http.nettyclient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SentRequestTest {
  private static SentRequest request(String target, String... headers) {
    HttpRequest request = new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, target);
    for (int i = 0; i < headers.length; i += 2) {
      request.headers().set(headers[i], headers[i + 1]);
    }
    return new SentRequest(request, new EmbeddedChannel());
  }

  @ParameterizedTest
  @ValueSource(strings = {"a=b\r\nX-Admin: yes", "a=b\nX-Admin: yes", "a=b\r"})
  void setHeader_lineBreak_addsNothing(String value) {
    SentRequest request = request("/");

    assertThatThrownBy(() -> request.setHeader("tracestate", value))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(request.added()).isNull();
  }

  @Test
  void setHeader_programHasOne_itsOwnIsKept() {
    SentRequest request = request("/", "traceparent", "own");

    request.setHeader("traceparent", "ours");
    request.setHeader("tracestate", "a=b");

    assertThat(request.added()).isEqualTo("tracestate: a=b\r\n");
  }

  @ParameterizedTest
  @CsvSource({
    "/a?b=http://c, shop, 8080, /a?b=http://c",
    "http://other:81/a, other, 81, /a",
    "http://[::1]:82, [::1], 82, /",
    "http://other?a, other, 0, /?a"
  })
  void target_anyForm_addressAndOriginForm(String target, String host, int port, String origin) {
    SentRequest request = request(target, "host", "shop:8080");

    assertThat(request.host()).isEqualTo(host);
    assertThat(request.port()).isEqualTo(port);
    assertThat(request.target()).isEqualTo(origin);
  }
}
