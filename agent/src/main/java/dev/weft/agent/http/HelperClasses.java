package dev.weft.agent.http;

import java.security.ProtectionDomain;
import jdk.internal.misc.Unsafe;
import org.jspecify.annotations.Nullable;

/**
 * Defines a library's helpers as classes of the library itself: in its class loader, package and
 * module, so that woven code can call them, and they it.
 */
final class HelperClasses {
  private HelperClasses() {}

  /**
   * Defines all of them; to be called once for a copy.
   *
   * @throws LinkageError when one cannot be defined
   */
  static void define(
      Library library,
      Relocation relocation,
      RelocatedFiles own,
      @Nullable ClassLoader loader,
      @Nullable ProtectionDomain domain) {
    for (String helper : library.helpers()) {
      byte[] file = own.read(helper);
      Class<?> unused =
          Unsafe.getUnsafe()
              .defineClass(relocation.name(helper), file, 0, file.length, loader, domain);
    }
  }
}
