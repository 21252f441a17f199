package dev.weft.agent;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AttachRequestTest {
  @Test
  void parse_fromTheCommand_partsNumberAndSettings() {
    AttachRequest request = AttachRequest.parse("@12ab server=https://a:1,labels=x=y z");
    assertThat(request).isEqualTo(new AttachRequest("12ab", "server=https://a:1,labels=x=y z"));
    assertThat(request.isAnswered()).isTrue();
    assertThat(AttachRequest.parse("@12ab ")).isEqualTo(new AttachRequest("12ab", ""));
  }

  @Test
  void parse_fromAnythingElse_isAllSettings() {
    assertThat(AttachRequest.parse("server=https://a:1, b").isAnswered()).isFalse();
    assertThat(AttachRequest.parse("")).isEqualTo(new AttachRequest("", ""));
    assertThat(AttachRequest.parse("@x")).isEqualTo(new AttachRequest("", "@x"));
  }

  @Test
  void toString_withAJoinToken_hidesIt() {
    assertThat(AttachRequest.parse("@1 join=weft-join-v1.id.secret"))
        .hasToString("AttachRequest 1");
  }
}
