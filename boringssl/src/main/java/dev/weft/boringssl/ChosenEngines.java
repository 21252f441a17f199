package dev.weft.boringssl;

import dev.weft.enforcer.link.JdkEngines;
import dev.weft.enforcer.link.TlsEngines;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Whose TLS a process has.
 *
 * @param engines what makes it
 * @param fallback why it is the JDK's though BoringSSL's was to be had if possible; else null, and
 *     null in a process that ends
 */
public record ChosenEngines(TlsEngines engines, @Nullable String fallback) {
  /**
   * As {@code provider} has it.
   *
   * @throws IOException when that cannot be had here
   */
  public static ChosenEngines by(TlsProvider provider, NativeAccess access) throws IOException {
    if (provider == TlsProvider.JDK) {
      return new ChosenEngines(JdkEngines.INSTANCE, null);
    }
    try {
      return new ChosenEngines(BoringSslEngines.load(access), null);
    } catch (IOException e) {
      if (provider == TlsProvider.BORINGSSL) {
        throw new IOException(
            "tls: boringssl, and its library cannot be loaded: "
                + e.getMessage()
                + " (expected: auto or jdk)",
            e);
      }
      String why = e.getMessage();
      return new ChosenEngines(JdkEngines.INSTANCE, NativeLibrary.ENDS.equals(why) ? null : why);
    }
  }
}
