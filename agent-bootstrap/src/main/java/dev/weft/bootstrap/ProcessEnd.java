package dev.weft.bootstrap;

import jdk.internal.access.SharedSecrets;
import org.jspecify.annotations.Nullable;

/**
 * The end of the process, once the program's own shutdown hooks have ended: they may use its
 * connections still. Thread-safe.
 */
public final class ProcessEnd {
  /**
   * Of the ten places that {@code java.lang.Shutdown} goes through, one after the other. The JDK
   * has the first three; the program's hooks are in the second of them.
   */
  private static final int PLACE = 8;

  private static volatile @Nullable Runnable last;
  private static boolean registered;

  private ProcessEnd() {}

  /**
   * Has {@code task} run then, in the place of what was told before. The process waits for it: it
   * must be quick, and must not throw. Never undone in a JVM, but for {@link #forget}.
   *
   * @throws IllegalStateException when the process ends already
   * @throws InternalError when somebody else has the place
   * @throws LinkageError when this JDK has no such places
   */
  public static synchronized void last(Runnable task) {
    last = task;
    if (!registered) {
      SharedSecrets.getJavaLangAccess().registerShutdownHook(PLACE, false, new Hook());
      registered = true;
    }
  }

  /** Has nothing run. */
  public static void forget() {
    last = null;
  }

  private static final class Hook implements Runnable {
    @Override
    public void run() {
      Runnable task = last;
      if (task != null) {
        task.run();
      }
    }
  }
}
