package dev.weft.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.FullHttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnswersTest {
  /** The table of gRPC, and one status that is not in it. */
  @ParameterizedTest
  @CsvSource({
    "400,13", "401,16", "403,7", "404,12", "429,14", "502,14", "503,14", "504,14", "408,2"
  })
  void of_grpc_hasTheStatusThatItsClientsReadIntoThatOfHttp(int status, String code) {
    FullHttpResponse answer = Answers.of(status, "no", true);

    assertThat(answer.status().code()).isEqualTo(200);
    assertThat(answer.headers().get("grpc-status")).isEqualTo(code);
  }

  @Test
  void of_grpc_escapesWhatAMessageMayNotHold() {
    FullHttpResponse answer = Answers.of(503, "a 100%\r\nb: caf\u00e9~", true);

    assertThat(answer.headers().get("grpc-message")).isEqualTo("a 100%25%0D%0Ab: caf%C3%A9~");
  }

  @Test
  void of_http_saysItInItsBody() {
    FullHttpResponse answer = Answers.of(503, "100%", false);

    assertThat(answer.status().code()).isEqualTo(503);
    assertThat(answer.content().toString(StandardCharsets.UTF_8)).isEqualTo("100%");
  }
}
