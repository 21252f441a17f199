package dev.weft.agent.trace;

import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Whether the OpenTelemetry Java agent traces this process. The JVM puts an agent's jar on the
 * class path just before it starts that agent, so one that comes after Weft's shows only later: it
 * is looked for at the first request. Safe for any thread.
 */
public final class ForeignTracing implements BooleanSupplier {
  /** The class that the JVM calls of that agent. */
  private static final String AGENT = "io.opentelemetry.javaagent.OpenTelemetryAgent";

  private final ClassLoader loader;
  private volatile @Nullable Boolean present;

  /** Looks in {@code loader}, which is the system's where agents are. */
  public ForeignTracing(ClassLoader loader) {
    this.loader = loader;
  }

  /** Whether it does; a look at the class path the first time, then one read. */
  public boolean isPresent() {
    Boolean known = present;
    if (known == null) {
      known = look();
      present = known;
    }
    return known;
  }

  @Override
  public boolean getAsBoolean() {
    return isPresent();
  }

  private boolean look() {
    try {
      Class<?> unused = Class.forName(AGENT, false, loader);
      return true;
    } catch (ClassNotFoundException | LinkageError e) {
      return false;
    }
  }
}
