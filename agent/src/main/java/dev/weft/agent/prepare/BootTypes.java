package dev.weft.agent.prepare;

import dev.weft.agent.boot.BootBundle;
import dev.weft.bootstrap.SocketHooks;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The types that are defined in the boot loader, each after those of its supertypes among them. */
final class BootTypes {
  private static final String PACKAGE = "dev.weft.bootstrap.";
  private static final String CLASS = ".class";

  private final Set<Class<?>> order = new LinkedHashSet<>();

  private BootTypes() {}

  /** All of them. */
  static byte[] bundle() throws IOException {
    BootTypes types = new BootTypes();
    for (String name : names()) {
      types.add(load(name));
    }
    BootBundle.Writer writer = new BootBundle.Writer();
    for (Class<?> type : types.order) {
      writer.add(type.getName(), classFile(type));
    }
    return writer.done();
  }

  /** Sorted, so that two builds give the same. */
  private static Set<String> names() throws IOException {
    Path place =
        Path.of(
            URI.create(
                SocketHooks.class.getProtectionDomain().getCodeSource().getLocation().toString()));
    if (Files.isDirectory(place)) {
      return names(place);
    }
    try (FileSystem jar = FileSystems.newFileSystem(place)) {
      return names(jar.getPath("/"));
    }
  }

  private static Set<String> names(Path root) throws IOException {
    Set<String> names = new TreeSet<>();
    try (Stream<Path> files = Files.walk(root.resolve(PACKAGE.replace('.', '/')))) {
      for (Path file : (Iterable<Path>) files::iterator) {
        String path = root.relativize(file).toString();
        if (path.endsWith(CLASS) && !path.endsWith("package-info.class")) {
          names.add(path.substring(0, path.length() - CLASS.length()).replace('/', '.'));
        }
      }
    }
    return names;
  }

  private static Class<?> load(String name) {
    try {
      return Class.forName(name, false, BootTypes.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  private void add(Class<?> type) {
    if (!type.getName().startsWith(PACKAGE) || order.contains(type)) {
      return;
    }
    Class<?> superclass = type.getSuperclass();
    if (superclass != null) {
      add(superclass);
    }
    List.of(type.getInterfaces()).forEach(this::add);
    order.add(type);
  }

  private static byte[] classFile(Class<?> type) throws IOException {
    String name = type.getName().replace('.', '/') + CLASS;
    try (InputStream in = BootTypes.class.getClassLoader().getResourceAsStream(name)) {
      if (in == null) {
        throw new IOException("no " + name + " (expected: beside the others)");
      }
      return in.readAllBytes();
    }
  }
}
