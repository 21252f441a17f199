package dev.weft.proxy.inpod;

import dev.weft.proxy.netns.NamespaceEntry;
import dev.weft.proxy.netns.NamespaceId;
import dev.weft.proxy.netns.NetworkNamespace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.ThreadFactory;

/**
 * One that is whatever is at a path.
 *
 * @param path of its file
 */
record NamedNamespace(Path path) implements PodNamespace {
  @Override
  public NetworkNamespace enter(NamespaceEntry entry, ThreadFactory threads) throws IOException {
    return NetworkNamespace.enter(path, entry, threads);
  }

  @Override
  public boolean is(NamespaceId entered) throws IOException {
    return entered.equals(NamespaceId.at(path));
  }

  @Override
  public String toString() {
    return path.toString();
  }
}
