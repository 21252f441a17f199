package dev.weft.server.access.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.server.access.TestJson;
import dev.weft.server.http.ApiException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ProtobufReviewTest {
  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] field(int number, byte[] content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(number << 3 | 2);
    for (int rest = content.length; ; rest >>>= 7) {
      if (rest < 0x80) {
        out.write(rest);
        break;
      }
      out.write((rest & 0x7f) | 0x80);
    }
    out.writeBytes(content);
    return out.toByteArray();
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  private static byte[] question(String kind, byte[] raw) {
    return join(
        new byte[] {'k', '8', 's', 0},
        field(1, join(field(1, text("authorization.k8s.io/v1")), field(2, text(kind)))),
        field(2, raw),
        field(3, new byte[0]),
        field(4, new byte[0]));
  }

  private static byte[] access(byte[] spec) {
    return question(
        "SelfSubjectAccessReview", join(field(1, text("\u0000\u0001")), field(2, spec)));
  }

  private static void assertRefused(byte[] body) {
    assertThatThrownBy(() -> ProtobufReview.read(body))
        .isInstanceOfSatisfying(ApiException.class, e -> assertThat(e.code()).isEqualTo(400));
  }

  @Test
  void read_resource_isAsInJson() {
    String longName = "x".repeat(300);
    byte[] body =
        access(
            field(
                1,
                join(
                    field(1, text("shop")),
                    field(2, text("get")),
                    field(3, text("security.istio.io")),
                    field(5, text("authorizationpolicies")),
                    field(7, text(longName)))));

    assertThat(ProtobufReview.read(body))
        .isEqualTo(
            TestJson.object(
                "{'apiVersion':'authorization.k8s.io/v1','kind':'SelfSubjectAccessReview','spec':"
                    + "{'resourceAttributes':{'namespace':'shop','verb':'get','group':"
                    + "'security.istio.io','resource':'authorizationpolicies','name':'"
                    + longName
                    + "'}}}"));
  }

  @Test
  void read_pathAndRules_areAsInJson() {
    byte[] path = access(field(2, join(field(1, text("/version")), field(2, text("get")))));
    byte[] rules = question("SelfSubjectRulesReview", field(2, field(1, text("shop"))));

    assertThat(ProtobufReview.read(path).object("spec"))
        .isEqualTo(TestJson.object("{'nonResourceAttributes':{'path':'/version','verb':'get'}}"));
    assertThat(ProtobufReview.read(rules).object("spec"))
        .isEqualTo(TestJson.object("{'namespace':'shop'}"));
  }

  @Test
  void read_malformed_is400() {
    assertRefused(new byte[0]);
    assertRefused(text("{}"));
    assertRefused(access(field(1, field(10, text("x")))));
    assertRefused(access(field(3, text("x"))));
    assertRefused(access(field(1, join(field(2, text("get")), field(2, text("list"))))));
    assertRefused(access(field(1, field(2, new byte[] {(byte) 0xff}))));
    assertRefused(access(field(1, new byte[] {2 << 3 | 2, 127, 'x'})));
    assertRefused(access(field(1, new byte[] {2 << 3, 1})));
    assertRefused(access(field(1, new byte[] {2 << 3 | 2, -1, -1, -1, -1, -1, -1})));
    assertRefused(
        join(new byte[] {'k', '8', 's', 0}, field(2, new byte[0]), field(3, text("gzip"))));
  }

  @Test
  void read_randomBytes_areAnsweredOrRefusedAndNothingElse() {
    long seed = 42;
    Random random = new Random(seed);
    byte[] good =
        access(field(1, join(field(1, text("shop")), field(2, text("get")), field(8, text("")))));
    int refused = 0;
    for (int i = 0; i < 20_000; i++) {
      byte[] bad = good.clone();
      for (int j = 0; j <= random.nextInt(3); j++) {
        bad[random.nextInt(bad.length)] = (byte) random.nextInt();
      }
      try {
        ProtobufReview.read(bad);
      } catch (ApiException e) {
        refused++;
      }
    }

    assertThat(refused).as("seed %s", seed).isBetween(5_000, 20_000);
  }
}
