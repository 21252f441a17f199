package dev.weft.proxy.netfilter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.proxy.netfilter.HostTable.Redirect;
import dev.weft.proxy.settings.CaptureMode;
import dev.weft.proxy.settings.CaptureSettings;
import dev.weft.proxy.settings.ProcessSpec.Match;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HostTableTest {
  private static final CaptureSettings SETTINGS =
      new CaptureSettings(CaptureMode.HOST, 0x400, 0x800, 100, 15001, 15006, Set.of(), Set.of());

  @Test
  void render_everyMatch_isRedirectedToItsOwnListenerBehindWhatIsLeftAlone() {
    String table =
        HostTable.render(
            SETTINGS,
            List.of(
                new Redirect(new Match.User(1001), 40001),
                new Redirect(new Match.ControlGroup("system.slice/x.service"), 40002),
                new Redirect(new Match.Mark(0x20), 40003)),
            List.of());

    assertThat(table)
        .containsSubsequence(
            "tcp flags & (fin | syn | rst | ack) != syn accept",
            "meta mark & 0x800 != 0 accept",
            "ip daddr 127.0.0.0/8 accept",
            "ip6 daddr ::1 accept",
            "meta skuid 1001 meta l4proto tcp redirect to :40001",
            "socket cgroupv2 level 2 \"system.slice/x.service\" meta l4proto tcp redirect to :40002",
            "meta mark & 0x20 == 0x20 meta l4proto tcp redirect to :40003")
        .doesNotContain("dport");
  }

  @Test
  void render_ports_areRedirectedFromElsewhereAndFromThisMachine() {
    String table = HostTable.render(SETTINGS, List.of(), List.of(9090, 8080));

    assertThat(
            table.split("fib daddr type local tcp dport \\{ 8080, 9090 } redirect to :15006", -1))
        .hasSize(3);
    assertThat(table)
        .containsSubsequence(
            "type nat hook prerouting", "ip daddr 127.0.0.0/8 accept", "redirect to :15006")
        .containsSubsequence(
            "hook input", "!= syn accept", "fib daddr type local tcp dport { 8080, 9090 } drop");
  }
}
