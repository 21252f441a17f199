package dev.weft.agent.mesh;

import dev.weft.core.control.ControlStream;
import dev.weft.core.control.ControlTls;
import dev.weft.core.identity.PolicyServerVerifier;
import dev.weft.core.identity.Svid;
import java.io.IOException;
import java.net.Socket;
import org.jspecify.annotations.Nullable;

/**
 * TLS with the policy server by the library that the program's connections have, for which the
 * first handshake waits.
 *
 * @param engines whose that is
 */
record MeshControl(MeshEngines engines) implements ControlTls {
  @Override
  public ControlStream handshake(
      Socket raw, String host, int port, @Nullable Svid shown, PolicyServerVerifier server)
      throws IOException {
    return engines.get().control().handshake(raw, host, port, shown, server);
  }
}
