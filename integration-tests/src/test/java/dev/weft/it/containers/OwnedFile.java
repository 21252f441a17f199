package dev.weft.it.containers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.testcontainers.images.builder.Transferable;

/**
 * A file for a container that one user alone may read.
 *
 * @param text what is in it
 * @param user the user
 */
record OwnedFile(String text, int user) implements Transferable {
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
    entry.setUserId(user);
    entry.setGroupId(user);
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
