package dev.weft.proxy.netfilter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.core.directory.IpLiteral;
import dev.weft.proxy.settings.CaptureMode;
import dev.weft.proxy.settings.CaptureSettings;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class InPodTableTest {
  private static CaptureSettings settings(String... probesFrom) {
    return new CaptureSettings(
        CaptureMode.POD,
        0x400,
        0x800,
        100,
        16001,
        16006,
        Stream.of(probesFrom).map(IpLiteral::parse).collect(Collectors.toSet()),
        Set.of());
  }

  private static String chain(String name, String table) {
    String rest = table.substring(table.indexOf("  chain " + name + " {"));
    return rest.substring(0, rest.indexOf("\n  }"));
  }

  @Test
  void render_bothWays_areRedirectedBehindWhatIsLeftAlone() {
    String table = InPodTable.render(settings());

    assertThat(chain("out", table))
        .containsSubsequence(
            "type nat hook output",
            "meta l4proto != tcp accept",
            "tcp flags & (fin | syn | rst | ack) != syn accept",
            "meta mark & 0x800 != 0 accept",
            "fib daddr type local accept",
            "meta l4proto tcp redirect to :16001");
    assertThat(chain("in", table))
        .containsSubsequence(
            "type nat hook prerouting",
            "tcp flags & (fin | syn | rst | ack) != syn accept",
            "iifname \"lo\" accept",
            "ip daddr 127.0.0.0/8 accept",
            "fib daddr type != local accept",
            "meta l4proto tcp redirect to :16006")
        .doesNotContain("saddr");
    assertThat(chain("guard", table))
        .containsSubsequence(
            "type filter hook input",
            "iifname \"lo\" accept",
            "!= syn accept",
            "tcp dport != 16006 drop");
    assertThat(chain("back", table)).contains("meta mark set meta mark | 0x400");
  }

  @Test
  void render_probes_passByTheirAddressesAlone() {
    String table = InPodTable.render(settings("10.1.0.250", "169.254.7.1", "fd00:0:0:1::250"));

    assertThat(chain("in", table))
        .containsSubsequence(
            "ip saddr { 10.1.0.250, 169.254.7.1 } accept",
            "ip6 saddr { fd00:0:0:1:0:0:0:250 } accept",
            "redirect to :16006");
    assertThat(chain("guard", table))
        .containsSubsequence(
            "ip saddr { 10.1.0.250, 169.254.7.1 } accept",
            "ip6 saddr { fd00:0:0:1:0:0:0:250 } accept",
            "drop");
  }

  @Test
  void render_whole_replacesWhatIsThere() {
    assertThat(InPodTable.render(settings()))
        .startsWith("table inet weft\ndelete table inet weft\ntable inet weft {");
  }

  @Test
  void released_chainsStay_redirectNothing() {
    String table = InPodTable.released(settings());

    assertThat(table).doesNotContain("redirect").doesNotContain("drop");
    assertThat(Set.of("out", "in", "back")).allMatch(name -> table.contains("chain " + name));
  }
}
