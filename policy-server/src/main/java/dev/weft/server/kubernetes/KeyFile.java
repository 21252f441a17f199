package dev.weft.server.kubernetes;

import dev.weft.core.token.JwkSet;
import dev.weft.core.token.JwsAlgorithm;
import dev.weft.core.token.KeyFormatException;
import dev.weft.core.token.KeySource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A key set in a file, such as a ConfigMap mounts. It is read whenever keys are asked for, and
 * parsed when its bytes are others than before: no time stamp is trusted to tell. While it cannot
 * be read, the last good keys hold; a set without keys is taken at its word. Thread-safe.
 */
final class KeyFile implements KeySource {
  private static final Logger LOG = LoggerFactory.getLogger(KeyFile.class);
  private static final long LARGEST = 256 * 1024;

  private final Path file;

  // Guarded by this.
  private byte[] bytes;
  private JwkSet keys;
  private boolean good = true;

  private KeyFile(Path file, byte[] bytes, JwkSet keys) {
    this.file = file;
    this.bytes = bytes;
    this.keys = keys;
  }

  /**
   * The keys in {@code file}.
   *
   * @throws IOException when it cannot be read
   * @throws GeneralSecurityException when it holds no keys
   */
  static KeyFile open(Path file) throws IOException, GeneralSecurityException {
    byte[] bytes = read(file);
    JwkSet keys;
    try {
      keys = JwkSet.parse(bytes);
    } catch (KeyFormatException e) {
      throw new GeneralSecurityException(file + ": " + e.getMessage(), e);
    }
    if (keys.keys().isEmpty()) {
      throw new GeneralSecurityException(
          file + ": no key that verifies (expected: RSA or EC keys)");
    }
    return new KeyFile(file, bytes, keys);
  }

  @Override
  public synchronized JwkSet keys(@Nullable String kid, JwsAlgorithm algorithm, Duration patience) {
    try {
      byte[] now = read(file);
      if (!Arrays.equals(now, bytes)) {
        keys = JwkSet.parse(now);
        bytes = now;
      }
      good = true;
    } catch (IOException | KeyFormatException e) {
      if (good) {
        LOG.atWarn()
            .addKeyValue("file", file)
            .addKeyValue("cause", e.toString())
            .log("the cluster's keys cannot be read; the last good ones hold");
      }
      good = false;
    }
    return keys;
  }

  private static byte[] read(Path file) throws IOException {
    if (Files.size(file) > LARGEST) {
      throw new IOException(file + ": too large (expected: at most " + LARGEST + " bytes)");
    }
    return Files.readAllBytes(file);
  }
}
