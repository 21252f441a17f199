package dev.weft.core.policy.match;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PathTemplateTest {
  @ParameterizedTest
  @CsvSource({
    "/{*}, /a, true",
    "/{*}, /, false",
    "/{*}, /a/b, false",
    "/{*}, /a/, false",
    "/{**}, /, true",
    "/{**}, /a/b, true",
    "/a/{*}/c, /a/b/c, true",
    "/a/{*}/c, /a//c, false",
    "/a/{*}/c, /a/b/c/, false",
    "/a/{*}/{*}, /a/b/c, true",
    "/a/{**}, /a, false",
    "/a/{**}, /a/, true",
    "/a/{**}/c, /a/b/b/c, true",
    "/a/{**}/c, /a//c, true",
    "/a/{**}/c, /a/c, false",
    "/{*}/x/{**}/, /t/x/y/, true",
    "/{*}/x/{**}/, /t/x/y, false",
    "/a/{*}/, /a/b/, true",
    "/a/{*}, /a/*|\"é, true",
  })
  void matches_path_bySegments(String template, String path, boolean matches) {
    assertThat(PathTemplate.compile(template).matches(path, path.length())).isEqualTo(matches);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "{*}",
        "a/{*}",
        "/{*}x",
        "/x{*}",
        "/{**}/{*}",
        "/{**}/{**}",
        "/{}",
        "/{x}",
        "/{x=*}/a",
        "/{*}/*",
        "/{*}/**",
        "/{*}/a?b",
        "/{*}//a",
        "/{*",
        "/*}",
        "/{*}/a b",
      })
  void compile_noTemplate_refused(String text) {
    assertThat(PathTemplate.isValid(text)).isFalse();
    assertThatThrownBy(() -> PathTemplate.compile(text))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
