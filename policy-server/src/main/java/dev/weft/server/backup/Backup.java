package dev.weft.server.backup;

import dev.weft.server.ca.CaTransfer;
import dev.weft.server.store.PrivateFiles;
import dev.weft.server.store.StoreSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Makes a backup, of one moment, while servers go on. It holds resources with their history, the
 * audit log, and the hashes of tokens; of secrets, only what is sealed, and the CA's own files when
 * that is asked for.
 */
public final class Backup {
  private Backup() {}

  /**
   * Puts a backup at {@code file}, whole or not at all, for its owner alone.
   *
   * @param ca a folder with a CA to take along, unsealed
   * @return how many rows of which kind it holds
   * @throws BackupException when the store or the CA cannot be read, or the file not written
   */
  public static Map<String, Long> write(
      StoreSource source, Optional<Path> ca, Path file, Instant now) throws BackupException {
    try {
      return PrivateFiles.stream(
          file,
          out -> {
            BackupWriter writer = new BackupWriter(out, now);
            source.<Integer>read(handle -> dump(handle, writer));
            if (ca.isPresent()) {
              for (Map.Entry<String, String> it : CaTransfer.read(ca.get()).entrySet()) {
                writer.caFile(it.getKey(), it.getValue());
              }
            }
            return writer.finish();
          });
    } catch (IOException | UncheckedIOException e) {
      throw new BackupException(file + ": the backup cannot be made: " + e.getMessage(), e);
    }
  }

  private static int dump(Handle handle, BackupWriter writer) {
    for (BackupTable table : BackupTable.ALL) {
      handle
          .createQuery(table.select())
          .setFetchSize(500)
          .map((row, context) -> table.read(row))
          .forEach(
              row -> {
                try {
                  writer.row(table, row);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
    }
    return BackupTable.ALL.size();
  }
}
