package dev.weft.server.workload;

import dev.weft.server.ca.CaException;
import dev.weft.server.ca.CertificateAuthority;
import dev.weft.server.ca.Pem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;

/** A trust bundle, made once. */
final class Anchors {
  private static final String PEM = make();

  private Anchors() {}

  static String pem() {
    return PEM;
  }

  private static String make() {
    try {
      Path folder = Files.createTempDirectory("weft-anchors");
      folder.toFile().deleteOnExit();
      CertificateAuthority ca =
          CertificateAuthority.open(folder, Optional.empty(), "weft.local", InstantSource.system());
      return Pem.write(ca.bundle());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (CaException e) {
      throw new IllegalStateException(e);
    }
  }
}
