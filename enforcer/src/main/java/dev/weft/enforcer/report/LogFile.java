package dev.weft.enforcer.report;

import dev.weft.enforcer.rights.OwnRights;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A log file of bounded size that only its owner can read. When it is full it becomes {@code
 * <name>.1}, in place of an older one, and a new one is begun.
 *
 * <p>It writes through a plain stream: a channel would be closed by an interrupt of the application
 * thread that happens to log.
 */
final class LogFile implements LogSink {
  private static final String OWNER_ONLY = "rw-------";

  private final Path path;
  private final long maxBytes;
  private @Nullable OutputStream out;
  private long written;

  /**
   * @param path the file, which is opened by {@link #open} or by the first line
   * @param maxBytes how large it may become, in bytes; both files together hold twice that
   */
  LogFile(Path path, long maxBytes) {
    this.path = path;
    this.maxBytes = maxBytes;
  }

  /**
   * Opens the file, to append, unless it is open.
   *
   * @throws IOException when it cannot be opened
   */
  void open() throws IOException {
    if (out == null) {
      OutputStream unused = OwnRights.<OutputStream, IOException>use(this::openToAppend);
    }
  }

  /** Closes the file; another line would open it again. */
  void close() throws IOException {
    OutputStream old = out;
    out = null;
    if (old != null) {
      old.close();
    }
  }

  @Override
  public void write(String line) throws IOException {
    byte[] bytes = (line + '\n').getBytes(StandardCharsets.UTF_8);
    if (written > 0 && written + bytes.length > maxBytes) {
      OwnRights.<IOException>act(this::rotate);
    }
    open();
    OutputStream stream = Objects.requireNonNull(out);
    stream.write(bytes);
    written += bytes.length;
  }

  private OutputStream openToAppend() throws IOException {
    boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    FileAttribute<?>[] ownerOnly =
        posix
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(OWNER_ONLY))
            }
            : new FileAttribute<?>[0];
    try {
      Files.createFile(path, ownerOnly);
    } catch (FileAlreadyExistsException e) {
      if (posix && Files.isRegularFile(path)) {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(OWNER_ONLY));
      }
    }
    written = Files.size(path);
    OutputStream opened = new FileOutputStream(path.toFile(), true);
    out = opened;
    return opened;
  }

  private void rotate() throws IOException {
    close();
    Path previous = path.resolveSibling(path.getFileName() + ".1");
    Files.move(path, previous, StandardCopyOption.REPLACE_EXISTING);
    openToAppend();
  }
}
