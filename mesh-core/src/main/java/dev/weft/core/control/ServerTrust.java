package dev.weft.core.control;

import dev.weft.core.identity.CaPin;
import dev.weft.core.identity.TrustBundle;
import java.time.InstantSource;
import java.util.List;

/** By what a client without an SVID knows the policy server. Equal grounds are equal. */
sealed interface ServerTrust {
  /** What to speak with; each call makes other ones. */
  TlsCredentials credentials(InstantSource clock);

  /**
   * For the first join.
   *
   * @param pins those of the CAs
   */
  record Pinned(List<CaPin> pins) implements ServerTrust {
    public Pinned {
      pins = List.copyOf(pins);
    }

    @Override
    public TlsCredentials credentials(InstantSource clock) {
      return TlsCredentials.pinned(pins, clock);
    }
  }

  /**
   * For later ones.
   *
   * @param bundle the roots that came with the SVID before
   */
  record Bundled(TrustBundle bundle) implements ServerTrust {
    @Override
    public TlsCredentials credentials(InstantSource clock) {
      return TlsCredentials.anonymous(bundle, clock);
    }
  }
}
