package dev.weft.agent.boot;

import dev.weft.bootstrap.BootBuild;
import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import jdk.internal.misc.Unsafe;

/**
 * Defines the agent's boot types straight into the boot loader. Appending a jar to the boot class
 * path would do the same, but then the JVM prints a warning on stderr and turns class-data sharing
 * off for the application.
 *
 * <p>A rewritten class of {@code java.base} can link to them: the JVM gives every module that an
 * agent transforms a read edge to the boot loader's unnamed module.
 */
public final class BootstrapInjector {
  private BootstrapInjector() {}

  /**
   * Defines every boot type in the agent's jar, supertypes first, and lets them use {@code
   * jdk.internal.misc}. To be called once in a JVM, before any class that names a boot type is
   * linked.
   *
   * @param instrumentation able to redefine modules
   * @param jar the agent's jar
   * @throws IOException when the jar cannot be read or holds no boot types
   * @throws LinkageError when a type of that name is there already, or when this JDK has no {@code
   *     Unsafe.defineClass}
   */
  public static void inject(Instrumentation instrumentation, Path jar) throws IOException {
    define(instrumentation, read(jar));
  }

  /**
   * As {@link #inject}, in a JVM where an attach that was refused may have left the types.
   *
   * @throws IOException when those of another build are there already
   */
  public static void injectOnce(Instrumentation instrumentation, Path jar) throws IOException {
    BootBundle bundle = read(jar);
    if (!areThere()) {
      define(instrumentation, bundle);
      BootBuild.is(bundle.build());
    } else if (bundle.build().equals(BootBuild.known())) {
      JdkAccess.exportUnsafe(instrumentation, BootstrapInjector.class.getModule());
    } else {
      throw new IOException("those of another agent's jar are there (expected: the same jar)");
    }
  }

  private static boolean areThere() {
    try {
      return Class.forName("dev.weft.bootstrap.BootBuild", false, null) != null;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }

  private static void define(Instrumentation instrumentation, BootBundle bundle)
      throws IOException {
    JdkAccess.exportUnsafe(instrumentation, BootstrapInjector.class.getModule());
    JdkAccess.openToBoot(instrumentation, Definer.define(bundle));
  }

  private static BootBundle read(Path jar) throws IOException {
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      ZipEntry entry = zip.getEntry(BootBundle.ENTRY);
      if (entry == null) {
        throw new IOException("agent jar: no " + BootBundle.ENTRY + " (expected: as it was built)");
      }
      try (InputStream in = zip.getInputStream(entry)) {
        return new BootBundle(in.readAllBytes());
      }
    }
  }

  /** Apart from the rest, because it can be linked only when its package was exported to it. */
  private static final class Definer implements BootBundle.Reader {
    private final Unsafe unsafe = Unsafe.getUnsafe();
    private Class<?> last = Object.class;

    private Definer() {}

    /** Returns the boot loader's unnamed module, which they belong to. */
    static Module define(BootBundle bundle) throws IOException {
      Definer definer = new Definer();
      bundle.read(definer);
      return definer.last.getModule();
    }

    @Override
    public void take(String name, byte[] bytes, int offset, int length) {
      last = unsafe.defineClass(name, bytes, offset, length, null, null);
    }
  }
}
