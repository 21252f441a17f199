package dev.weft.proxy.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.core.directory.IpLiteral;
import dev.weft.enforcer.settings.SettingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProxySettingsTest {
  private static final String WORKLOAD =
      """
      workloads:
        - name: orders
          join.file: /run/orders.join
          labels: {app: orders, version: "1"}
          listeners:
            - {forward: 127.0.0.1:15080}
            - {socks: '[::1]:15081'}
            - {outbound: 127.0.0.1:9000, to: orders.shop:8080, protocol: grpc}
            - {inbound: 0.0.0.0:8443, to: 127.0.0.1:8080}
      """;

  private static final String POD =
      """
      workloads:
        - name: orders
          join.file: /run/orders.join
          pod:
            addresses: [10.1.0.9, 'fd00::9']
            ports: {'8080': http}
      """;

  @TempDir private Path folder;

  private ProxySettings read(String yaml, Map<String, String> environment) throws IOException {
    Path file = Files.writeString(folder.resolve("proxy.yaml"), yaml);
    return ProxySettings.read(List.of(file.toString()), Map.of(), environment);
  }

  @Test
  void read_everyListener_isThere() throws IOException {
    ProxySettings settings = read("server: https://mesh:8443\n" + WORKLOAD, Map.of());

    WorkloadSpec workload = settings.workloads().get(0);
    assertThat(workload.name()).isEqualTo("orders");
    assertThat(workload.labels()).isEqualTo(Map.of("app", "orders", "version", "1"));
    assertThat(workload.listeners())
        .containsExactly(
            new ListenerSpec.Forward(new HostPort("127.0.0.1", 15080)),
            new ListenerSpec.Socks(new HostPort("::1", 15081)),
            new ListenerSpec.Outbound(
                new HostPort("127.0.0.1", 9000),
                new HostPort("orders.shop", 8080),
                AppProtocol.HTTP2,
                false),
            new ListenerSpec.Inbound(
                new HostPort("0.0.0.0", 8443), new HostPort("127.0.0.1", 8080), AppProtocol.AUTO));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{forward: localhost:15080}",
        "{socks: 127.0.0.9:15081}",
        "{forward: 0.0.0.0:15080, exposed: true}",
        "{outbound: 10.0.0.1:9000, to: orders.shop:8080, exposed: true}"
      })
  void read_listenerForTheProgram_isOnLoopbackOrSaidToBeExposed(String listener)
      throws IOException {
    String yaml = WORKLOAD.replace("{forward: 127.0.0.1:15080}", listener);

    ProxySettings settings = read("server: https://mesh:8443\n" + yaml, Map.of());

    String place = listener.replaceAll("\\{\\w+: ([^,}]+).*", "$1");
    assertThat(settings.workloads().get(0).listeners().get(0).listen())
        .isEqualTo(HostPort.parse(place));
  }

  @Test
  void read_settingInFileAndEnvironment_theEnvironmentWins() throws IOException {
    ProxySettings settings =
        read(
            "server: https://mesh:8443\ndrain: {timeout: 5s}\nsniff.timeout: 50ms\ntrace.store: on\n"
                + WORKLOAD,
            Map.of("WEFT_SNIFF_TIMEOUT", "70ms"));

    assertThat(settings.traceStore()).isTrue();
    assertThat(settings.drainTimeout()).isEqualTo(Duration.ofSeconds(5));
    assertThat(settings.sniffTimeout()).isEqualTo(Duration.ofMillis(70));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "to: orders.shop:8080, protocol: grpc|to: orders.shop:8080, protocol: http9"
            + "|workloads[0].listeners[2].protocol: http9 (expected: auto, tcp, http, http2 or grpc)",
        "{forward: 127.0.0.1:15080}|{forward: 127.0.0.1:15080, tls: off}"
            + "|workloads[0].listeners[0].tls: unknown (expected: one of [exposed, forward])",
        "{socks: '[::1]:15081'}|{socks: 127.0.0.1}"
            + "|workloads[0].listeners[1].socks: 127.0.0.1 (expected: <host>:<port>, an IPv6 address in brackets)",
        "{forward: 127.0.0.1:15080}|{forward: 0.0.0.0:15080}"
            + "|workloads[0].listeners[0].forward: 0.0.0.0:15080 (expected: a loopback address, or"
            + " exposed: true beside it",
        "{socks: '[::1]:15081'}|{socks: '[::]:15081'}|.socks: [::]:15081 (expected: a loopback",
        "{outbound: 127.0.0.1:9000|{outbound: proxy.local:9000|.outbound: proxy.local:9000 (expected: a"
            + " loopback",
        "{outbound: 127.0.0.1:9000|{exposed: 1, outbound: 10.0.0.1:9000|.exposed: 1 (expected: true or"
            + " false)",
        "inbound: 0.0.0.0:8443|exposed: true, inbound: 0.0.0.0:8443|.exposed: unknown",
        "{socks: '[::1]:15081'}|{}|workloads[0].listeners[1].outbound: missing (expected: a value)",
        "name: orders|name: orders/1"
            + "|workloads[0].name: orders/1 (expected: 1 to 63 letters, digits, dots, dashes)",
        "join.file: /run/orders.join|mode: STRICT|workloads[0].mode: unknown",
        "join.file: /run/orders.join|join: weft-something|workloads[0].join: *** (expected: a join token",
        "to: 127.0.0.1:8080|to: 127.0.0.1:0|(expected: a port from 1 to 65535)",
        "workloads:|works:|works: array (expected: one value)",
      })
  void read_whatNobodyKnows_isRefusedWithItsPlace(String good, String bad, String message) {
    String yaml = WORKLOAD.replace(good, bad.replace("`", ""));

    assertThatThrownBy(() -> read("server: https://mesh:8443\n" + yaml, Map.of()))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining(message);
  }

  @Test
  void read_malformedYaml_isRefusedWithoutShowingIt() {
    String yaml = WORKLOAD.replace("join.file: /run/orders.join", "join: [weft-join-v1.secret");

    assertThatThrownBy(() -> read("server: https://mesh:8443\n" + yaml, Map.of()))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("line 5 (expected: YAML, every name once)")
        .hasMessageNotContaining("secret");
  }

  @Test
  void read_unknownSetting_isRefused() {
    assertThatThrownBy(
            () -> read("server: https://mesh:8443\nsnif.timeout: 1s\n" + WORKLOAD, Map.of()))
        .isInstanceOf(SettingException.class)
        .hasMessage("setting snif.timeout: unknown (did you mean sniff.timeout?)");
  }

  @Test
  void read_sameNameTwice_isRefused() {
    String twice = WORKLOAD + WORKLOAD.substring(WORKLOAD.indexOf('\n') + 1);

    assertThatThrownBy(() -> read("server: https://mesh:8443\n" + twice, Map.of()))
        .hasMessage("workloads[1].name: orders twice (expected: once)");
  }

  @Test
  void read_noFile_isSaidInOneSentence() {
    assertThatThrownBy(() -> ProxySettings.read(List.of(), Map.of(), Map.of()))
        .isInstanceOf(SettingException.class)
        .hasMessageStartingWith("config: not set (expected: the path of a YAML file");
  }

  @Test
  void read_podUnderCapture_hasItsAddressesAndPorts() throws IOException {
    ProxySettings settings =
        read("server: https://mesh:8443\ncapture: node\ncapture.mark: 0x1000\n" + POD, Map.of());

    PodSpec pod = (PodSpec) Objects.requireNonNull(settings.workloads().get(0).captured());
    assertThat(pod.addresses())
        .containsExactlyInAnyOrder(IpLiteral.parse("10.1.0.9"), IpLiteral.parse("fd00::9"));
    assertThat(pod.protocol(8080)).isEqualTo(AppProtocol.HTTP);
    assertThat(pod.protocol(9999)).isEqualTo(AppProtocol.AUTO);
    assertThat(settings.capture())
        .isEqualTo(
            new CaptureSettings(
                CaptureMode.NODE, 0x1000, 0x800, 100, 15001, 15006, Set.of(), Set.of()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "capture: node|capture: off|orders: pod, and no pods are captured (expected: capture=node, or pod)",
        "capture: node|capture: all|(expected: one of off, node",
        "10.1.0.9|127.0.0.1|workloads[0].pod.addresses: 127.0.0.1 (expected: an address of one pod)",
        "10.1.0.9|10.1.0|workloads[0].pod.addresses: address: 10.1.0 (expected: an IPv4 or IPv6",
        "10.1.0.9|orders.shop|workloads[0].pod.addresses: address: orders.shop (expected:",
        "'8080': http|'0': http|workloads[0].pod.ports.0: (expected: a port from 1 to 65535)",
        "'8080': http|'8080': smtp|workloads[0].pod.ports.8080: smtp (expected: auto, tcp",
        "addresses: [|hosts: [|workloads[0].pod.hosts: unknown (expected: one of [addresses, netns, ports])",
        "capture: node|capture: pod|orders: pod.netns: missing (expected: the absolute path of a network",
        "ports: {|netns: /proc/7/ns/net, ports: {|orders: pod.netns: /proc/7/ns/net (expected: capture=pod",
        "capture: node|{capture: node, capture.mark: 0x401}|(expected: one bit of 32",
        "capture: node|{capture: node, capture.mark: 0x800}|capture.own.mark: the same bit",
        "capture: node|{capture: node, capture.users: root}|capture.users: root (expected: user IDs",
        "capture: node|{capture: node, capture.users: -1}|capture.users: -1 (expected: user IDs",
      })
  void read_podThatCannotBe_isRefusedWithItsPlace(String good, String bad, String message) {
    String yaml = ("server: https://mesh:8443\ncapture: node\n" + POD).replace(good, bad);
    String flat =
        yaml.replace("{capture: node, ", "capture: node\n")
            .replace("}\nworkloads", "\nworkloads")
            .replace("net, ports", "net\n      ports");

    assertThatThrownBy(() -> read(flat, Map.of()))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining(message);
  }

  @Test
  void read_usersOfTheNode_areTheirNumbers() throws IOException {
    String yaml = "server: https://mesh:8443\ncapture: node\ncapture.users: '1001, 0'\n";

    assertThat(read(yaml + POD, Map.of()).capture().users()).containsExactlyInAnyOrder(0, 1001);
  }

  @Test
  void read_usersWithoutCaptureOnTheNode_areRefused() {
    String yaml = "server: https://mesh:8443\ncapture: host\ncapture.users: 1001\n";

    assertThatThrownBy(() -> read(yaml, Map.of()))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("capture.users: set, and pods are not captured on the node");
  }

  @Test
  void read_podUnderCaptureInside_hasItsNamespaceAndProbes() throws IOException {
    ProxySettings settings =
        read(
            "server: https://mesh:8443\ncapture: pod\n"
                + "capture.probes.from: '10.1.0.250, fd00::250'\n"
                + POD.replace("pod:", "pod:\n      netns: /var/run/netns/orders"),
            Map.of());

    PodSpec pod = (PodSpec) Objects.requireNonNull(settings.workloads().get(0).captured());
    assertThat(pod.netns()).isEqualTo(new Netns.AtPath(Path.of("/var/run/netns/orders")));
    assertThat(settings.capture().probesFrom())
        .containsExactlyInAnyOrder(IpLiteral.parse("10.1.0.250"), IpLiteral.parse("fd00::250"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "/var/run/netns/orders|orders|workloads[0].pod.netns: orders (expected: the absolute path of a",
        "/var/run/netns/orders|'/x y'|workloads[0].pod.netns: /x y (expected: the absolute path of a",
        "/var/run/netns/orders|[/x]|workloads[0].pod.netns: array (expected: one value)",
        "labels: {}|listeners: [{socks: '127.0.0.1:1'}]|orders: listeners: beside pod.netns (expected:",
        "from: 10.1.0.250|from: 10.1.0.0/24|capture.probes.from: 10.1.0.0/24 (expected: IP addresses",
        "from: 10.1.0.250|from: 127.0.0.1|capture.probes.from: 127.0.0.1 (expected: IP addresses",
        "capture: pod|capture: node|capture.probes.from: set, and nothing is captured inside pods",
      })
  void read_podInsideThatCannotBe_isRefusedWithItsPlace(String good, String bad, String message)
      throws IOException {
    String yaml =
        """
        server: https://mesh:8443
        capture: pod
        capture.probes.from: 10.1.0.250
        workloads:
          - name: orders
            join.file: /run/orders.join
            labels: {}
            pod: {addresses: [10.1.0.9], netns: /var/run/netns/orders}
        """;

    assertThat(read(yaml, Map.of()).workloads()).hasSize(1);
    assertThatThrownBy(() -> read(yaml.replace(good, bad), Map.of()))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"node", "pod"})
  void read_podsOfTheCluster_areCapturedEitherWay(String mode, @TempDir Path folder)
      throws IOException {
    Path token = Files.writeString(folder.resolve("token"), "token");
    Path ca = Files.writeString(folder.resolve("ca.pem"), "ca");
    String yaml =
        "server: https://mesh:8443\ncapture: %s\npods: on\nkubernetes.token.file: %s\nca.file: %s\n"
            .formatted(mode, token, ca);

    assertThat(read(yaml, Map.of()).pods()).isNotNull();
    assertThatThrownBy(() -> read(yaml.replace("capture: " + mode, "capture: host"), Map.of()))
        .isInstanceOf(SettingException.class)
        .hasMessage("pods: on, and no pods are captured (expected: capture=node, or pod)");
  }

  @Test
  void read_noWorkloads_needsAFolderOfThem() throws IOException {
    assertThatThrownBy(() -> read("server: https://mesh:8443\n", Map.of()))
        .hasMessage(
            "workloads: none (expected: a list with one entry at least, or workloads.folder, or"
                + " pods: on)");
    assertThat(read("server: https://mesh:8443\nworkloads.folder: /w\n", Map.of()).workloadFolder())
        .isEqualTo(Path.of("/w"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "uid: 1001|uid: 1001, mark: 0x20|workloads[0].process: 2 of uid, cgroup and mark (expected: one)",
        "uid: 1001, |``|workloads[0].process: 0 of uid, cgroup and mark (expected: one)",
        "uid: 1001|uid: nobody|workloads[0].process.uid: nobody (expected: the number of a user)",
        "uid: 1001|cgroup: '../x;'|workloads[0].process.cgroup: ../x; (expected: a path beneath",
        "uid: 1001|mark: 3|workloads[0].process.mark: not one bit",
        "capture: host|capture: node|orders: process, and none are captured (expected: capture=host)",
      })
  void read_processThatCannotBe_isRefusedWithItsPlace(String good, String bad, String message)
      throws IOException {
    String yaml =
        """
        server: https://mesh:8443
        capture: host
        workloads:
          - name: orders
            join.file: /run/orders.join
            process: {uid: 1001, ports: {'8080': http}}
        """;

    assertThat(read(yaml, Map.of()).workloads().get(0).captured())
        .isEqualTo(
            new ProcessSpec(new ProcessSpec.Match.User(1001), Map.of(8080, AppProtocol.HTTP)));
    assertThatThrownBy(() -> read(yaml.replace(good, bad), Map.of()))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining(message);
  }

  @Test
  void read_transport_isThatNamedOrNone() throws IOException {
    String yaml = "server: https://mesh:8443\n" + WORKLOAD;
    assertThat(read(yaml, Map.of()).transport()).isNull();
    assertThat(read("transport: auto\n" + yaml, Map.of()).transport()).isNull();
    assertThat(read("transport: io_uring\n" + yaml, Map.of()).transport())
        .isEqualTo(TransportChoice.IO_URING);
    assertThatThrownBy(() -> read("transport: kqueue\n" + yaml, Map.of()))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("epoll, io_uring, nio, auto");
  }
}
