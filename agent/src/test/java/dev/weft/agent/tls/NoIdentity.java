package dev.weft.agent.tls;

import dev.weft.bootstrap.MeshSocketException;
import dev.weft.core.identity.Identity;
import dev.weft.core.identity.TrustBundle;
import dev.weft.enforcer.rules.IdentitySource;
import org.jspecify.annotations.Nullable;

/**
 * A workload that has no SVID.
 *
 * @param asked run when its identity is asked for
 */
record NoIdentity(Runnable asked) implements IdentitySource {
  @Override
  public Identity current() throws MeshSocketException {
    asked.run();
    throw new MeshSocketException("none yet");
  }

  @Override
  public @Nullable TrustBundle bundle() {
    return null;
  }
}
