package dev.weft.enforcer.settings;

import dev.weft.core.identity.CaPin;
import dev.weft.core.identity.KnownCa;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What Kubernetes mounts into a pod for the mesh: a service-account token, and the CA.
 *
 * @param tokenFile where the token is said to be, or null for where it usually is
 * @param caPin the pin of the CA, or null
 * @param caFile the CA's certificates, or null
 * @param folder where both usually are
 */
public record PodMount(
    @Nullable Path tokenFile, @Nullable CaPin caPin, @Nullable Path caFile, Path folder) {
  /** Where both usually are. */
  public static final Path USUAL_FOLDER = Path.of("/var/run/secrets/weft.dev");

  /** Where the token usually is. */
  Path standardToken() {
    return folder.resolve("token");
  }

  /**
   * Refuses settings that a join token leaves without a meaning: it names its CA itself.
   *
   * @throws SettingException when one is set
   */
  void requireUnset() {
    String set =
        tokenFile != null
            ? "kubernetes.token.file"
            : caPin != null ? "ca.pin" : caFile != null ? "ca.file" : null;
    if (set != null) {
      throw new SettingException(
          set + ": set, and join or join.file too (expected: a join token, or this, not both)");
    }
  }

  /**
   * The token, which must be there.
   *
   * @throws SettingException when it is not, or the CA is not known
   */
  public JoinSource.InPod require() {
    if (find() instanceof JoinSource.InPod mounted) {
      return mounted;
    }
    throw new SettingException(
        "kubernetes.token.file: not set, and "
            + Texts.abbreviate(standardToken().toString())
            + " is not there (expected: the token of this pod's service account)");
  }

  /**
   * The token, or null when none is named and none is mounted.
   *
   * @throws SettingException when the CA is not known, or named twice
   */
  @Nullable JoinSource find() {
    Path token = tokenFile != null ? tokenFile : standardToken();
    if (tokenFile == null && !token.toFile().isFile()) {
      return null;
    }
    return new JoinSource.InPod(token, ca(token));
  }

  private KnownCa ca(Path token) {
    if (caPin != null && caFile != null) {
      throw new SettingException("ca.pin and ca.file: both set (expected: one of them)");
    }
    if (caPin != null) {
      return new KnownCa.Pin(caPin);
    }
    Path standard = folder.resolve("ca.pem");
    if (caFile != null || standard.toFile().isFile()) {
      return new KnownCa.InFile(caFile != null ? caFile : standard);
    }
    throw new SettingException(
        "ca.pin, ca.file: not set, and "
            + standard
            + " is not there (expected: the mesh's CA, without which the policy server cannot be"
            + " known; the token in "
            + Texts.abbreviate(token.toString())
            + " does not name it)");
  }
}
