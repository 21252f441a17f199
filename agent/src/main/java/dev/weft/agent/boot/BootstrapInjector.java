package dev.weft.agent.boot;

import dev.weft.bootstrap.BootBuild;
import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
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
  /** Names the entries of the boot types, one a line. */
  private static final String INDEX = "boot/index";

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
  public static BootTypes inject(Instrumentation instrumentation, Path jar) throws IOException {
    return define(instrumentation, read(jar));
  }

  /**
   * As {@link #inject}, in a JVM where an attach that was refused may have left the types.
   *
   * @throws IOException when those of another build are there already
   */
  public static void injectOnce(Instrumentation instrumentation, Path jar) throws IOException {
    List<byte[]> files = read(jar);
    CRC32 checksum = new CRC32();
    files.forEach(checksum::update);
    String build = Long.toHexString(checksum.getValue());
    if (!areThere()) {
      BootTypes unused = define(instrumentation, files);
      BootBuild.is(build);
    } else if (build.equals(BootBuild.known())) {
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

  private static BootTypes define(Instrumentation instrumentation, List<byte[]> all)
      throws IOException {
    List<ClassHeader> headers = new ArrayList<>();
    Map<String, byte[]> files = new HashMap<>();
    for (byte[] file : all) {
      ClassHeader header = ClassHeader.read(file);
      headers.add(header);
      files.put(header.name(), file);
    }
    if (files.isEmpty()) {
      throw new IOException("agent jar: " + INDEX + " is empty (expected: boot types)");
    }
    JdkAccess.exportUnsafe(instrumentation, BootstrapInjector.class.getModule());
    BootTypes types = new BootTypes(Definer.define(DefinitionOrder.of(headers), files));
    JdkAccess.exportUnsafe(instrumentation, types.module());
    JdkAccess.exportAccess(instrumentation, types.module());
    JdkAccess.openSockets(instrumentation, types.module());
    return types;
  }

  /** By an index: to look through all the jar's entries costs a start more than reading these. */
  private static List<byte[]> read(Path jar) throws IOException {
    List<byte[]> files = new ArrayList<>();
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      String index = new String(read(zip, INDEX), StandardCharsets.UTF_8);
      for (String entry : index.split("\n", -1)) {
        if (!entry.isEmpty()) {
          files.add(read(zip, entry));
        }
      }
    }
    return files;
  }

  private static byte[] read(ZipFile zip, String name) throws IOException {
    ZipEntry entry = zip.getEntry(name);
    if (entry == null) {
      throw new IOException("agent jar: no " + name + " (expected: as the build made it)");
    }
    try (InputStream in = zip.getInputStream(entry)) {
      return in.readAllBytes();
    }
  }

  /** Apart from the rest, because it can be linked only when its package was exported to it. */
  private static final class Definer {
    private Definer() {}

    static Map<String, Class<?>> define(List<String> names, Map<String, byte[]> files) {
      Unsafe unsafe = Unsafe.getUnsafe();
      Map<String, Class<?>> defined = new LinkedHashMap<>();
      for (String name : names) {
        byte[] file = files.getOrDefault(name, new byte[0]);
        defined.put(name, unsafe.defineClass(name, file, 0, file.length, null, null));
      }
      return defined;
    }
  }
}
