package dev.weft.agent.http;

import java.io.IOException;
import java.security.ProtectionDomain;
import jdk.internal.misc.Unsafe;
import net.bytebuddy.dynamic.ClassFileLocator;
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
      ClassFileLocator own,
      @Nullable ClassLoader loader,
      @Nullable ProtectionDomain domain) {
    for (String helper : library.helpers()) {
      byte[] file = read(own, helper);
      Class<?> unused =
          Unsafe.getUnsafe()
              .defineClass(relocation.name(helper), file, 0, file.length, loader, domain);
    }
  }

  static byte[] read(ClassFileLocator own, String name) {
    try {
      return own.locate(name).resolve();
    } catch (IOException e) {
      throw new IllegalStateException("agent jar: cannot read " + name, e);
    }
  }
}
