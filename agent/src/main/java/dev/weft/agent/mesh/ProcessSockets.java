package dev.weft.agent.mesh;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The TCP sockets that this process has open, as the kernel tells of them in {@code /proc}: what
 * they lead to, by the numbers of their descriptors.
 *
 * @param listening those that listen
 * @param others all others, in whatever state
 */
record ProcessSockets(Map<Integer, String> listening, Map<Integer, String> others) {
  private static final Path DESCRIPTORS = Path.of("/proc/self/fd");
  private static final Path IPV4 = Path.of("/proc/self/net/tcp");
  private static final Path IPV6 = Path.of("/proc/self/net/tcp6");
  private static final String SOCKET = "socket:[";

  /** The state LISTEN in the kernel's tables. */
  private static final String LISTEN = "0A";

  private static final int STATE = 3;
  private static final int INODE = 9;

  /** Takes copies. */
  ProcessSockets {
    listening = Map.copyOf(listening);
    others = Map.copyOf(others);
  }

  /**
   * Looks at them now.
   *
   * @throws IOException when the kernel's tables cannot be read
   */
  static ProcessSockets read() throws IOException {
    Map<String, Integer> numbers = descriptors();
    Map<Integer, String> listening = new HashMap<>();
    Map<Integer, String> others = new HashMap<>();
    look(IPV4, numbers, listening, others);
    if (Files.exists(IPV6)) {
      look(IPV6, numbers, listening, others);
    }
    return new ProcessSockets(listening, others);
  }

  /** Whether the descriptor of that number still leads to {@code socket}. */
  static boolean isOpen(int number, String socket) {
    return socket.equals(target(DESCRIPTORS.resolve(Integer.toString(number))));
  }

  /** By what they lead to; the first of several that lead to the same. */
  private static Map<String, Integer> descriptors() throws IOException {
    Map<String, Integer> numbers = new HashMap<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(DESCRIPTORS)) {
      for (Path entry : entries) {
        String target = target(entry);
        if (target != null && target.startsWith(SOCKET)) {
          numbers.merge(target, Integer.parseInt(entry.getFileName().toString()), Math::min);
        }
      }
    }
    return numbers;
  }

  private static @Nullable String target(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString();
    } catch (IOException e) {
      // Closed meanwhile.
      return null;
    }
  }

  private static void look(
      Path table,
      Map<String, Integer> numbers,
      Map<Integer, String> listening,
      Map<Integer, String> others)
      throws IOException {
    try (BufferedReader lines = Files.newBufferedReader(table, StandardCharsets.US_ASCII)) {
      String line = lines.readLine();
      if (line == null) {
        throw new NoSuchFileException(table.toString(), null, "empty");
      }
      for (line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] fields = line.strip().split("\\s+", -1);
        if (fields.length > INODE) {
          String target = SOCKET + fields[INODE] + "]";
          Integer number = numbers.get(target);
          if (number != null) {
            (fields[STATE].equals(LISTEN) ? listening : others).put(number, target);
          }
        }
      }
    }
  }
}
