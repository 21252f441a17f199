package dev.weft.agent.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.ClassFileTransformer;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.commons.ClassRemapper;
import net.bytebuddy.jar.asm.commons.Remapper;
import net.bytebuddy.utility.OpenedClassReader;
import org.jspecify.annotations.Nullable;

/**
 * Loads a library's classes as a JVM with the agent does, as a copy that a build has relocated to
 * {@code prefix}, or as it is.
 */
final class WeavingLoader extends ClassLoader {
  private final List<String> roots;
  private final String prefix;
  private final ClassFileTransformer transformer;
  private final Set<String> loaded = new HashSet<>();

  /** Of what is on the class path. */
  WeavingLoader(String prefix, List<String> roots, ClassFileTransformer transformer) {
    this(WeavingLoader.class.getClassLoader(), prefix, roots, transformer);
  }

  /** Of the class files that {@code source} has. */
  WeavingLoader(
      ClassLoader source, String prefix, List<String> roots, ClassFileTransformer transformer) {
    super(source);
    this.prefix = prefix;
    this.roots = roots;
    this.transformer = transformer;
  }

  /** The library's classes that were loaded so far. */
  Set<String> loaded() {
    return loaded;
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (!isRelocated(name)) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> known = findLoadedClass(name);
      return known == null ? define(name) : known;
    }
  }

  private Class<?> define(String name) throws ClassNotFoundException {
    String path = name.replace('.', '/');
    try {
      byte[] file = relocated(path);
      if (file == null) {
        throw new ClassNotFoundException(name);
      }
      byte[] woven = transformer.transform(getUnnamedModule(), this, path, null, null, file);
      byte[] used = woven == null ? file : woven;
      loaded.add(name);
      return defineClass(name, used, 0, used.length);
    } catch (IOException | java.lang.instrument.IllegalClassFormatException e) {
      throw new ClassNotFoundException(name, e);
    }
  }

  @Override
  public @Nullable InputStream getResourceAsStream(String name) {
    if (!isRelocated(name.replace('/', '.')) || !name.endsWith(".class")) {
      return super.getResourceAsStream(name);
    }
    try {
      byte[] file = relocated(name.substring(0, name.length() - ".class".length()));
      return file == null ? null : new ByteArrayInputStream(file);
    } catch (IOException e) {
      return null;
    }
  }

  /** Whether {@code name} is that of one of the copy's classes. */
  private boolean isRelocated(String name) {
    return name.startsWith(prefix) && isOwn(name.substring(prefix.length()));
  }

  private boolean isOwn(String name) {
    return roots.stream().anyMatch(name::startsWith);
  }

  private byte @Nullable [] relocated(String path) throws IOException {
    String original = path.substring(prefix.length()) + ".class";
    try (InputStream in = getParent().getResourceAsStream(original)) {
      if (in == null) {
        return null;
      }
      byte[] file = in.readAllBytes();
      return prefix.isEmpty() ? file : relocate(file);
    }
  }

  private byte[] relocate(byte[] file) {
    Remapper names =
        new Remapper(OpenedClassReader.ASM_API) {
          @Override
          public String map(String name) {
            return isOwn(name.replace('/', '.')) ? prefix.replace('.', '/') + name : name;
          }
        };
    ClassWriter writer = new ClassWriter(0);
    new ClassReader(file).accept(new ClassRemapper(writer, names), 0);
    return writer.toByteArray();
  }
}
