package dev.weft.proxy.inpod;

import dev.weft.proxy.netns.NamespaceEntry;
import dev.weft.proxy.netns.NamespaceId;
import dev.weft.proxy.netns.NetworkNamespace;
import dev.weft.proxy.process.PodFinder;
import dev.weft.proxy.process.PodFinder.Found;
import dev.weft.proxy.process.PodFinder.Witness;
import java.io.IOException;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/** One that is where the processes of a pod are, by their cgroups. */
final class FoundNamespace implements PodNamespace {
  private final String uid;
  private final PodFinder finder;
  private @Nullable Witness witness;

  /** The pod's of that UID, as the cluster's API has it. */
  FoundNamespace(String uid, PodFinder finder) {
    this.uid = uid;
    this.finder = finder;
  }

  @Override
  public NetworkNamespace enter(NamespaceEntry entry, ThreadFactory threads) throws IOException {
    try (Found found = finder.find(uid, entry)) {
      NetworkNamespace entered = NetworkNamespace.enter(found.held().path(), entry, threads);
      witness = found.witness();
      return entered;
    }
  }

  @Override
  public boolean is(NamespaceId entered) throws IOException {
    witness = finder.witness(uid, witness, entered);
    return witness != null;
  }

  @Override
  public String toString() {
    return "of pod " + uid;
  }
}
