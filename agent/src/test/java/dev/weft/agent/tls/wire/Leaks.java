package dev.weft.agent.tls.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is to be given back when a connection is closed.
 *
 * @param sockets how many descriptors of the process are sockets
 */
record Leaks(long sockets) {
  private static final Path DESCRIPTORS = Path.of("/proc/self/fd");
  private static final String DATA_PATH = "dev.weft.agent.tls.";
  private static final String BLOCK = DATA_PATH + "Block";

  /** What there is now, of {@code mesh} nothing. */
  static Leaks now(Mesh mesh) throws IOException {
    assertThat(mesh.engines.open()).isZero();
    try {
      // The JDK keeps a socket of its own from then on, to put in the place of one that is closed.
      Class<?> unused = Class.forName("sun.nio.ch.FileDispatcherImpl");
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException("sun.nio.ch has changed", e);
    }
    return new Leaks(openSockets());
  }

  /** All connections since have been closed: nothing is left of them. */
  void assertNoMore(Mesh mesh) throws IOException {
    assertThat(mesh.events.faults).isEmpty();
    assertThat(mesh.engines.open()).as("engines").isZero();
    assertThat(openSockets()).as("sockets").isLessThanOrEqualTo(sockets);
  }

  private static long openSockets() throws IOException {
    try (Stream<Path> all = Files.list(DESCRIPTORS)) {
      return all.filter(Leaks::isSocket).count();
    }
  }

  private static boolean isSocket(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString().startsWith("socket:");
    } catch (IOException e) {
      // That of the listing itself, and of whatever was closed meanwhile.
      return false;
    }
  }

  /** A closed connection has given its memory back: no block is to be reached from it. */
  static void assertNoBlock(Connection connection) {
    Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    assertNoBlock(connection.client().socket(), "client", seen);
    assertNoBlock(connection.server().socket(), "server", seen);
  }

  private static void assertNoBlock(@Nullable Object from, String path, Set<Object> seen) {
    if (from == null || !isOfConnection(from) || !seen.add(from)) {
      return;
    }
    for (Class<?> type = from.getClass(); type != null; type = type.getSuperclass()) {
      assertThat(type.getName()).as(path).isNotEqualTo(BLOCK);
      for (Field field : type.getDeclaredFields()) {
        if (!Modifier.isStatic(field.getModifiers())
            && type.getName().startsWith(DATA_PATH)
            && !field.getType().isPrimitive()) {
          assertNoBlock(value(field, from), path + "." + field.getName(), seen);
        }
      }
    }
  }

  private static boolean isOfConnection(Object object) {
    String name = object.getClass().getName();
    return name.startsWith(DATA_PATH) && !name.endsWith("SocketContext");
  }

  private static @Nullable Object value(Field field, Object from) {
    field.setAccessible(true);
    try {
      return field.get(from);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }
}
