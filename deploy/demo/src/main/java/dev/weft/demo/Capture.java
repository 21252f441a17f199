package dev.weft.demo;

import java.util.Map;

/**
 * How the connections of programs that are no JVMs get into the mesh, and those of their peers to
 * them.
 */
interface Capture {
  /** On which port of loopback the member has to listen. */
  int port(Member member);

  /** Where its peers reach it: a URL without path. */
  String address(Member member);

  /** What its environment says, for its own calls. */
  Map<String, String> environment(Member member);

  /**
   * How members call a service of the mesh.
   *
   * @param address where it listens: a URL without path
   */
  String url(String serviceAccount, String namespace, String address);

  /** What the proxy logs of its members' connections. */
  AgentLogFile log();
}
