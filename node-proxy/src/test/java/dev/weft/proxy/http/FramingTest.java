package dev.weft.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FramingTest {
  private static HttpRequest request(String target) {
    HttpRequest request = new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, target);
    request.headers().set("host", "a.test");
    return request;
  }

  @Test
  void problem_ordinaryRequest_isNone() {
    assertThat(Framing.problem(request("/open?x"))).isNull();
  }

  @ParameterizedTest
  @CsvSource({"http://a.test/x", "x", "*", "//", "''"})
  void problem_otherForms_areNamedUnlessTheyBeginWithASlash(String target) {
    assertThat(Framing.problem(request(target)) == null).isEqualTo(target.startsWith("/"));
  }

  @Test
  void problem_codingsThatAreNotChunkedAlone_areNamed() {
    HttpRequest two = request("/");
    two.headers().add("transfer-encoding", "chunked").add("transfer-encoding", "chunked");
    HttpRequest odd = request("/");
    odd.headers().add("transfer-encoding", "chunked, identity");

    assertThat(Framing.problem(two)).isEqualTo("transfer coding");
    assertThat(Framing.problem(odd)).isEqualTo("transfer coding");
  }

  @Test
  void problem_noHostOrSeveral_isNamed() {
    HttpRequest none = request("/");
    none.headers().remove("host");
    HttpRequest two = request("/");
    two.headers().add("host", "a.test");

    assertThat(Framing.problem(none)).isEqualTo("0 hosts");
    assertThat(Framing.problem(two)).isEqualTo("2 hosts");
  }

  @Test
  void strip_whatConnectionNames_goesButNotWhatFramesTheMessage() {
    HttpRequest request = request("/");
    request
        .headers()
        .set("connection", "close, X-Secret, content-length, Host")
        .set("x-secret", "1")
        .set("keep-alive", "timeout=5")
        .set("te", "trailers")
        .set("content-length", "0");

    Framing.strip(request);

    assertThat(request.headers().names()).containsExactlyInAnyOrder("host", "te", "content-length");
  }

  @ParameterizedTest
  @CsvSource({
    "websocket, Upgrade, true",
    "WebSocket, 'keep-alive, upgrade', true",
    "h2c, Upgrade, false",
    "'websocket, h2c', Upgrade, false",
    "websocket, close, false",
  })
  void isUpgrade_anythingButWebSocketAlone_isNone(String to, String connection, boolean expected) {
    HttpRequest request = request("/");
    request.headers().set("upgrade", to).set("connection", connection);

    assertThat(Framing.isUpgrade(request)).isEqualTo(expected);
  }

  @Test
  void isUpgrade_twoHeaders_isNone() {
    HttpRequest request = request("/");
    request.headers().set("connection", "upgrade");
    request.headers().add("upgrade", "websocket").add("upgrade", "h2c");

    assertThat(Framing.isUpgrade(request)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "http://b.test:81/x?y,/x?y,b.test:81",
    "HTTP://b.test,/,b.test",
    "http://b.test?x,/?x,b.test",
  })
  void problemOfAbsolute_whatTheTargetNames_becomesTheHost(
      String target, String origin, String host) {
    HttpRequest request = request(target);

    assertThat(Framing.problemOfAbsolute(request)).isNull();
    assertThat(request.uri()).isEqualTo(origin);
    assertThat(request.headers().getAll("host")).containsExactly(host);
  }

  @ParameterizedTest
  @CsvSource({"/x", "https://b.test/", "http:///x", "http://u@b.test/", "ftp://b/"})
  void problemOfAbsolute_otherForms_areNamed(String target) {
    assertThat(Framing.problemOfAbsolute(request(target))).isNotNull();
  }
}
