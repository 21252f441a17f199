package dev.weft.it.containers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.testcontainers.images.builder.Transferable;

/**
 * A file for a container that nobody but the user of the project's images may read.
 *
 * @param text what is in it
 */
record OwnedFile(String text) implements Transferable {
  private static final int USER = 10001;

  @Override
  public long getSize() {
    return getBytes().length;
  }

  @Override
  public byte[] getBytes() {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void transferTo(TarArchiveOutputStream tar, String destination) {
    TarArchiveEntry entry = new TarArchiveEntry(destination);
    entry.setSize(getSize());
    entry.setMode(0100600);
    entry.setUserId(USER);
    entry.setGroupId(USER);
    try {
      tar.putArchiveEntry(entry);
      tar.write(getBytes());
      tar.closeArchiveEntry();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** It may be a secret. */
  @Override
  public String toString() {
    return getSize() + " bytes";
  }
}
