package dev.weft.proxy.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.enforcer.report.EventLog;
import dev.weft.enforcer.report.LogLevel;
import dev.weft.proxy.netfilter.HostTable.Redirect;
import dev.weft.proxy.settings.CaptureMode;
import dev.weft.proxy.settings.CaptureSettings;
import dev.weft.proxy.settings.ProcessSpec.Match;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RuledProcessesTest {
  private static final CaptureSettings SETTINGS =
      new CaptureSettings(CaptureMode.HOST, 0x400, 0x800, 100, 15001, 15006, Set.of(), Set.of());
  private static final Match GROUP = new Match.ControlGroup("system.slice/billing.service");
  private static final List<Redirect> WANTED =
      List.of(new Redirect(GROUP, 40001), new Redirect(new Match.User(1001), 40002));

  @TempDir private Path root;

  @Test
  void render_cgroupThatIsNotThere_othersAndPortsKeepTheirRules() {
    assertThat(ruled().render(WANTED, List.of(8080)))
        .doesNotContain("40001")
        .contains("meta skuid 1001 meta l4proto tcp redirect to :40002")
        .contains("tcp dport { 8080 } redirect to :15006");
  }

  @Test
  void render_cgroupThatIsThere_hasItsRule() throws Exception {
    make("system.slice/billing.service");

    assertThat(ruled().render(WANTED, List.of()))
        .contains("cgroupv2 level 2 \"system.slice/billing.service\" meta l4proto tcp redirect to");
  }

  @Test
  void render_cgroupMadeAnew_isAnotherTable() throws Exception {
    Path first = make("system.slice/billing.service");
    String before = ruled().render(WANTED, List.of());
    // Kept elsewhere meanwhile, so that its number is not given out again.
    Files.move(first, root.resolve("old"));
    make("system.slice/billing.service");

    assertThat(ruled().render(WANTED, List.of())).isNotEqualTo(before);
  }

  @Test
  void require_noCgroupsOfVersion2_refusesThoseAlone() throws Exception {
    assertThatThrownBy(() -> new ControlGroups(root).require("billing", GROUP))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "billing: cgroup: system.slice/billing.service: no cgroups of version 2 at "
                + root
                + " (expected: cgroup2 mounted there, or uid)");
    assertThatCode(() -> new ControlGroups(root).require("billing", new Match.User(1001)))
        .doesNotThrowAnyException();

    Files.createFile(root.resolve("cgroup.controllers"));

    assertThatCode(() -> new ControlGroups(root).require("billing", GROUP))
        .doesNotThrowAnyException();
  }

  private Path make(String path) throws IOException {
    return Files.createDirectories(root.resolve(path));
  }

  private RuledProcesses ruled() {
    return new RuledProcesses(SETTINGS, new ControlGroups(root), EventLog.to(null, LogLevel.ERROR));
  }
}
