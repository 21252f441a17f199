package dev.weft.server.ca;

import dev.weft.server.store.PrivateFiles;
import dev.weft.server.store.StoreException;
import dev.weft.server.store.sealed.Sealed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Carries a CA of the server's own making from one kind of store to another. */
public final class CaTransfer {
  private static final List<String> FILES =
      List.of(CaFolder.ROOT_KEY, CaFolder.ROOT, CaFolder.KEY, CaFolder.ISSUER, CaFolder.CHAIN);

  private CaTransfer() {}

  /** The CA's folder of a data folder. */
  public static Path folder(Path dataDir) {
    return dataDir.resolve(CertificateAuthority.OWN_FOLDER);
  }

  /** The files of the CA in {@code folder}, by name. */
  public static Map<String, String> read(Path folder) throws IOException {
    Map<String, String> files = new LinkedHashMap<>();
    for (String name : FILES) {
      Path file = folder.resolve(name);
      PrivateFiles.requirePrivate(file);
      files.put(name, Files.readString(file, StandardCharsets.US_ASCII));
    }
    return files;
  }

  /**
   * Puts a CA into the empty place {@code folder}, or finds that it is there already.
   *
   * @throws CaException when the files are no CA, or another CA is there
   */
  public static void write(Path folder, Map<String, String> files, Instant now)
      throws CaException, IOException {
    CaParts parts = parts(files);
    if (Files.exists(folder)) {
      if (!read(folder).equals(files(parts))) {
        throw new CaException(folder + ": another CA is there (expected: none)");
      }
      return;
    }
    CaMaterial unused = SharedCa.require(parts, now);
    CaFolder.save(folder, parts);
  }

  /** Takes back what {@link #write} put at {@code folder}. */
  public static void delete(Path folder) throws IOException {
    for (String name : FILES) {
      Files.deleteIfExists(folder.resolve(name));
    }
    Files.deleteIfExists(folder);
  }

  /** The CA of {@code files}, to be sealed. */
  public static Sealed seal(Map<String, String> files, Instant now) throws CaException {
    CaParts parts = parts(files);
    CaMaterial unused = SharedCa.require(parts, now);
    return SharedCa.seal(parts);
  }

  /** The files of a CA that was sealed. */
  public static Map<String, String> unseal(Sealed sealed) throws IOException {
    return files(SharedCa.parts(sealed));
  }

  private static CaParts parts(Map<String, String> files) {
    return new CaParts(
        file(files, CaFolder.ROOT_KEY),
        file(files, CaFolder.ROOT),
        file(files, CaFolder.KEY),
        file(files, CaFolder.ISSUER),
        file(files, CaFolder.CHAIN));
  }

  private static String file(Map<String, String> files, String name) {
    return Optional.ofNullable(files.get(name))
        .orElseThrow(() -> new StoreException("the CA lacks " + name));
  }

  private static Map<String, String> files(CaParts parts) {
    Map<String, String> files = new LinkedHashMap<>();
    files.put(CaFolder.ROOT_KEY, parts.rootKey());
    files.put(CaFolder.ROOT, parts.root());
    files.put(CaFolder.KEY, parts.key());
    files.put(CaFolder.ISSUER, parts.issuer());
    files.put(CaFolder.CHAIN, parts.chain());
    return files;
  }
}
