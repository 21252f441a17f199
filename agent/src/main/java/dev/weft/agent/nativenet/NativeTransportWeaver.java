package dev.weft.agent.nativenet;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import java.util.List;
import java.util.function.BiConsumer;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.method.MethodList;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.dynamic.scaffold.TypeValidation;
import net.bytebuddy.matcher.ElementMatchers;
import net.bytebuddy.pool.TypePool;
import org.jspecify.annotations.Nullable;

/**
 * Switches Netty's native transports off as they are loaded, relocated copies too: they are known
 * by the end of their names. Programs that ask first use the JDK's sockets instead, which are
 * protected; one that does not ask gets the exception that it gets where they are missing.
 */
public final class NativeTransportWeaver {
  private static final List<String> ENDINGS =
      List.of(
          "/channel/epoll/Epoll",
          "/channel/kqueue/KQueue",
          "/channel/uring/IoUring",
          "/channel/uring/IOUring");

  private final BiConsumer<String, String> seen;
  private final BiConsumer<String, Throwable> faults;

  /**
   * @param seen told of each transport by name, and what was done
   * @param faults told of what went wrong, and where
   */
  public NativeTransportWeaver(
      BiConsumer<String, String> seen, BiConsumer<String, Throwable> faults) {
    this.seen = seen;
    this.faults = faults;
  }

  /** Watches for them from now on. */
  public void watch(Instrumentation instrumentation) {
    instrumentation.addTransformer(new Transformer());
  }

  private static boolean isTransport(String name) {
    // Most names end otherwise in their last letter: looked at first, as this sees every class.
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

  private static byte[] switchOff(String type, byte[] original) {
    ClassFileLocator own =
        ClassFileLocator.ForClassLoader.of(NativeTransportWeaver.class.getClassLoader());
    ClassFileLocator locator =
        new ClassFileLocator.Compound(ClassFileLocator.Simple.of(type, original), own);
    TypeDescription described = TypePool.Default.of(locator).describe(type).resolve();
    MethodList<?> methods = described.getDeclaredMethods();
    for (String required : List.of("isAvailable", "ensureAvailability", "unavailabilityCause")) {
      if (methods.filter(ElementMatchers.named(required)).isEmpty()) {
        throw new IllegalStateException(type + ": no method " + required);
      }
    }
    return new ByteBuddy()
        .with(TypeValidation.DISABLED)
        .redefine(described, locator)
        .visit(advice(NativeTransportAdvice.IsAvailable.class, own, "isAvailable"))
        .visit(advice(NativeTransportAdvice.UnavailabilityCause.class, own, "unavailabilityCause"))
        .visit(advice(NativeTransportAdvice.EnsureAvailability.class, own, "ensureAvailability"))
        .make()
        .getBytes();
  }

  private static net.bytebuddy.asm.AsmVisitorWrapper advice(
      Class<?> advice, ClassFileLocator locator, String method) {
    return Advice.to(advice, locator).on(ElementMatchers.named(method));
  }

  private final class Transformer implements ClassFileTransformer {
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
        byte[] switchedOff = switchOff(type, original);
        seen.accept(type, "switched off");
        return switchedOff;
      } catch (Throwable t) {
        faults.accept("nativenet." + type, t);
        seen.accept(type, "UNPROTECTED");
        return null;
      }
    }
  }
}
