package dev.weft.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.proxy.settings.ProxySettings;
import dev.weft.server.settings.Settings;
import dev.weft.server.settings.SettingsLoader;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SystemdUnitsTest {
  private static final String SERVER = "weft-policy-server.service";
  private static final String PROXY = "weft-node-proxy.service";
  private static final String CAPTURE = "weft-node-proxy.service.d/capture.conf";

  @ParameterizedTest
  @ValueSource(strings = {"policy-server", "node-proxy"})
  void unit_ofAProgram_runsItsJarAsNobodyWithNothing(String program) throws Exception {
    SystemdUnit unit = SystemdUnit.read("weft-" + program + ".service");

    assertThat(unit.service("ExecStart"))
        .isEqualTo(
            "/usr/bin/java -jar /usr/lib/weft/weft-%s.jar /etc/weft/%s.yaml"
                .formatted(program, program));
    assertThat(unit.service("EnvironmentFile")).isEqualTo("-/etc/weft/" + program + ".env");
    assertThat(unit.service("CapabilityBoundingSet")).isEmpty();
    assertThat(unit.has("AmbientCapabilities")).isFalse();
    for (String name : List.of("DynamicUser", "NoNewPrivileges", "PrivateTmp", "PrivateUsers")) {
      assertThat(unit.service(name)).as(name).isEqualTo("yes");
    }
    assertThat(unit.service("ProtectSystem")).isEqualTo("strict");
    assertThat(unit.service("UMask")).isEqualTo("0077");
    assertThat(Deploy.text("systemd/" + program + ".env").lines())
        .allMatch(it -> it.startsWith("#") || it.matches("JDK_JAVA_OPTIONS=-Xmx\\d+m"));
  }

  @Test
  void policyServersUnit_keepsItsDataPrivateAndGivesUpAtWrongSettings() throws Exception {
    SystemdUnit unit = SystemdUnit.read(SERVER);

    assertThat(unit.service("StateDirectory")).isEqualTo("weft-policy-server");
    assertThat(unit.service("StateDirectoryMode")).isEqualTo("0700");
    assertThat(unit.service("RestartPreventExitStatus")).isEqualTo("2");
    String[] variable = unit.service("Environment").split("=", 2);
    Settings settings =
        SettingsLoader.load(
            List.of(Deploy.file("systemd/policy-server.yaml").toString()),
            Map.of(),
            Map.of(variable[0], variable[1].replace("%S", "/var/lib")));
    assertThat(settings.dataDir()).hasToString("/var/lib/weft-policy-server");
  }

  @Test
  void nodeProxysUnit_takesTokensFromCredentialsAndWaitsForItsDrain() throws Exception {
    SystemdUnit unit = SystemdUnit.read(PROXY);
    ProxySettings settings =
        ProxySettings.read(
            List.of(Deploy.file("systemd/node-proxy.yaml").toString()), Map.of(), Map.of());

    assertThat(unit.service("LoadCredential")).isEqualTo("join:/etc/weft/join");
    assertThat(settings.workloads())
        .singleElement()
        .satisfies(
            it ->
                assertThat(it.toString())
                    .contains("/run/credentials/" + PROXY + "/join_" + it.name()));
    assertThat(Duration.parse("PT" + unit.service("TimeoutStopSec")))
        .isGreaterThan(settings.drainTimeout());
  }

  @Test
  void nodeProxysUnit_withCapture_hasOneCapabilityMore() throws Exception {
    SystemdUnit unit = SystemdUnit.read(PROXY, CAPTURE);

    assertThat(unit.values().get("Service.CapabilityBoundingSet"))
        .containsExactly("", "CAP_NET_ADMIN");
    assertThat(unit.service("AmbientCapabilities")).isEqualTo("CAP_NET_ADMIN");
    assertThat(unit.service("PrivateUsers")).isEqualTo("no");
    assertThat(unit.service("NoNewPrivileges")).isEqualTo("yes");
    assertThat(SystemdUnit.read(CAPTURE).values()).hasSize(3);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Type=exec",
        "[Service]\nTypo=exec",
        "[Servce]\nType=exec",
        "[Service]\nType",
        "[Service]\nType=",
        "[Service]\nType=exec\nType=simple",
      })
  void parse_whatSystemdWouldPassOver_isRefused(String text) {
    assertThatThrownBy(() -> SystemdUnit.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }
}
