package dev.weft.agent.boot;

import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
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
  private static final String PREFIX = "boot/";
  private static final String SUFFIX = ".classdata";

  private BootstrapInjector() {}

  /**
   * Defines every boot type in the agent's jar, supertypes first, and lets them use {@code
   * jdk.internal.misc}. To be called once in a JVM.
   *
   * @param instrumentation able to redefine modules
   * @param jar the agent's jar
   * @throws IOException when the jar cannot be read or holds no boot types
   * @throws LinkageError when a type of that name is there already, or when this JDK has no {@code
   *     Unsafe.defineClass}
   */
  public static BootTypes inject(Instrumentation instrumentation, Path jar) throws IOException {
    Map<String, byte[]> pending = read(jar);
    if (pending.isEmpty()) {
      throw new IOException("agent jar: no entries under " + PREFIX + " (expected: boot types)");
    }
    JdkAccess.exportUnsafe(instrumentation, BootstrapInjector.class.getModule());
    BootTypes types = new BootTypes(new Definer(pending).defineAll());
    JdkAccess.exportUnsafe(instrumentation, types.module());
    return types;
  }

  private static Map<String, byte[]> read(Path jar) throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      Enumeration<? extends ZipEntry> entries = zip.entries();
      while (entries.hasMoreElements()) {
        ZipEntry entry = entries.nextElement();
        String name = entry.getName();
        if (name.startsWith(PREFIX) && name.endsWith(SUFFIX)) {
          try (InputStream in = zip.getInputStream(entry)) {
            byte[] classFile = in.readAllBytes();
            files.put(ClassHeader.read(classFile).name(), classFile);
          }
        }
      }
    }
    return files;
  }

  /** Defines classes, each after the supertypes that wait with it. */
  private static final class Definer {
    private final Map<String, byte[]> files;
    private final Map<String, Class<?>> defined = new LinkedHashMap<>();
    // Resolved when this class first runs, which is after the package was exported to it.
    private final Unsafe unsafe = Unsafe.getUnsafe();

    Definer(Map<String, byte[]> files) {
      this.files = files;
    }

    Map<String, Class<?>> defineAll() throws IOException {
      for (String name : files.keySet()) {
        define(name);
      }
      return defined;
    }

    private void define(String name) throws IOException {
      byte[] file = files.get(name);
      if (file == null || defined.containsKey(name)) {
        return;
      }
      for (String supertype : ClassHeader.read(file).supertypes()) {
        define(supertype);
      }
      defined.put(name, unsafe.defineClass(name, file, 0, file.length, null, null));
    }
  }
}
