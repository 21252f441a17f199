package dev.weft.agent.mesh;

import dev.weft.agent.tls.InboundRules;
import dev.weft.bootstrap.MeshSocketException;
import dev.weft.core.identity.Identity;
import dev.weft.core.identity.SpiffeId;
import dev.weft.core.identity.TrustBundle;
import dev.weft.core.policy.MutualTlsMode;
import dev.weft.enforcer.rules.Admission;
import dev.weft.enforcer.rules.WorkloadRules;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** The workload's rules, and which connections are the process's own, as sockets ask for them. */
record MeshView(WorkloadRules rules, SelfConnections self) implements InboundRules {
  @Override
  public Identity current() throws MeshSocketException {
    return rules.current();
  }

  @Override
  public @Nullable TrustBundle bundle() {
    return rules.bundle();
  }

  @Override
  public MutualTlsMode mode(int port) {
    return rules.mode(port);
  }

  @Override
  public Admission admit(
      @Nullable SpiffeId peer, InetSocketAddress remote, InetSocketAddress local, boolean claimed) {
    return rules.admit(peer, remote, local, claimed);
  }

  @Override
  public boolean isSelf(InetSocketAddress remote, InetSocketAddress local) {
    return self.isSelf(remote, local);
  }
}
