package dev.weft.agent.mesh;

import dev.weft.boringssl.ChosenEngines;
import dev.weft.boringssl.NativeAccess;
import dev.weft.boringssl.TlsProvider;
import dev.weft.enforcer.link.JdkEngines;
import dev.weft.enforcer.link.TlsEngines;
import dev.weft.enforcer.report.EventLog;
import dev.weft.enforcer.settings.SettingException;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Whose TLS the program's connections have. A library is loaded while the program starts; the first
 * connection waits for it if it must.
 */
public final class MeshEngines implements Supplier<TlsEngines> {
  /** How long a connection waits for the library: a folder for temporary files may hang. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  // Not a CompletableFuture, whose class brings a pool of threads into every program.
  private final CountDownLatch known = new CountDownLatch(1);
  private final AtomicReference<@Nullable TlsEngines> engines = new AtomicReference<>();

  private final EventLog log;

  private MeshEngines(EventLog log) {
    this.log = log;
  }

  /**
   * Those that {@code provider} stands for.
   *
   * @param access how the agent's classes reach native code
   * @param threads makes the one on which that is done
   * @throws SettingException when {@code provider} names what cannot be had here
   */
  public static MeshEngines of(
      TlsProvider provider, NativeAccess access, ThreadFactory threads, EventLog log) {
    MeshEngines made = new MeshEngines(log);
    if (provider == TlsProvider.AUTO) {
      threads.newThread(() -> made.become(found(access, log))).start();
    } else {
      try {
        made.become(ChosenEngines.by(provider, access).engines());
      } catch (IOException e) {
        throw new SettingException(String.valueOf(e.getMessage()));
      }
    }
    return made;
  }

  private void become(TlsEngines chosen) {
    // The first counts: connections rest on it.
    engines.compareAndSet(null, chosen);
    known.countDown();
  }

  private static TlsEngines found(NativeAccess access, EventLog log) {
    String why;
    try {
      ChosenEngines chosen = ChosenEngines.by(TlsProvider.AUTO, access);
      why = chosen.fallback();
      if (why == null) {
        return chosen.engines();
      }
    } catch (IOException | RuntimeException | Error e) {
      // The program's connections wait for an answer, and the JDK's TLS is always one.
      why = e.toString();
    }
    log.warn("tls.fallback", "to", "jdk", "why", why);
    return JdkEngines.INSTANCE;
  }

  @Override
  public TlsEngines get() {
    TlsEngines chosen = engines.get();
    return chosen == null ? awaited() : chosen;
  }

  /** An interrupt is the program's, and is kept for it. */
  private TlsEngines awaited() {
    boolean interrupted = false;
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        if (!known.await(end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
          log.warn(
              "tls.fallback", "to", "jdk", "why", "the library is not loaded after " + PATIENCE);
          become(JdkEngines.INSTANCE);
        }
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return Objects.requireNonNull(engines.get());
  }
}
