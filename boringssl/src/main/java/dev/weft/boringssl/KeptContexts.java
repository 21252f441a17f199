package dev.weft.boringssl;

import dev.weft.core.identity.Svid;
import dev.weft.enforcer.link.MeshProtocol;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/** SVIDs whose keys are kept ready for one side of connections. Safe for any thread. */
final class KeptContexts {
  private static final int MOST = 512;

  private final boolean client;

  // By the certificate itself: the methods that the JDK makes for a record's equality are classes
  // that each process would make at its first connection, at a thousand kilobytes of garbage.
  private final Map<X509Certificate, Kept> contexts = new LinkedHashMap<>(16, 0.75f, true);

  private record Kept(SvidContext context, Instant expires) {}

  /** Those for clients, or for servers. */
  KeptContexts(boolean client) {
    this.client = client;
  }

  /** The one for {@code svid}, made if it was not there; held for the caller. */
  synchronized SvidContext held(Svid svid, InstantSource clock) throws GeneralSecurityException {
    Kept kept = contexts.get(svid.leaf());
    if (kept == null) {
      forget(clock.instant());
      kept = new Kept(new SvidContext(svid, client, MeshProtocol.ALPN), svid.expires());
      contexts.put(svid.leaf(), kept);
    }
    if (!kept.context.hold()) {
      throw new IllegalStateException("context: released (expected: held by the one who keeps it)");
    }
    return kept.context;
  }

  /** Lets go of what has expired, and of what was used longest ago when there is no room. */
  private void forget(Instant now) {
    Iterator<Kept> all = contexts.values().iterator();
    while (all.hasNext()) {
      Kept kept = all.next();
      if (kept.expires.isBefore(now) || contexts.size() >= MOST) {
        all.remove();
        kept.context.release();
      }
    }
  }
}
