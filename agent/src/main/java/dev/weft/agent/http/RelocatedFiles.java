package dev.weft.agent.http;

import java.io.IOException;
import java.io.InputStream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.commons.ClassRemapper;

/** The agent's own class files, with the names of one copy of a library in them. */
final class RelocatedFiles {
  private final Relocation relocation;

  RelocatedFiles(Relocation relocation) {
    this.relocation = relocation;
  }

  /** The class file of {@code name}, which has dots. */
  byte[] read(String name) {
    String path = relocation.source(name.replace('.', '/')) + ".class";
    try (InputStream in = RelocatedFiles.class.getClassLoader().getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalStateException("agent jar: no " + name);
      }
      ClassWriter writer = new ClassWriter(0);
      new ClassReader(in.readAllBytes()).accept(new ClassRemapper(writer, relocation), 0);
      return writer.toByteArray();
    } catch (IOException e) {
      throw new IllegalStateException("agent jar: cannot read " + name, e);
    }
  }
}
