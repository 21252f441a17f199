package dev.weft.agent.nativenet;

import dev.weft.enforcer.report.Unprotected;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reports networking in native code that the mesh cannot be in, as its classes are loaded:
 * relocated copies too, which are known by the end of their names. Nothing is changed.
 */
public final class ForeignNetworking implements ClassFileTransformer {
  private static final Map<String, String> BY_ENDING =
      Map.of(
          "/tomcat/jni/Socket", "Tomcat's native connector (APR)",
          "/codec/quic/Quiche", "QUIC by quiche",
          "/awssdk/crt/CRT", "AWS's common runtime, with its own sockets and TLS",
          "one/nio/net/NativeSocket", "one-nio's native sockets",
          "sun/nio/ch/sctp/SctpNet", "the JDK's SCTP");

  private final Unprotected unprotected;

  /** {@code unprotected} is told of what is found. */
  public ForeignNetworking(Unprotected unprotected) {
    this.unprotected = unprotected;
  }

  /** Watches for it from now on. */
  public void watch(Instrumentation instrumentation) {
    instrumentation.addTransformer(this);
  }

  /** As {@link #watch}, and reports what {@code loaded} has of it. */
  public void watchLate(Instrumentation instrumentation, Class<?>[] loaded) {
    watch(instrumentation);
    for (Class<?> type : loaded) {
      String what = type.isArray() ? null : what(type.getName().replace('.', '/'));
      if (what != null) {
        unprotected.add(type.getName(), "native networking: " + what);
      }
    }
  }

  /** Watches no more. */
  public void end(Instrumentation instrumentation) {
    boolean unused = instrumentation.removeTransformer(this);
  }

  @Override
  public byte @Nullable [] transform(
      @Nullable ClassLoader loader,
      @Nullable String name,
      @Nullable Class<?> redefined,
      @Nullable ProtectionDomain domain,
      byte[] original) {
    String what = name == null ? null : what(name);
    if (what != null) {
      unprotected.add(String.valueOf(name).replace('/', '.'), "native networking: " + what);
    }
    return null;
  }

  /** What a class of that internal name is part of, or null. */
  static @Nullable String what(String name) {
    // This sees the name of every class, and most end in another letter.
    switch (name.charAt(name.length() - 1)) {
      case 't', 'e', 'T' -> {
        for (Map.Entry<String, String> known : BY_ENDING.entrySet()) {
          if (name.endsWith(known.getKey())) {
            return known.getValue();
          }
        }
        return null;
      }
      default -> {
        return null;
      }
    }
  }
}
