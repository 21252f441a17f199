package dev.weft.enforcer.rules;

import dev.weft.bootstrap.MeshSocketException;
import dev.weft.core.identity.Identity;
import dev.weft.core.identity.TrustBundle;
import org.jspecify.annotations.Nullable;

/** Who this workload is. Answers from memory; any thread. */
public interface IdentitySource {
  /**
   * The identity to open a connection with now.
   *
   * @throws MeshSocketException when there is none that a peer would accept; the message says why
   */
  Identity current() throws MeshSocketException;

  /** Which roots vouch for peers now; null before this workload has an SVID. */
  @Nullable TrustBundle bundle();
}
