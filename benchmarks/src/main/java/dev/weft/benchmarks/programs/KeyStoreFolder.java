package dev.weft.benchmarks.programs;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;

/**
 * A folder with a key store for each {@link Role} and one with the CA that both trust. It lives as
 * long as one run of the benchmarks, in a folder that only the user can enter.
 */
public final class KeyStoreFolder {
  /** Protects nothing: key stores must have one. */
  public static final String PASSWORD = "benchmark";

  private KeyStoreFolder() {}

  /** The store with the CA's certificate in {@code folder}. */
  public static Path trustStore(Path folder) {
    return folder.resolve("trust.p12");
  }

  /** Reads one of them. */
  public static KeyStore load(Path file) throws GeneralSecurityException, IOException {
    return KeyStore.getInstance(file.toFile(), PASSWORD.toCharArray());
  }
}
