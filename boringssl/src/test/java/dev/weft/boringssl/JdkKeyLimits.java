package dev.weft.boringssl;

import java.security.Security;

/** How much the JDK's TLS sends under one key. */
final class JdkKeyLimits {
  private JdkKeyLimits() {}

  /** Has it update its keys often. It reads this once, so every test that uses it calls this. */
  static void lower() {
    Security.setProperty("jdk.tls.keyLimits", "AES/GCM/NoPadding KeyUpdate 2^20");
  }
}
