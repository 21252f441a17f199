package dev.weft.agent.mesh;

import dev.weft.bootstrap.MeshGate;
import dev.weft.bootstrap.SocketHooks;
import dev.weft.bootstrap.http.ClientGate;
import dev.weft.bootstrap.http.ClientRequests;
import dev.weft.bootstrap.http.RequestGate;
import dev.weft.bootstrap.http.ServerRequests;

/**
 * What the hooks ask, of sockets and of requests.
 *
 * @param sockets what becomes of a socket
 * @param requests what becomes of a request that comes in
 * @param clients who follows a request that is sent
 */
record Gates(MeshGate sockets, RequestGate requests, ClientGate clients) {
  /** Has the hooks ask these from now on. */
  void open() {
    ServerRequests.open(requests);
    ClientRequests.open(clients);
    SocketHooks.open(new PrivilegedGate(sockets));
  }

  /** As {@link #open}, in a program that has run without the hooks until now. */
  void openLate() {
    ServerRequests.open(requests);
    ClientRequests.open(clients);
    SocketHooks.openLate(new PrivilegedGate(sockets));
  }
}
