package dev.weft.proxy.netfilter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.proxy.settings.CaptureMode;
import dev.weft.proxy.settings.CaptureSettings;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PodTableTest {
  private static final CaptureSettings SETTINGS =
      new CaptureSettings(
          CaptureMode.NODE, 0x80000000, 0x800, 100, 16001, 16006, Set.of(), Set.of());

  private static List<InetAddress> addresses(String... texts) throws UnknownHostException {
    List<InetAddress> addresses = new ArrayList<>();
    for (String text : texts) {
      addresses.add(InetAddress.getByName(text));
    }
    return addresses;
  }

  @Test
  void render_podsOfBothFamilies_areInTheSetOfTheirs() throws Exception {
    String table =
        PodTable.render(SETTINGS, addresses("10.1.0.9", "fd00:0:0:1::9", "10.1.0.10"), Set.of());

    assertThat(table)
        .contains("set pods4 { type ipv4_addr; elements = { 10.1.0.10, 10.1.0.9 }; }")
        .contains("set pods6 { type ipv6_addr; elements = { fd00:0:0:1:0:0:0:9 }; }")
        .contains("set open4 { type ipv4_addr; }")
        .contains("set open6 { type ipv6_addr; }");
  }

  @Test
  void render_openPod_isPassedWithoutTheMarkOnlyBehindTheProxy() throws Exception {
    String table = PodTable.render(SETTINGS, addresses("10.1.0.9"), addresses("10.1.0.9"));

    String inbound = chain(table, "inbound");
    assertThat(inbound.indexOf("tproxy ip to 127.0.0.1:16006"))
        .isPositive()
        .isLessThan(inbound.indexOf("ip daddr @open4 ct mark set ct mark & 0x7fffffff accept"));
    assertThat(chain(table, "outbound")).doesNotContain("open");
  }

  @Test
  void render_whatNobodyTakes_isDropped() throws Exception {
    String table = PodTable.render(SETTINGS, addresses("10.1.0.9"), Set.of());

    assertThat(chain(table, "outbound")).endsWith("drop");
    assertThat(chain(table, "inbound")).endsWith("drop");
  }

  @Test
  void render_marks_areThoseThatAreSet() throws Exception {
    String table = PodTable.render(SETTINGS, addresses("10.1.0.9"), Set.of());

    assertThat(table).contains("ct mark & 0x80000000 == 0 accept").doesNotContain("0x400");
  }

  @Test
  void render_noUsers_leavesAloneWhatTheNodeSends() throws Exception {
    assertThat(PodTable.render(SETTINGS, addresses("10.1.0.9"), Set.of()))
        .doesNotContain("hook output");
  }

  @Test
  void render_users_areLedToTheirPodsByTheProxyWhichIsNot() throws Exception {
    CaptureSettings settings =
        new CaptureSettings(
            CaptureMode.NODE, 0x400, 0x800, 100, 16001, 16006, Set.of(), Set.of(1002, 77));

    String table = PodTable.render(settings, addresses("10.1.0.9"), Set.of());

    String users = chain(table, "users");
    assertThat(users.indexOf("meta mark & 0x800 != 0 accept"))
        .isPositive()
        .isLessThan(users.indexOf("meta skuid { 77, 1002 } ip daddr @pods4 goto lifted"));
    assertThat(users).contains("meta skuid { 77, 1002 } ip6 daddr @pods6 goto lifted");
    assertThat(chain(table, "lifted")).contains("jump captured", "meta mark set meta mark | 0x400");
  }

  @Test
  void render_replacesTheTableInOneTransaction() {
    assertThat(PodTable.render(SETTINGS, Set.of(), Set.of()))
        .startsWith("table inet weft\ndelete table inet weft\ntable inet weft {\n");
  }

  private static String chain(String table, String name) {
    int begin = table.indexOf("chain " + name + " {");
    return table.substring(begin, table.indexOf("\n  }", begin));
  }
}
