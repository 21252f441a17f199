package dev.weft.core.identity;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * What a workload shows for its first SVID, and again when it has lost the one it had; and by what
 * it knows the policy server before it has a trust bundle.
 */
public sealed interface JoinCredential permits JoinToken, KubernetesToken, PodCredential {
  /**
   * The secret for an Authorization header, as it is at this moment.
   *
   * @throws IOException when it cannot be had; the message is for people and holds nothing of it
   */
  String bearer() throws IOException;

  /**
   * The CAs, as they are named at this moment, to one of which the policy server's certificate must
   * lead; one at least.
   *
   * @throws IOException when they cannot be had; the message is for people
   */
  List<CaPin> authorities() throws IOException;

  /**
   * The pod for which an SVID is asked, when that is not for the one who asks. Such an SVID is not
   * renewed with itself: the credential is shown again.
   */
  default Optional<PodName> pod() {
    return Optional.empty();
  }
}
