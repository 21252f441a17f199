package dev.weft.agent.nativenet;

import dev.weft.enforcer.report.EventLog;
import dev.weft.enforcer.report.Faults;
import dev.weft.enforcer.report.Unprotected;
import dev.weft.enforcer.rights.OwnRights;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.security.ProtectionDomain;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Switches Netty's native transports off as they are loaded, relocated copies too: they are known
 * by the end of their names. Programs that ask first use the JDK's sockets instead, which are
 * protected; one that does not ask gets the error that it gets where they are missing. Epoll's may
 * stay on where the mesh is in all of it.
 */
public final class NativeTransportWeaver implements ClassFileTransformer {
  private static final String EPOLL = "/channel/epoll/Epoll";

  private static final List<String> ENDINGS =
      List.of(EPOLL, "/channel/kqueue/KQueue", "/channel/uring/IoUring", "/channel/uring/IOUring");

  private final NativeTransportUse use;
  private final EventLog log;
  private final Unprotected unprotected;
  private final Faults faults;

  /** {@code unprotected} is told of a transport that could not be switched off. */
  public NativeTransportWeaver(
      NativeTransportUse use, EventLog log, Unprotected unprotected, Faults faults) {
    this.use = use;
    this.log = log;
    this.unprotected = unprotected;
    this.faults = faults;
  }

  /** Watches for them from now on. */
  public void watch(Instrumentation instrumentation) {
    instrumentation.addTransformer(this);
  }

  /**
   * As {@link #watch}, and switches those off that {@code loaded} has: none of them is in use
   * ({@link SocketsInUse}).
   */
  public void watchLate(Instrumentation instrumentation, Class<?>[] loaded) {
    instrumentation.addTransformer(this, true);
    for (Class<?> type : loaded) {
      if (!type.isArray() && isTransport(type.getName().replace('.', '/'))) {
        try {
          instrumentation.retransformClasses(type);
        } catch (UnmodifiableClassException | RuntimeException | LinkageError e) {
          faults.caught("nativenet", e);
          unprotected.add(type.getName(), "native transport that could not be switched off");
        }
      }
    }
  }

  /** Gives those that are switched off back as they were, after {@link #watchLate}. */
  public void end(Instrumentation instrumentation) {
    boolean unused = instrumentation.removeTransformer(this);
    for (Class<?> type : instrumentation.getAllLoadedClasses()) {
      if (!type.isArray() && isTransport(type.getName().replace('.', '/'))) {
        try {
          instrumentation.retransformClasses(type);
        } catch (UnmodifiableClassException | RuntimeException | LinkageError e) {
          faults.caught("nativenet", e);
        }
      }
    }
  }

  @Override
  public byte @Nullable [] transform(
      @Nullable ClassLoader loader,
      @Nullable String name,
      @Nullable Class<?> redefined,
      @Nullable ProtectionDomain domain,
      byte[] original) {
    if (name == null || !isTransport(name)) {
      return null;
    }
    String type = name.replace('/', '.');
    try {
      return OwnRights.<byte[], RuntimeException>find(
          () -> switchedOff(name.endsWith(EPOLL), loader, type, original));
    } catch (Throwable t) {
      faults.caught("nativenet", t);
      unprotected.add(type, "native transport that could not be switched off");
      return null;
    }
  }

  private byte @Nullable [] switchedOff(
      boolean epoll, @Nullable ClassLoader loader, String type, byte[] original) {
    if (use == NativeTransportUse.MESH && epoll) {
      return SwitchedOffTransport.unlessMeshed(loader, type, original);
    }
    byte[] switchedOff = SwitchedOffTransport.of(loader, type, original);
    log.info("native.transport", "type", type, "done", "switched off");
    return switchedOff;
  }

  private static boolean isTransport(String name) {
    // This sees the name of every class, and most end in another letter.
    char last = name.charAt(name.length() - 1);
    if (last != 'l' && last != 'e' && last != 'g') {
      return false;
    }
    for (String ending : ENDINGS) {
      if (name.endsWith(ending)) {
        return true;
      }
    }
    return false;
  }
}
