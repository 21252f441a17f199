package dev.weft.it.programs;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Another agent, which breaks the first attempt to transform the JDK's sockets again, and tells of
 * every one at its executors: {@code again CLASS}.
 */
public final class StubbornAgent implements ClassFileTransformer {
  private static final String SOCKETS = "sun/nio/ch/NioSocketImpl";
  private static final String EXECUTOR = "java/util/concurrent/ThreadPoolExecutor";

  private final AtomicBoolean broken = new AtomicBoolean();

  private StubbornAgent() {}

  /** Called by the JVM. */
  public static void premain(String argument, Instrumentation instrumentation) {
    instrumentation.addTransformer(new StubbornAgent(), true);
  }

  @Override
  public byte @Nullable [] transform(
      @Nullable ClassLoader loader,
      @Nullable String name,
      @Nullable Class<?> redefined,
      @Nullable ProtectionDomain domain,
      byte[] original) {
    if (redefined == null) {
      return null;
    }
    if (EXECUTOR.equals(name)) {
      System.out.println("again " + name);
    }
    return SOCKETS.equals(name) && broken.compareAndSet(false, true) ? new byte[] {1, 2, 3} : null;
  }
}
