package dev.weft.core.policy.match;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.core.policy.PathNormalization;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PathNormalizerTest {
  @ParameterizedTest
  @CsvSource({
    "BASE, /a/./b, /a/b",
    "BASE, /a/.., /",
    "BASE, /a/b/.., /a/",
    "BASE, /a/., /a/",
    "BASE, /../../a, /a",
    "BASE, /%2e%2E/a, /a",
    "BASE, /.a/..b, /.a/..b",
    "BASE, /a%2Fb, /a%2Fb",
    "BASE, /a%252e, /a%252e",
    "BASE, /%41%7e%2D, /A~-",
    "BASE, /a%zz%4, /a%zz%4",
    "BASE, /a//b, /a//b",
    "BASE, /a/?x=/../y, /a/",
    "MERGE_SLASHES, ///a//b//, /a/b/",
    "DECODE_AND_MERGE_SLASHES, /a%2f%2F%5c..%5Cb, /a/b",
    "DECODE_AND_MERGE_SLASHES, /a%252fb, /a%252fb",
    "BASE, /xyz%30..//abc, /xyz0..//abc",
    "BASE, '/app/\\/\\/\\admin', /app//////admin",
    "BASE, '/%5Capp%2f%5c%2F%2e%2e%2fadmin%5c\\abc', /%5Capp%2f%5c%2F..%2fadmin%5c/abc",
    "BASE, /app//../../admin, /admin",
    "MERGE_SLASHES, /xyz%30..//abc, /xyz0../abc",
    "MERGE_SLASHES, '/%5Capp%2f%5c%2F%2e%2e%2fadmin%5c\\abc', /%5Capp%2f%5c%2F..%2fadmin%5c/abc",
    "DECODE_AND_MERGE_SLASHES, '/%5Capp%2f%5c%2F%2e%2e%2fadmin%5c\\abc', /app/admin/abc",
    "DECODE_AND_MERGE_SLASHES, /app%2f/, /app/",
    "DECODE_AND_MERGE_SLASHES, /%25c0%25ae%25c0%25ae/admin, /%25c0%25ae%25c0%25ae/admin",
    "DECODE_AND_MERGE_SLASHES, /%c0%ae%c0%ae/admin, /%c0%ae%c0%ae/admin",
    "DECODE_AND_MERGE_SLASHES, /.../admin, /.../admin",
    "DECODE_AND_MERGE_SLASHES, /admin;a=b/xyz, /admin;a=b/xyz",
    "NONE, http://h/a/../b, /a/../b",
    "BASE, http://h, /",
    "BASE, *, *",
    "BASE, '', /",
    "BASE, h:443, h:443",
  })
  void normalize_path_byMode(PathNormalization mode, String target, String expected) {
    assertThat(PathNormalizer.normalize(mode, target)).isEqualTo(expected);
  }

  @Test
  void normalize_everyEscape_onlyUnreservedCharactersAndSlashesDecoded() {
    for (int octet = 1; octet <= 0xff; octet++) {
      String escaped = String.format("/admin%%%02x", octet);
      char c = (char) octet;
      boolean plain = c < 128 && (Character.isLetterOrDigit(c) || "-._~".indexOf(c) >= 0);
      boolean slash = c == '/' || c == '\\';
      String expected = plain ? "/admin" + c : slash ? "/admin/" : escaped;

      assertThat(PathNormalizer.normalize(PathNormalization.DECODE_AND_MERGE_SLASHES, escaped))
          .isEqualTo(expected);
    }
  }

  @Test
  void normalize_nul_malformed() {
    assertThat(PathNormalizer.normalize(PathNormalization.BASE, "/a\0")).isNull();
    assertThat(PathNormalizer.normalize(PathNormalization.BASE, "/a%00")).isNull();
    assertThat(PathNormalizer.normalize(PathNormalization.NONE, "/a%00")).isEqualTo("/a%00");
  }

  @ParameterizedTest
  @EnumSource(PathNormalization.class)
  void normalize_normalPath_theSameObject(PathNormalization mode) {
    String target = "/a/b-c/d.e?x=//..";

    assertThat(PathNormalizer.normalize(mode, target, 10)).isSameAs(target);
  }

  /** Slashes that were escaped may make new dot segments, but none may be left. */
  @ParameterizedTest
  @EnumSource(PathNormalization.class)
  void normalize_anyPath_normalAfterwards(PathNormalization mode) {
    long seed = Long.getLong("weft.test.seed", System.nanoTime());
    Random random = new Random(seed);
    String[] pieces = {
      "/", "//", ".", "..", "a", "%2e", "%2F", "%5c", "\\", "%61", "%", "%25", ";"
    };
    for (int i = 0; i < 20_000; i++) {
      StringBuilder target = new StringBuilder("/");
      for (int n = random.nextInt(8); n > 0; n--) {
        target.append(pieces[random.nextInt(pieces.length)]);
      }
      String path = String.valueOf(PathNormalizer.normalize(mode, target.toString()));
      assertThat(path).as("seed %d: %s", seed, target).startsWith("/");
      if (mode != PathNormalization.NONE) {
        assertThat(path.split("/", -1)).as("seed %d: %s", seed, target).doesNotContain(".", "..");
      }
      if (mode.compareTo(PathNormalization.MERGE_SLASHES) >= 0) {
        assertThat(path).as("seed %d: %s", seed, target).doesNotContain("//", "\\");
      }
    }
  }
}
