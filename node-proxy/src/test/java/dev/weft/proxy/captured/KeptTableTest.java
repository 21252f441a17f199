package dev.weft.proxy.captured;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.enforcer.report.EventLog;
import dev.weft.enforcer.report.LogLevel;
import dev.weft.proxy.netfilter.CaptureRules;
import dev.weft.proxy.settings.CaptureMode;
import dev.weft.proxy.settings.CaptureSettings;
import java.io.IOException;
import java.util.Set;
import org.junit.jupiter.api.Test;

class KeptTableTest {
  private static final CaptureSettings SETTINGS =
      new CaptureSettings(CaptureMode.NODE, 0x400, 0x800, 100, 16001, 16006, Set.of(), Set.of());

  private final FakeCommands machine = new FakeCommands("of the one before");
  private final KeptTable table =
      new KeptTable(
          new CaptureRules(SETTINGS, machine), EventLog.to(null, LogLevel.ERROR), "a machine");

  @Test
  void keep_beforeTheFirstInstall_leavesWhatIsThere() throws Exception {
    assertThat(table.keep("without anybody")).isFalse();

    assertThat(machine.table()).isEqualTo("of the one before");
    assertThat(table.isKept()).isFalse();
  }

  @Test
  void keep_afterAFirstInstallThatFailed_leavesWhatIsThere() throws Exception {
    machine.refuse(true);
    assertThatThrownBy(() -> table.install("first")).isInstanceOf(IOException.class);
    machine.refuse(false);

    assertThat(table.keep("without anybody")).isFalse();

    assertThat(machine.table()).isEqualTo("of the one before");
  }

  @Test
  void keep_afterALaterInstallThatFailed_putsItThere() throws Exception {
    table.install("first");
    machine.refuse(true);
    assertThatThrownBy(() -> table.install("second")).isInstanceOf(IOException.class);
    machine.refuse(false);

    assertThat(table.keep("second")).isTrue();

    assertThat(machine.table()).isEqualTo("second");
  }

  @Test
  void keep_changedBySomebodyElse_putsItThereAgain() throws Exception {
    table.install("first");
    machine.replace("somebody else's");

    assertThat(table.keep("first")).isTrue();

    assertThat(machine.table()).isEqualTo("first");
  }

  @Test
  void keep_afterRemove_putsNothingThere() throws Exception {
    table.install("first");
    table.remove();
    machine.replace("somebody else's");

    assertThat(table.keep("first")).isFalse();

    assertThat(machine.table()).isEqualTo("somebody else's");
  }
}
