package dev.weft.agent.http.tomcat;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.coyote.Request;
import org.junit.jupiter.api.Test;

class TomcatRequestTest {
  private final Request read = new Request();
  private final TomcatRequest request = new TomcatRequest(read);

  @Test
  void isRepeated_fieldLinesOfOneName_countInAnyCase() {
    assertThat(request.isRepeated("host")).isFalse();

    read.getMimeHeaders().addValue("Host").setString("a");
    read.getMimeHeaders().addValue("accept").setString("a");
    assertThat(request.isRepeated("host")).isFalse();

    read.getMimeHeaders().addValue("HOST").setString("b");
    assertThat(request.isRepeated("host")).isTrue();
    assertThat(request.headers("host")).containsExactly("a", "b");
  }
}
