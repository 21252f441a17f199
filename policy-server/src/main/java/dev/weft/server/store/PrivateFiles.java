package dev.weft.server.store;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.UUID;

/**
 * Files and folders that only their owner may touch. They have these permissions from the moment
 * they exist, and a file appears whole or not at all, also after a crash.
 */
public final class PrivateFiles {
  private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");
  private static final Set<PosixFilePermission> FOLDER =
      PosixFilePermissions.fromString("rwx------");
  private static final Set<PosixFilePermission> OTHERS =
      PosixFilePermissions.fromString("---rwxrwx");

  private PrivateFiles() {}

  /**
   * Makes {@code folder} with mode 0700 when it is missing.
   *
   * @throws IOException when it cannot be made, is no folder, or is open to other users
   */
  public static void createFolder(Path folder) throws IOException {
    if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      Path parent = folder.getParent();
      if (parent != null) {
        Files.createDirectories(parent);
      }
      Files.createDirectory(folder, owned(FOLDER));
    }
    if (!Files.isDirectory(folder)) {
      throw new IOException(folder + ": no folder (expected: a folder, or nothing yet)");
    }
    requirePrivate(folder);
  }

  /**
   * Refuses a file or folder that users other than its owner may read, write or enter.
   *
   * @throws IOException when {@code path} is open to others; the message says how to close it
   */
  public static void requirePrivate(Path path) throws IOException {
    for (PosixFilePermission permission : Files.getPosixFilePermissions(path)) {
      if (OTHERS.contains(permission)) {
        throw new IOException(
            path + ": open to other users (expected: its owner alone; run chmod go-rwx on it)");
      }
    }
  }

  /**
   * As {@link #requirePrivate}, except that a file of root's may be read by its group: so
   * Kubernetes mounts Secrets for programs that are not root. (PostgreSQL takes its key by the same
   * rule.)
   *
   * @throws IOException when {@code file} is open to others; the message says how to close it
   */
  public static void requirePrivateOrRoots(Path file) throws IOException {
    Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
    permissions.retainAll(OTHERS);
    boolean ofRoot = Integer.valueOf(0).equals(Files.getAttribute(file, "unix:uid"));
    if (!ofRoot || !permissions.equals(Set.of(PosixFilePermission.GROUP_READ))) {
      requirePrivate(file);
    }
  }

  /** Makes an empty file with mode 0600, unless there is one, which must be private then. */
  public static void createEmpty(Path file) throws IOException {
    if (Files.exists(file)) {
      requirePrivate(file);
    } else {
      Files.createFile(file, owned(FILE));
    }
  }

  /** Puts {@code content} at {@code file} with mode 0600, durably, in place of what was there. */
  public static void write(Path file, byte[] content) throws IOException {
    int unused =
        stream(
            file,
            out -> {
              out.write(content);
              return content.length;
            });
  }

  /** Writes the content of a file. */
  @FunctionalInterface
  public interface Content<T> {
    /** Writes all of it to {@code out}, and returns what the writer of the file wants to know. */
    T writeTo(OutputStream out) throws IOException;
  }

  /**
   * Puts {@code content} at {@code file} with mode 0600, durably, in place of what was there; when
   * it cannot be written to its end, what was there stays.
   */
  public static <T> T stream(Path file, Content<T> content) throws IOException {
    Path unfinished = file.resolveSibling(file.getFileName() + "." + UUID.randomUUID() + ".tmp");
    try {
      T result;
      try (FileChannel channel =
          FileChannel.open(
              unfinished,
              Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
              owned(FILE))) {
        OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel));
        result = content.writeTo(out);
        out.flush();
        channel.force(true);
      }
      move(unfinished, file);
      return result;
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }

  /** Renames {@code from} to {@code to}, in the same folder, durably. */
  public static void move(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    Path folder = to.toAbsolutePath().getParent();
    if (folder != null) {
      syncFolder(folder);
    }
  }

  private static void syncFolder(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private static FileAttribute<Set<PosixFilePermission>> owned(Set<PosixFilePermission> mode) {
    return PosixFilePermissions.asFileAttribute(mode);
  }
}
