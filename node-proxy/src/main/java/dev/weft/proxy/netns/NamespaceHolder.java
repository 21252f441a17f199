package dev.weft.proxy.netns;

import java.io.IOException;
import java.nio.file.Path;

/** Opens files of namespaces. */
@FunctionalInterface
public interface NamespaceHolder {
  /**
   * Holds what is at {@code path}, whatever is there later.
   *
   * @throws IOException when it is not there, or not allowed
   */
  HeldNamespace hold(Path path) throws IOException;
}
