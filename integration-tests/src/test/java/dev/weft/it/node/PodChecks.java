package dev.weft.it.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.it.harness.Admin;
import dev.weft.it.harness.JvmProcess;
import dev.weft.it.harness.NodeProxyProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** What holds of pods under capture, however they are captured. */
final class PodChecks {
  private static final Place SHELL = new Place("shell");

  private PodChecks() {}

  /** A rule that denies. */
  static String deny(String rule) {
    return "{\"action\":\"DENY\",\"rules\":[{" + rule + "}]}";
  }

  /** Bytes of the shell to {@code url} are seen by who listens, as long as there is no mesh. */
  static void seenInTheClear(Wire wire, String at, String url) throws Exception {
    String seen =
        wire.during(
            () ->
                assertThat(SHELL.curl(url + "/" + Wire.MARKER).text())
                    .contains(at + " GET /" + Wire.MARKER));
    assertThat(seen).contains(Wire.MARKER);
  }

  /** While {@code calls} and a large request to {@code url} run, nothing is seen in the clear. */
  static void hidden(Wire wire, Path folder, String url, Steps.Step calls) throws Exception {
    String seen =
        wire.during(
            () -> {
              calls.run();
              Path body = folder.resolve("body");
              Files.writeString(body, Wire.MARKER.repeat(100_000));
              assertThat(SHELL.curl(url, "--data-binary", "@" + body).text())
                  .contains("POST / " + Files.size(body));
            });
    assertThat(seen).doesNotContain(Wire.MARKER);
    assertThat(seen.length())
        .as("most of it was seen")
        .isGreaterThan(Wire.MARKER.length() * 80_000);
  }

  /** The shell's requests to {@code url} are judged by what they ask for, and by whom they are. */
  static void denied(Admin admin, String namespace, String url, Place other) throws Exception {
    admin.authorize(
        namespace,
        "no-secrets",
        deny("\"to\":[{\"operation\":{\"methods\":[\"GET\"],\"paths\":[\"/secret\"]}}]"));
    Awaitility.await()
        .atMost(JvmProcess.PATIENCE)
        .until(() -> SHELL.curl(url + "/secret").text().endsWith(" 403"));
    assertThat(SHELL.curl(url + "/secret").text()).contains(namespace + "/no-secrets");
    assertThat(SHELL.curl(url + "/secret", "-X", "PUT").text()).endsWith(" 200");
    admin.authorize(
        namespace,
        "no-shell",
        deny("\"from\":[{\"source\":{\"principals\":[\"weft.local/ns/shell/sa/shell\"]}}]"));
    Awaitility.await()
        .atMost(JvmProcess.PATIENCE)
        .until(() -> !SHELL.curl(url).text().endsWith(" 200"));
    assertThat(other.curl(url).text()).endsWith(" 200");
    admin.unauthorize(namespace, "no-shell");
    admin.unauthorize(namespace, "no-secrets");
    Awaitility.await()
        .atMost(JvmProcess.PATIENCE)
        .until(() -> SHELL.curl(url + "/secret").text().endsWith(" 200"));
  }

  /**
   * A server that speaks first is not waited for: it is heard before anything that could end a
   * stall. That is {@code sniff.timeout}, a minute here, and {@code handshake.timeout}, 10 s.
   */
  static void serverFirst() throws Exception {
    long begin = System.nanoTime();
    try (Spoken mail = SHELL.open("python3", Place.script("talk.py"), "198.18.2.10", "2525")) {
      assertThat(mail.hear()).isEqualTo("220 greeter");
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(10));
      assertThat(mail.say("one")).isEqualTo("250 one");
      assertThat(mail.say("two")).isEqualTo("250 two");
      assertThat(mail.end()).isZero();
    }
  }

  /** A datagram of the shell passes by. */
  static void datagram() throws Exception {
    assertThat(SHELL.run("python3", Place.script("datagram.py"), "198.18.2.10", "2525").text())
        .isEqualTo("ping");
  }

  /** A hundred connections of the shell, by turns to each, leave no descriptor behind. */
  static void descriptors(List<String> urls, NodeProxyProcess... proxies) throws Exception {
    List<Integer> before = Stream.of(proxies).map(PodChecks::descriptors).toList();
    for (int i = 0; i < 100; i++) {
      assertThat(SHELL.curl(urls.get(i % urls.size())).text()).endsWith(" 200");
    }
    for (int i = 0; i < proxies.length; i++) {
      awaitDescriptors(proxies[i], before.get(i) + 5);
    }
  }

  /** Waits until it has no more than that. */
  static void awaitDescriptors(NodeProxyProcess proxy, int most) {
    Awaitility.await()
        .atMost(JvmProcess.PATIENCE)
        .untilAsserted(() -> assertThat(descriptors(proxy)).isLessThanOrEqualTo(most));
  }

  /** How many it has. */
  static int descriptors(NodeProxyProcess proxy) {
    String[] all = Path.of("/proc", proxy.process().pid() + "", "fd").toFile().list();
    assertThat(all).isNotNull();
    return all.length;
  }

  /** What people do with the rules of {@code node} by hand. */
  static Place.Result capture(Place node, String command, Path yaml) throws Exception {
    String java = ProcessHandle.current().info().command().orElse("java");
    String jar = System.getProperty("weft.node-proxy.jar", "");
    return node.run(java, "-XX:-UsePerfData", "-jar", jar, "capture", command, yaml.toString());
  }

  /** Nothing of capture is in the kernel any more. */
  static void nothingIsLeft(Place... places) throws Exception {
    for (Place place : places) {
      assertThat(place.run("nft", "list", "ruleset").text()).isEmpty();
      for (String family : List.of("-4", "-6")) {
        assertThat(place.run("ip", family, "rule").text()).doesNotContain("fwmark");
        assertThat(place.run("ip", family, "route", "show", "table", "all").text())
            .doesNotContain("table 100");
      }
    }
  }
}
