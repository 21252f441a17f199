package dev.weft.agent.nativenet;

import java.util.List;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.asm.AsmVisitorWrapper;
import net.bytebuddy.description.method.MethodList;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.dynamic.scaffold.TypeValidation;
import net.bytebuddy.matcher.ElementMatchers;
import net.bytebuddy.pool.TypePool;

/**
 * Makes a transport say that it cannot be used. Apart, so that Byte Buddy is loaded only for it.
 */
final class SwitchedOffTransport {
  private static final List<String> METHODS =
      List.of("isAvailable", "ensureAvailability", "unavailabilityCause");

  private SwitchedOffTransport() {}

  /**
   * The class file of {@code type}, switched off.
   *
   * @throws IllegalStateException when it has not the methods that such a class has
   */
  static byte[] of(String type, byte[] original) {
    ClassFileLocator own =
        ClassFileLocator.ForClassLoader.of(SwitchedOffTransport.class.getClassLoader());
    ClassFileLocator locator =
        new ClassFileLocator.Compound(ClassFileLocator.Simple.of(type, original), own);
    TypeDescription described = TypePool.Default.of(locator).describe(type).resolve();
    MethodList<?> methods = described.getDeclaredMethods();
    for (String method : METHODS) {
      if (methods.filter(ElementMatchers.named(method)).isEmpty()) {
        throw new IllegalStateException(type + ": no method " + method);
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

  private static AsmVisitorWrapper advice(
      Class<?> advice, ClassFileLocator locator, String method) {
    return Advice.to(advice, locator).on(ElementMatchers.named(method));
  }
}
