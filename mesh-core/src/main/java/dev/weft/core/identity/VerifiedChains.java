package dev.weft.core.identity;

import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The chains that one verifier has found good: the same bytes against the same roots give the same
 * answer, but for the time. A peer that connects again costs no signature check then, and no
 * certificate that is read. What was refused is not kept, so nobody can fill it without
 * certificates of the mesh. Safe for any thread.
 */
final class VerifiedChains {
  /** Most chains; those asked for longest ago go first. */
  static final int MOST = 1024;

  private final Map<Key, Known> chains =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Known> eldest) {
          return size() > MOST;
        }
      };

  private record Known(PresentedChain chain, Verified verified) {}

  private record Key(PresentedChain chain, PeerRole role) {
    // By hand: the first generated equals of a JVM costs its start some 20 ms of method handles.
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Key key && key.role == role && key.chain.equals(chain);
    }

    @Override
    public int hashCode() {
      return chain.hashCode();
    }
  }

  /** Who {@code chain} proves its holder to be; null when it is not known, or not valid now. */
  synchronized @Nullable SpiffeId find(PresentedChain chain, PeerRole role, Instant now) {
    Key key = new Key(chain, role);
    Known known = chains.get(key);
    if (known == null) {
      return null;
    }
    if (!known.verified().holdsAt(now)) {
      chains.remove(key);
      return null;
    }
    return known.verified().id();
  }

  /** The same chain as it was first found good, if that is still known. */
  synchronized PresentedChain kept(PresentedChain chain, PeerRole role) {
    Known known = chains.get(new Key(chain, role));
    return known == null ? chain : known.chain();
  }

  /** Keeps what was found, and gives up those asked for longest ago that no longer hold. */
  synchronized void add(PresentedChain chain, PeerRole role, Verified found, Instant now) {
    Iterator<Known> oldest = chains.values().iterator();
    while (oldest.hasNext() && !oldest.next().verified().holdsAt(now)) {
      oldest.remove();
    }
    chains.put(new Key(chain, role), new Known(chain, found));
  }

  synchronized int size() {
    return chains.size();
  }
}
