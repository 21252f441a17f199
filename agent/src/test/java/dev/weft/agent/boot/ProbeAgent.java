package dev.weft.agent.boot;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.nio.channels.SocketChannel;
import java.security.ProtectionDomain;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.matcher.ElementMatchers;
import org.jspecify.annotations.Nullable;

/** A second agent, which weaves {@link ProbeAdvice} into a channel of the JDK. */
public final class ProbeAgent {
  private ProbeAgent() {}

  /** Called by the JVM. */
  public static void premain(@Nullable String argument, Instrumentation instrumentation)
      throws ClassNotFoundException, UnmodifiableClassException {
    Class<?> type = Class.forName("sun.nio.ch.SocketChannelImpl", false, null);
    if (!SocketChannel.class.isAssignableFrom(type)) {
      throw new IllegalStateException("not a channel: " + type);
    }
    instrumentation.addTransformer(new Weaver(), true);
    instrumentation.retransformClasses(type);
  }

  static final class Weaver implements ClassFileTransformer {
    @Override
    public byte @Nullable [] transform(
        Module module,
        @Nullable ClassLoader loader,
        String name,
        @Nullable Class<?> type,
        @Nullable ProtectionDomain domain,
        byte[] classFile) {
      if (type == null || !name.equals("sun/nio/ch/SocketChannelImpl")) {
        return null;
      }
      return new ByteBuddy()
          .decorate(
              TypeDescription.ForLoadedType.of(type),
              ClassFileLocator.Simple.of(type.getName(), classFile))
          .visit(Advice.to(ProbeAdvice.class).on(ElementMatchers.named("toString")))
          .make()
          .getBytes();
    }
  }
}
