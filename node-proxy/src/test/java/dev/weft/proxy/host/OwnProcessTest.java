package dev.weft.proxy.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.proxy.settings.ProcessSpec.Match;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OwnProcessTest {
  private final OwnProcess own = new OwnProcess(200, "system.slice/weft.service");

  @Test
  void requireOther_itsOwnUser_isRefused() {
    assertThatThrownBy(() -> own.requireOther("shop", new Match.User(200)))
        .isInstanceOf(IOException.class)
        .hasMessage("shop: uid: 200 is the proxy's own (expected: another user, or a cgroup)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"system.slice", "system.slice/weft.service"})
  void requireOther_cgroupThatItIsIn_isRefused(String path) {
    assertThatThrownBy(() -> own.requireOther("shop", new Match.ControlGroup(path)))
        .isInstanceOf(IOException.class)
        .hasMessage("shop: cgroup: " + path + ": the proxy is in it (expected: one without it)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"system.slice/weft", "system.slice/weft.service/inner", "weft.service"})
  void requireOther_cgroupThatItIsNotIn_passes(String path) {
    assertThatCode(() -> own.requireOther("shop", new Match.ControlGroup(path)))
        .doesNotThrowAnyException();
  }

  @Test
  void requireOther_atTheRootOfCgroups_everyCgroupPasses() {
    assertThatCode(() -> new OwnProcess(200, "").requireOther("shop", new Match.ControlGroup("a")))
        .doesNotThrowAnyException();
  }

  @Test
  void in_hierarchiesOfBothVersions_takesTheSecond(@TempDir Path folder) throws Exception {
    Files.writeString(folder.resolve("cgroup"), "4:pids:/a\n1:name=systemd:/b\n0::/c/d\n");

    assertThat(OwnProcess.in(folder).cgroup()).isEqualTo("c/d");
    assertThat(OwnProcess.in(folder).uid()).isEqualTo((int) Files.getAttribute(folder, "unix:uid"));
  }
}
