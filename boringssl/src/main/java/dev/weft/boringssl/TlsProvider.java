package dev.weft.boringssl;

/** Whose TLS is used. */
public enum TlsProvider {
  /** BoringSSL where its library can be loaded, else the JDK's. */
  AUTO,
  /** BoringSSL, or no start. */
  BORINGSSL,
  /** The JDK's. */
  JDK
}
