package dev.weft.core.control;

import dev.weft.core.control.FakePolicyServer.Request;
import dev.weft.core.directory.IpLiteral;
import dev.weft.core.identity.Identity;
import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;

/** A client on a fake clock and one thread, which a test drives by hand. */
@Timeout(60)
abstract class DrivenClient {
  FakeMesh mesh;
  DefaultMeshClient client;

  @BeforeEach
  final void setUp() throws Exception {
    mesh = new FakeMesh();
    client = mesh.client();
  }

  @AfterEach
  final void tearDown() throws Exception {
    client.beginClose();
    mesh.scheduler.runDue();
    mesh.close();
  }

  final void begin() {
    client.begin();
    mesh.scheduler.runDue();
  }

  final Identity identity() {
    return client.identity().orElseThrow();
  }

  final String lastLease() {
    List<Request> leases = mesh.server.requests("PUT", "/mesh/v1/leases/");
    return leases.get(leases.size() - 1).body();
  }

  static InetSocketAddress at(String address, int port) {
    return new InetSocketAddress(IpLiteral.parse(address), port);
  }
}
