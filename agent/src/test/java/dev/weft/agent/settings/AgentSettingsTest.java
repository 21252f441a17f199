package dev.weft.agent.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.boringssl.TlsProvider;
import dev.weft.enforcer.report.LogLevel;
import dev.weft.enforcer.settings.JoinSource;
import dev.weft.enforcer.settings.SettingException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AgentSettingsTest {
  private static final String TOKEN = "weft-join-v1.id." + "A".repeat(43) + "." + "A".repeat(43);
  private static final String NEEDED = "server=https://127.0.0.1:8443,join=" + TOKEN;

  @Test
  void read_onlyWhatIsNeeded_restHasDefaults() throws Exception {
    AgentSettings settings = read(NEEDED);
    assertThat(settings.server()).isEqualTo(URI.create("https://127.0.0.1:8443"));
    assertThat(settings.join().credential().bearer()).isEqualTo(TOKEN);
    assertThat(settings.startupTimeout()).isEqualTo(Duration.ofSeconds(10));
    assertThat(settings.handshakeTimeout()).isEqualTo(Duration.ofSeconds(10));
    assertThat(settings.tls()).isEqualTo(TlsProvider.AUTO);
    assertThat(settings.sniffTimeout()).isEqualTo(Duration.ofMillis(300));
    assertThat(settings.serverFirstPorts()).isEmpty();
    assertThat(settings.labels()).isEmpty();
    assertThat(settings.self()).isEqualTo(SelfTraffic.BYPASS);
    assertThat(settings.instance()).isNull();
    assertThat(settings.logFile()).isNull();
    assertThat(settings.accessLogFile()).isNull();
    assertThat(settings.logLevel()).isEqualTo(LogLevel.INFO);
  }

  @Test
  void read_everythingInTheArgument_isRead() {
    AgentSettings settings =
        read(
            NEEDED
                + ",startup.timeout=1m,handshake.timeout=PT3S,sniff.timeout=50ms"
                + ",server.first.ports=25,,3306;110,labels=app=orders;example.com/tier=,self=mesh"
                + ",instance=orders-1,log.file=/var/log/a,,b.log,log.level=debug");
    assertThat(settings.startupTimeout()).isEqualTo(Duration.ofMinutes(1));
    assertThat(settings.handshakeTimeout()).isEqualTo(Duration.ofSeconds(3));
    assertThat(settings.sniffTimeout()).isEqualTo(Duration.ofMillis(50));
    assertThat(settings.serverFirstPorts()).containsExactlyInAnyOrder(25, 110, 3306);
    assertThat(settings.labels()).isEqualTo(Map.of("app", "orders", "example.com/tier", ""));
    assertThat(settings.self()).isEqualTo(SelfTraffic.MESH);
    assertThat(settings.instance()).isEqualTo("orders-1");
    assertThat(settings.logFile()).isEqualTo(Path.of("/var/log/a,b.log"));
    assertThat(settings.accessLogFile()).isEqualTo(Path.of("/var/log/a,b.log.access"));
    assertThat(settings.logLevel()).isEqualTo(LogLevel.DEBUG);
  }

  @Test
  void read_accessLogFile_isItsOwnAndNeverTheLogs() {
    assertThat(read(NEEDED + ",access.log.file=/a").accessLogFile()).isEqualTo(Path.of("/a"));
    assertThatThrownBy(() -> read(NEEDED + ",log.file=/a/b,access.log.file=/a/./b"))
        .isInstanceOf(SettingException.class)
        .hasMessageStartingWith("access.log.file: /a/b (expected: another file than log.file");
  }

  @Test
  void read_severalPlaces_argumentBeatsPropertyBeatsEnvironment() {
    Map<String, String> properties =
        Map.of("weft.sniff.timeout", "2s", "weft.startup.timeout", "2s", "user.dir", "/");
    Map<String, String> environment =
        Map.of(
            "WEFT_SNIFF_TIMEOUT", "3s",
            "WEFT_STARTUP_TIMEOUT", "3s",
            "WEFT_HANDSHAKE_TIMEOUT", "3s",
            "PATH", "/bin");
    AgentSettings settings =
        AgentSettings.read(NEEDED + ",sniff.timeout=1s", properties, environment);
    assertThat(settings.sniffTimeout()).isEqualTo(Duration.ofSeconds(1));
    assertThat(settings.startupTimeout()).isEqualTo(Duration.ofSeconds(2));
    assertThat(settings.handshakeTimeout()).isEqualTo(Duration.ofSeconds(3));
  }

  @Test
  void read_malformedButOverridden_isRefusedAllTheSame() {
    assertThatThrownBy(
            () ->
                AgentSettings.read(
                    NEEDED + ",sniff.timeout=1s", Map.of(), Map.of("WEFT_SNIFF_TIMEOUT", "soon")))
        .isInstanceOf(SettingException.class)
        .hasMessage(
            "WEFT_SNIFF_TIMEOUT: soon (expected: a duration from 1ms to 60s, such as"
                + " 300ms, 10s or PT10S)");
  }

  @ParameterizedTest
  @CsvSource({
    "serverr, did you mean server?",
    "sniff.timeuot, did you mean sniff.timeout?",
    "log.levle, did you mean log.level?",
    "policy.bypass.everything, expected one of: server",
    "listen, expected one of: server",
  })
  void read_unknownNameInArgument_isRefusedWithTheNearest(String name, String hint) {
    assertThatThrownBy(() -> read(NEEDED + "," + name + "=x"))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("setting " + name + ": unknown (" + hint);
  }

  @Test
  void read_unknownPropertyOrVariable_isRefusedAsItWasSpelt() {
    assertThatThrownBy(
            () -> AgentSettings.read(NEEDED, Map.of("weft.snif.timeout", "1s"), Map.of()))
        .hasMessageContaining("-Dweft.snif.timeout: unknown (did you mean -Dweft.sniff.timeout?)");
    assertThatThrownBy(() -> AgentSettings.read(NEEDED, Map.of(), Map.of("WEFT_JION", TOKEN)))
        .hasMessageContaining("WEFT_JION: unknown (did you mean WEFT_JOIN?)")
        .hasMessageNotContaining(TOKEN);
  }

  @Test
  void read_settingsOfOtherPrograms_areLeftAlone() {
    AgentSettings settings =
        AgentSettings.read(
            NEEDED,
            Map.of("weft.listen", "0.0.0.0:8443", "weft.data.dir", "/data"),
            Map.of("WEFT_LISTEN", "x", "WEFT_TEST_JDKS", "/jdks", "WEFT_DATA_DIR", "/data"));
    assertThat(settings.server().getPort()).isEqualTo(8443);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "server=http://127.0.0.1:8443",
        "server=127.0.0.1:8443",
        "server=https://u:p@h",
        "server=https://h/path",
        "server=https://h?x",
        "server=https://h:70000",
        "server=",
        "handshake.timeout=10",
        "handshake.timeout=0s",
        "handshake.timeout=-PT1S",
        "handshake.timeout=2h",
        "handshake.timeout=999999999999h",
        "server.first.ports=0",
        "server.first.ports=65536",
        "server.first.ports=25;",
        "labels=app",
        "labels==x",
        "labels=app=a;app=b",
        "labels=app=a b",
        "self=both",
        "instance=a/b",
        "log.file=",
        "access.log.file=",
        "log.level=INFO",
      })
  void read_malformedValue_isRefusedWithWhatIsExpected(String setting) {
    String base = setting.startsWith("server=") ? "join=" + TOKEN : NEEDED;
    String name = setting.substring(0, setting.indexOf('='));
    assertThatThrownBy(() -> read(base + "," + setting))
        .isInstanceOf(SettingException.class)
        .hasMessageStartingWith(name + ": ")
        .hasMessageContaining("(expected: ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"server", "=x", "self=mesh,", ",self=mesh", "self=mesh,self=mesh", " "})
  void read_malformedArgument_isRefused(String argument) {
    assertThatThrownBy(() -> read(argument))
        .isInstanceOf(SettingException.class)
        .hasMessageStartingWith("argument: ");
  }

  @Test
  void read_withoutServerOrJoin_isRefusedWithWhatToDo() {
    assertThatThrownBy(() -> read("")).hasMessageContaining("server: not set (expected: https://");
    assertThatThrownBy(() -> read("server=https://h"))
        .hasMessageContaining("join: not set (expected: join=<join token>, or join.file=");
    assertThatThrownBy(() -> read(NEEDED + ",join.file=/x"))
        .hasMessageContaining("join and join.file: both set");
  }

  @Test
  void read_malformedJoinToken_isRefusedWithoutShowingIt() {
    assertThatThrownBy(() -> read("server=https://h,join=weft-join-v1.only-secret"))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("join: ***")
        .hasMessageNotContaining("only-secret");
  }

  @Test
  void toString_withSecret_doesNotShowIt() {
    assertThat(read(NEEDED).toString()).contains("***").doesNotContain("c2VjcmV0");
  }

  @Test
  void joinFile_holdsToken_isReadWithoutBlanks(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("token"), TOKEN + "\n");
    AgentSettings settings = read("server=https://h,join.file=" + file);
    assertThat(settings.join().credential().bearer()).isEqualTo(TOKEN);
  }

  @Test
  void joinFile_missingOrMalformed_isRefusedWithoutItsContent(@TempDir Path folder)
      throws Exception {
    JoinSource missing = read("server=https://h,join.file=" + folder.resolve("none")).join();
    assertThatThrownBy(missing::credential)
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("cannot be read, FileNotFoundException");
    Path file = Files.writeString(folder.resolve("token"), "x".repeat(5000));
    JoinSource malformed = read("server=https://h,join.file=" + file).join();
    assertThatThrownBy(malformed::credential)
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("join.file")
        .hasMessageNotContaining("xxx");
  }

  private static AgentSettings read(String argument) {
    return AgentSettings.read(argument, Map.of(), Map.of());
  }
}
