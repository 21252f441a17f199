package dev.weft.server.resources.protobuf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonReader;
import dev.weft.server.http.ApiException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ReviewReaderTest {
  private static byte[] field(int number, byte[] value) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(number << 3 | 2);
    out.write(value.length);
    out.writeBytes(value);
    return out.toByteArray();
  }

  private static byte[] text(int number, String value) {
    return field(number, value.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  /** As client-go sends it, with the empty texts that its encoder writes. */
  private static byte[] review(String apiVersion, String kind, byte[] raw) {
    return join(
        new byte[] {'k', '8', 's', 0},
        field(1, join(text(1, apiVersion), text(2, kind))),
        field(2, raw),
        text(3, ""),
        text(4, ""));
  }

  private static byte[] access(byte[] attributes) {
    byte[] spec = field(2, field(1, attributes));
    return review(
        "authorization.k8s.io/v1",
        "SelfSubjectAccessReview",
        join(field(1, text(1, "")), spec, field(3, new byte[0])));
  }

  private static JsonObject json(String text) throws Exception {
    return (JsonObject) JsonReader.read(text.replace('\'', '"'));
  }

  @Test
  void read_accessReview_asInJson() throws Exception {
    byte[] attributes =
        join(
            text(1, "back"),
            text(2, "create"),
            text(3, "security.istio.io"),
            text(4, "*"),
            text(5, "authorizationpolicies"),
            text(6, ""),
            text(7, "a"));

    assertThat(ReviewReader.read(access(attributes)))
        .isEqualTo(
            json(
                """
                {'apiVersion': 'authorization.k8s.io/v1', 'kind': 'SelfSubjectAccessReview',
                 'spec': {'resourceAttributes': {'namespace': 'back', 'verb': 'create',
                   'group': 'security.istio.io', 'version': '*',
                   'resource': 'authorizationpolicies', 'name': 'a'}}}"""));
  }

  @Test
  void read_otherReviews_asInJson() throws Exception {
    assertThat(
            ReviewReader.read(
                review(
                    "authorization.k8s.io/v1",
                    "SelfSubjectRulesReview",
                    field(2, text(1, "back")))))
        .isEqualTo(
            json(
                """
                {'apiVersion': 'authorization.k8s.io/v1', 'kind': 'SelfSubjectRulesReview',
                 'spec': {'namespace': 'back'}}"""));
    assertThat(
            ReviewReader.read(
                review("authentication.k8s.io/v1", "SelfSubjectReview", field(1, text(1, "")))))
        .isEqualTo(json("{'apiVersion': 'authentication.k8s.io/v1', 'kind': 'SelfSubjectReview'}"));
    assertThat(
            ReviewReader.read(
                    review(
                        "authorization.k8s.io/v1",
                        "SelfSubjectAccessReview",
                        field(2, field(2, join(text(1, "/metrics"), text(2, "get"))))))
                .object("spec"))
        .isEqualTo(json("{'nonResourceAttributes': {'path': '/metrics', 'verb': 'get'}}"));
  }

  @Test
  void read_selectorOrUnknownField_400() {
    assertThatThrownBy(() -> ReviewReader.read(access(text(8, "x"))))
        .isInstanceOfSatisfying(ApiException.class, it -> assertThat(it.code()).isEqualTo(400))
        .hasMessageContaining("field 8");
  }

  @Test
  void read_otherKind_415() {
    assertThatThrownBy(() -> ReviewReader.read(review("v1", "Pod", new byte[0])))
        .isInstanceOfSatisfying(ApiException.class, it -> assertThat(it.code()).isEqualTo(415));
  }

  @Test
  void read_everyPrefixAndRandomChanges_answersOrRefuses() {
    byte[] good = access(join(text(1, "back"), text(2, "get")));
    long seed = System.nanoTime();
    Random random = new Random(seed);
    int refused = 0;
    for (int i = 0; i < 20_000; i++) {
      byte[] changed = java.util.Arrays.copyOf(good, i < good.length ? i : good.length);
      if (i >= good.length) {
        changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
      }
      try {
        ReviewReader.read(changed);
      } catch (ApiException e) {
        assertThat(e.code()).as("seed %d", seed).isIn(400, 415);
        refused++;
      }
    }
    assertThat(refused).as("seed %d", seed).isGreaterThan(good.length / 2);
  }
}
