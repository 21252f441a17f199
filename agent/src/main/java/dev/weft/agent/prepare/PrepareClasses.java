package dev.weft.agent.prepare;

import dev.weft.agent.http.LibraryIndex;
import dev.weft.agent.jdk.ClassWeaver;
import dev.weft.agent.jdk.ContextHooks;
import dev.weft.agent.jdk.HookTable;
import dev.weft.agent.jdk.PreparedClass;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Writes what a start would take too long to find out: the prepared classes for every JDK that is
 * found, and which classes of libraries are woven, and the boot types in the order of their
 * definition. Fails on a JDK that it cannot weave.
 */
public final class PrepareClasses {
  private static final String BOOT = "types";

  private PrepareClasses() {}

  /**
   * Called by the build.
   *
   * @param arguments the folder for the index of libraries, for the boot types, and for the
   *     prepared classes' own
   * @throws IOException when a JDK cannot be read or a file cannot be written
   */
  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    Files.createDirectories(folder.resolve(PreparedClass.FOLDER));
    Files.writeString(folder.resolve(LibraryIndex.FILE), LibraryIndex.write());
    Files.write(folder.resolve(BOOT), BootTypes.bundle());
    for (JdkImage jdk : JdkImage.findAll()) {
      try (jdk) {
        prepare(jdk, folder);
      }
    }
  }

  private static void prepare(JdkImage jdk, Path folder) throws IOException {
    ClassWeaver weaver = new ClassWeaver(jdk);
    Set<String> types = new LinkedHashSet<>(HookTable.types());
    types.addAll(ContextHooks.types());
    for (String type : types) {
      byte[] original = jdk.classFile(type);
      if (original == null) {
        continue; // which of the classes there are depends on the JDK
      }
      PreparedClass prepared = PreparedClass.weave(weaver, type, original);
      if (prepared != null) {
        HookProof.check(type, prepared.woven());
        Files.write(folder.resolve(PreparedClass.path(type, original)), prepared.write());
      }
    }
  }
}
