package dev.weft.agent.http.nettyclient;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnsentRequestTest {
  @ParameterizedTest
  @CsvSource({
    "http://shop:8080/a?b=c, http, shop, 8080, /a?b=c",
    "https://shop, https, shop, 0, /",
    "http://shop?a|b, http, shop, 0, /?a|b",
    "http://[::1]:82/, http, [::1], 82, /",
    "http://[::1]/a, http, [::1], 0, /a",
    "http://odd_name:no/a:1, http, odd_name, 0, /a:1",
    "shop/a, http, shop, 0, /a",
  })
  void to_anyUri_isTakenApart(String uri, String scheme, String host, int port, String target) {
    UnsentRequest request = UnsentRequest.to("GET", uri, null, 7);

    assertThat(request.scheme()).isEqualTo(scheme);
    assertThat(request.host()).isEqualTo(host);
    assertThat(request.port()).isEqualTo(port);
    assertThat(request.target()).isEqualTo(target);
    assertThat(request.nanosSinceStart()).isEqualTo(7);
  }

  @Test
  void header_traceOfTheProgram_isFoundAndNothingElse() {
    UnsentRequest request = UnsentRequest.to("GET", "http://shop/", "own", 0);

    request.setHeader("traceparent", "ours");

    assertThat(request.header("traceparent")).isEqualTo("own");
    assertThat(request.header("user-agent")).isNull();
  }
}
