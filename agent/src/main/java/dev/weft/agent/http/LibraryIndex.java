package dev.weft.agent.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Which libraries have a class of some name. Known without their descriptions, which are read when
 * such a class is met. Immutable.
 */
public final class LibraryIndex {
  /** The file that the build writes, beside this class. */
  public static final String FILE = "libraries";

  /** By the last part of the class's name. */
  private final Map<String, List<Entry>> entries = new HashMap<>();

  /**
   * A class into which something may be woven.
   *
   * @param path its name as class files have it, where nobody relocates it
   * @param library whose class it is
   */
  record Entry(String path, Supplier<? extends Library> library) {}

  private LibraryIndex() {}

  /** Of these descriptions. */
  public static LibraryIndex of(List<? extends Library> libraries) {
    List<Entry> entries = new ArrayList<>();
    for (Library library : libraries) {
      for (LibraryClass type : library.classes()) {
        entries.add(new Entry(type.path(), () -> library));
      }
    }
    return ofEntries(entries);
  }

  /** Of these classes, in the order in which they are tried. */
  static LibraryIndex ofEntries(List<Entry> entries) {
    LibraryIndex index = new LibraryIndex();
    entries.forEach(index::add);
    return index;
  }

  /** As {@link #FILE} has it: a line for each class, with its path and whose it is. */
  public static String write() {
    StringBuilder lines = new StringBuilder();
    for (KnownLibrary library : KnownLibrary.values()) {
      for (LibraryClass type : library.get().classes()) {
        lines.append(type.path()).append(' ').append(library.name()).append('\n');
      }
    }
    return lines.toString();
  }

  /**
   * Of those known libraries that {@code wanted} takes, as the build wrote it.
   *
   * @throws IOException when the agent's jar has no index, or one that was not made for it
   */
  public static LibraryIndex read(Predicate<KnownLibrary> wanted) throws IOException {
    try (InputStream in = LibraryIndex.class.getResourceAsStream(FILE)) {
      if (in == null) {
        throw new IOException("agent jar: no " + FILE + " (expected: as the build made it)");
      }
      return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8), wanted);
    }
  }

  static LibraryIndex parse(String lines, Predicate<KnownLibrary> wanted) throws IOException {
    LibraryIndex index = new LibraryIndex();
    Map<String, KnownLibrary> known = new HashMap<>();
    for (KnownLibrary library : KnownLibrary.values()) {
      known.put(library.name(), library);
    }
    int start = 0;
    for (int end = lines.indexOf('\n'); end >= 0; end = lines.indexOf('\n', start)) {
      int space = lines.lastIndexOf(' ', end);
      KnownLibrary library = space < start ? null : known.get(lines.substring(space + 1, end));
      if (library == null) {
        throw new IOException(
            FILE + ": " + lines.substring(start, end) + " (expected: a path and a known library)");
      }
      if (wanted.test(library)) {
        index.add(new Entry(lines.substring(start, space), library));
      }
      start = end + 1;
    }
    return index;
  }

  private void add(Entry entry) {
    entries.computeIfAbsent(lastPart(entry.path()), it -> new ArrayList<>()).add(entry);
  }

  /** The classes whose names end as {@code path} does, in the order in which they are tried. */
  List<Entry> find(String path) {
    return entries.getOrDefault(lastPart(path), List.of());
  }

  private static String lastPart(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
