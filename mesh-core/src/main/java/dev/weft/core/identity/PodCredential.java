package dev.weft.core.identity;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * What a node proxy shows for the SVID of a pod on its node: its own pod's token.
 *
 * @param own the proxy's token
 * @param wanted the pod
 */
public record PodCredential(KubernetesToken own, PodName wanted) implements JoinCredential {
  @Override
  public String bearer() throws IOException {
    return own.bearer();
  }

  @Override
  public List<CaPin> authorities() throws IOException {
    return own.authorities();
  }

  @Override
  public Optional<PodName> pod() {
    return Optional.of(wanted);
  }
}
