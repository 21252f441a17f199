package dev.weft.agent.http;

import java.io.IOException;
import java.io.InputStream;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.commons.ClassRemapper;

/** The agent's own class files, with the names of one copy of a library in them. */
final class RelocatedLocator implements ClassFileLocator {
  private final Relocation relocation;

  RelocatedLocator(Relocation relocation) {
    this.relocation = relocation;
  }

  @Override
  public Resolution locate(String name) throws IOException {
    String path = relocation.source(name.replace('.', '/')) + ".class";
    try (InputStream in = RelocatedLocator.class.getClassLoader().getResourceAsStream(path)) {
      if (in == null) {
        return new Resolution.Illegal(name);
      }
      ClassWriter writer = new ClassWriter(0);
      new ClassReader(in.readAllBytes()).accept(new ClassRemapper(writer, relocation), 0);
      return new Resolution.Explicit(writer.toByteArray());
    }
  }

  @Override
  public void close() {
    // Nothing is open.
  }
}
