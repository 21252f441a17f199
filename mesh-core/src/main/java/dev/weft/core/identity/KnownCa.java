package dev.weft.core.identity;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

/** How a workload was told which CA is the mesh's, ahead of its first connection. */
public sealed interface KnownCa {
  /**
   * The CA's keys, one at least; several while a root is being replaced.
   *
   * @throws IOException when they cannot be had; the message is for people
   */
  List<CaPin> pins() throws IOException;

  /**
   * By the pin of its key.
   *
   * @param pin the pin
   */
  record Pin(CaPin pin) implements KnownCa {
    @Override
    public List<CaPin> pins() {
      return List.of(pin);
    }
  }

  /**
   * By its root certificates in a PEM file, such as a ConfigMap mounts.
   *
   * @param file the file, read anew each time
   */
  record InFile(Path file) implements KnownCa {
    @Override
    public List<CaPin> pins() throws IOException {
      String pem = SmallFile.read(file, Pem.MAX_TEXT);
      List<CaPin> pins = new ArrayList<>();
      try {
        for (X509Certificate certificate : Pem.readCertificates(pem)) {
          SvidProfile.checkAuthority(certificate, "root");
          pins.add(CaPin.of(certificate));
        }
      } catch (GeneralSecurityException e) {
        throw new IOException(
            file + ": " + e.getMessage() + " (expected: the mesh's CA certificates in PEM)", e);
      }
      return pins;
    }
  }
}
