package dev.weft.it.polyglot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.it.harness.NodeProxyProcess;
import dev.weft.it.harness.TestMesh;
import dev.weft.it.harness.TestMesh.AnnouncedRelay;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A server program behind inbound ports of one node proxy, as {@code server} of the namespace
 * {@code back}, and mapped ports of another in front of it, as {@code client} of {@code front}. The
 * wire between the two is recorded.
 */
final class ProxiedLink implements AutoCloseable {
  private final TestMesh mesh;
  private final NodeProxyProcess inbound;
  private final List<AnnouncedRelay> wires;
  private final NodeProxyProcess outbound;

  private ProxiedLink(
      TestMesh mesh,
      NodeProxyProcess inbound,
      List<AnnouncedRelay> wires,
      NodeProxyProcess outbound) {
    this.mesh = mesh;
    this.inbound = inbound;
    this.wires = wires;
    this.outbound = outbound;
  }

  /**
   * Starts everything between a client and a server.
   *
   * @param folder where the mesh keeps its files
   * @param mode the mode of the server's namespace, such as {@code STRICT}
   * @param serverPort where the server listens on 127.0.0.1
   * @param protocols a way through both proxies for each
   */
  static ProxiedLink start(Path folder, String mode, int serverPort, List<String> protocols)
      throws IOException, GeneralSecurityException {
    return start(folder, mode, serverPort, protocols, "");
  }

  /**
   * As {@link #start(Path, String, int, List)}, with further settings of the server's proxy.
   *
   * @param settings as they stand in its file, each a line
   */
  static ProxiedLink start(
      Path folder, String mode, int serverPort, List<String> protocols, String settings)
      throws IOException, GeneralSecurityException {
    return start(TestMesh.start(folder, Map.of()), mode, serverPort, protocols, settings);
  }

  /**
   * As {@link #start(Path, String, int, List)} in STRICT mode, with what {@code rule} matches
   * denied from the beginning, by {@code back/rule}.
   */
  static ProxiedLink denying(Path folder, String rule, int serverPort, List<String> protocols)
      throws IOException, GeneralSecurityException {
    TestMesh mesh = TestMesh.start(folder, Map.of());
    deny(mesh, rule);
    return start(mesh, "STRICT", serverPort, protocols, "");
  }

  private static ProxiedLink start(
      TestMesh mesh, String mode, int serverPort, List<String> protocols, String settings)
      throws IOException, GeneralSecurityException {
    mesh.admin().mode("back", mode);
    List<String> in = new ArrayList<>();
    for (String protocol : protocols) {
      in.add(
          "{inbound: '127.0.0.1:0', to: '127.0.0.1:%d', protocol: %s}"
              .formatted(serverPort, protocol));
    }
    NodeProxyProcess inbound = mesh.nodeProxy("back", "server", "{}", in, settings);
    List<AnnouncedRelay> wires = new ArrayList<>();
    List<String> out = new ArrayList<>();
    for (int i = 0; i < protocols.size(); i++) {
      AnnouncedRelay wire = mesh.relay("back", "server");
      wire.relay().forwardTo(inbound.ports().get(i));
      wires.add(wire);
      out.add(
          "{outbound: '127.0.0.1:0', to: 'server.back:%d', protocol: %s}"
              .formatted(wire.relay().port(), protocols.get(i)));
    }
    NodeProxyProcess outbound = mesh.nodeProxy("front", "client", "{}", out);
    return new ProxiedLink(mesh, inbound, wires, outbound);
  }

  /** Where the client connects for the way of that number. */
  int port(int way) {
    return outbound.ports().get(way);
  }

  /** Where the server's peers connect, without the client's proxy and the recorded wire. */
  int serverSide(int way) {
    return inbound.ports().get(way);
  }

  /** What the server's proxy has logged. */
  String log() {
    return inbound.process().stdout();
  }

  /**
   * Denies what that rule of an AuthorizationPolicy matches, by {@code back/rule}, from some moment
   * soon.
   */
  void deny(String rule) throws IOException {
    deny(mesh, rule);
  }

  private static void deny(TestMesh mesh, String rule) throws IOException {
    mesh.admin().authorize("back", "rule", "{\"action\":\"DENY\",\"rules\":[" + rule + "]}");
  }

  /** Takes the denial back. */
  void allow() throws IOException {
    mesh.admin().unauthorize("back", "rule");
  }

  /**
   * Checks that something went over the wire, all of it in TLS, and the marker not in the clear.
   */
  void assertSecret(String marker) {
    assertThat(wires)
        .allSatisfy(
            wire -> {
              assertThat(wire.relay().flows())
                  .isNotEmpty()
                  .allMatch(flow -> flow.toServer().startsWithTlsHandshake());
              assertThat(wire.relay().sawInTheClear(marker)).isFalse();
            });
  }

  @Override
  public void close() throws IOException {
    try {
      for (NodeProxyProcess proxy : List.of(inbound, outbound)) {
        assertThat(proxy.process().isAlive()).isTrue();
        assertThat(proxy.process().stderr()).isEmpty();
        assertThat(proxy.process().stdout()).doesNotContain("LEAK", "event=fault");
      }
    } finally {
      outbound.close();
      for (AnnouncedRelay wire : wires) {
        wire.close();
      }
      inbound.close();
      mesh.close();
    }
  }
}
