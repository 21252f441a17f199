package dev.weft.demo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * By programs that are told where the proxy is: each member has a forward proxy of its own for its
 * calls, and peers come to a port of the proxy. No privilege is needed.
 */
final class ExplicitCapture implements Capture {
  private final Map<Member, Ports> ports;
  private final AgentLogFile log;

  private ExplicitCapture(Map<Member, Ports> ports, AgentLogFile log) {
    this.ports = ports;
    this.log = log;
  }

  /** Starts a node proxy that serves these members, if there are any. */
  static ExplicitCapture start(
      Mesh mesh, String server, PolicyServerClient admin, Set<Member> members)
      throws IOException, StepFailedException {
    if (members.isEmpty()) {
      return new ExplicitCapture(Map.of(), mesh.logOf("node-proxy"));
    }
    Map<Member, Ports> ports = new EnumMap<>(Member.class);
    Deque<Integer> free = free(3 * members.size());
    StringBuilder settings =
        new StringBuilder(
            """
            server: %s
            admin: 127.0.0.1:0
            trace.store: on
            drain.timeout: 1s
            workloads:
            """
                .formatted(server));
    for (Member member : members) {
      Ports of = new Ports(free.remove(), free.remove(), free.remove());
      ports.put(member, of);
      String token = admin.joinToken(member.namespace(), member.serviceAccount());
      settings
          .append("- name: " + member.serviceAccount() + "\n")
          .append("  join.file: " + mesh.joinFile(member.serviceAccount(), token) + "\n")
          .append("  listeners:\n")
          .append("  - {forward: '127.0.0.1:%d'}\n".formatted(of.forward()));
      if (member.serves()) {
        settings.append(
            "  - {inbound: '127.0.0.1:%d', to: '127.0.0.1:%d'}\n"
                .formatted(of.inbound(), of.program()));
      }
    }
    return new ExplicitCapture(ports, mesh.startNodeProxy(settings.toString()));
  }

  /** Ports on which nothing listens now. */
  private static Deque<Integer> free(int count) throws IOException {
    Deque<Integer> ports = new ArrayDeque<>();
    List<ServerSocket> sockets = new ArrayList<>();
    try {
      // All are open at once, so that no port comes twice.
      for (int i = 0; i < count; i++) {
        ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        sockets.add(socket);
        ports.add(socket.getLocalPort());
      }
    } finally {
      for (ServerSocket socket : sockets) {
        socket.close();
      }
    }
    return ports;
  }

  @Override
  public int port(Member member) {
    return of(member).program();
  }

  @Override
  public String address(Member member) {
    return "http://127.0.0.1:" + of(member).inbound();
  }

  @Override
  public Map<String, String> environment(Member member) {
    return Map.of("http_proxy", "http://127.0.0.1:" + of(member).forward());
  }

  @Override
  public String url(String serviceAccount, String namespace, String address) {
    return "http://%s.%s:%d".formatted(serviceAccount, namespace, URI.create(address).getPort());
  }

  @Override
  public AgentLogFile log() {
    return log;
  }

  private Ports of(Member member) {
    Ports found = ports.get(member);
    if (found == null) {
      throw new IllegalArgumentException(member + " is left out");
    }
    return found;
  }

  /**
   * The ports of one member.
   *
   * @param forward where its calls go
   * @param inbound where its peers come to
   * @param program where it listens itself
   */
  private record Ports(int forward, int inbound, int program) {}
}
