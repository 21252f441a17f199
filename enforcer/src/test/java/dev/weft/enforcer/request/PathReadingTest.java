package dev.weft.enforcer.request;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.bootstrap.http.PathStyle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PathReadingTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"/", "/a/b", "/a/", "/a.b", "/a?x=%2e;//..", "*", "/a~_-!$&'()*+,=:@", "/%20x"})
  void of_plainPath_isTheSame(String target) {
    assertThat(PathReading.of(PathStyle.SERVLET, target)).isSameAs(PathReading.Same.SAME);
    assertThat(PathReading.of(PathStyle.LITERAL, target)).isSameAs(PathReading.Same.SAME);
  }

  @ParameterizedTest
  @CsvSource({
    "//a,/a",
    "/a//b///,/a/b/",
    "/./a,/a",
    "/a/..,/",
    "/a/../b,/b",
    "/a/..;/b,/b",
    "/a;x=1/b;y,/a/b",
    "/%61,/a",
    "/a%2fb,/a/b",
    "/a%5Cb,/a/b",
    "/a\\b,/a/b",
    "/%2561,/%2561",
    "/%c3%a1,/%C3%A1",
    "/a%3Fb?c=d,/a%3Fb?c=d",
    "/%3f,/%3F",
    "/a%3Bb,/a;b",
    "/.hidden,/.hidden",
    "/...,/...",
    "/a/%2e%2e/b?c/../d,/b?c/../d",
    "/;a/b,/b",
  })
  void of_servlet_readsAsAContainerDoes(String target, String expected) {
    PathReading reading = PathReading.of(PathStyle.SERVLET, target);

    assertThat(reading)
        .isEqualTo(
            expected.equals(target) ? PathReading.Same.SAME : new PathReading.Other(expected));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a",
        "http://a/b",
        "/../a",
        "/a/../../b",
        "/%",
        "/%6",
        "/%zz",
        "/%00",
        "/a%00.html",
        "/%c0%af",
        "/%ff",
        "/%e0%80%af",
        "/\u00e1",
        "/a b",
        "/a\tb",
        "/\u007f"
      })
  void of_nobodyKnowsWhat_isRefused(String target) {
    assertThat(PathReading.of(PathStyle.SERVLET, target)).isInstanceOf(PathReading.Refused.class);
    assertThat(PathReading.of(PathStyle.LITERAL, target)).isInstanceOf(PathReading.Refused.class);
  }

  @ParameterizedTest
  @CsvSource({"/%61,/a", "/a;b/%63,/a;b/c", "/a%2fb,/a/b", "/a\\,/a%5C"})
  void of_literal_decodesAndNoMore(String target, String expected) {
    assertThat(PathReading.of(PathStyle.LITERAL, target))
        .isEqualTo(new PathReading.Other(expected));
  }

  @ParameterizedTest
  @ValueSource(strings = {"//a", "/a//b", "/a/../b", "/./a", "/a/%2e%2e/b", "/a/..", "/a%2f/b"})
  void of_literalWithSegmentsThatServersRead_isRefused(String target) {
    assertThat(PathReading.of(PathStyle.LITERAL, target)).isInstanceOf(PathReading.Refused.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/a;b", "/a%3bb", "/a\\b", "/a%5Cb", "/a%2fb", "/a%2561", "/a#b", "/a?b#c", "//a", "/a/../b"
      })
  void of_rawThatFrameworksDifferAbout_isRefused(String target) {
    assertThat(PathReading.of(PathStyle.RAW, target)).isInstanceOf(PathReading.Refused.class);
  }

  @ParameterizedTest
  @CsvSource({"/%61,/a", "/a%20b?c;d,/a%20b?c;d"})
  void of_rawThatAllReadAlike_isDecoded(String target, String expected) {
    PathReading reading = PathReading.of(PathStyle.RAW, target);

    assertThat(reading)
        .isEqualTo(
            target.equals(expected) ? PathReading.Same.SAME : new PathReading.Other(expected));
  }

  @Test
  void of_anything_holdsNothingThatCouldBeReadAnew() {
    String[] parts = {
      "/", "//", ".", "..", ";x", "%2e", "%2f", "%5c", "\\", "a", "%61", "%25", "?"
    };
    for (int i = 0; i < 200_000; i++) {
      StringBuilder target = new StringBuilder("/");
      for (int n = i; n > 0; n /= parts.length) {
        target.append(parts[n % parts.length]);
      }
      if (PathReading.of(PathStyle.SERVLET, target.toString()) instanceof PathReading.Other other) {
        String path = other.target().split("\\?", 2)[0];
        assertThat(path).as("%s", target).doesNotContain("//", "/../", "/./", "\\");
      }
    }
  }
}
