package dev.weft.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.enforcer.settings.SettingException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class DetachRequestTest {
  @Test
  void parse_settingsOfAnAttach_isNone() {
    assertThat(DetachRequest.parse("")).isNull();
    assertThat(DetachRequest.parse("server=https://a:1")).isNull();
    assertThat(DetachRequest.parse("detach.x=1")).isNull();
  }

  @Test
  void parse_theWord_hasWhatIsUsualAndWhatIsGiven() {
    Duration usual = Duration.ofSeconds(30);
    assertThat(DetachRequest.parse("detach")).isEqualTo(new DetachRequest(usual, false));
    assertThat(DetachRequest.parse("detach drain=0s,force=true"))
        .isEqualTo(new DetachRequest(Duration.ZERO, true));
    assertThat(DetachRequest.parse("detach force=false"))
        .isEqualTo(new DetachRequest(usual, false));
  }

  @Test
  void parse_malformed_saysWhatWasExpected() {
    assertThatThrownBy(() -> DetachRequest.parse("detach drain=6m"))
        .isInstanceOf(SettingException.class)
        .hasMessageStartingWith("drain: 6m (expected: a duration from 0s to 300s");
    assertThatThrownBy(() -> DetachRequest.parse("detach force=yes"))
        .isInstanceOf(SettingException.class)
        .hasMessage("force: yes (expected: true or false)");
    assertThatThrownBy(() -> DetachRequest.parse("detach server=a"))
        .isInstanceOf(SettingException.class)
        .hasMessage("setting server: unknown (expected: drain or force)");
    assertThatThrownBy(() -> DetachRequest.parse("detach force"))
        .isInstanceOf(SettingException.class);
  }
}
