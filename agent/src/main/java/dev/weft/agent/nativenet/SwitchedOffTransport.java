package dev.weft.agent.nativenet;

import java.util.Map;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.method.MethodList;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.dynamic.DynamicType;
import net.bytebuddy.dynamic.scaffold.TypeValidation;
import net.bytebuddy.matcher.ElementMatchers;
import net.bytebuddy.pool.TypePool;

/**
 * Makes a transport say that it cannot be used, at all or where the mesh is not in all of it.
 * Apart, so that Byte Buddy is loaded only for it.
 */
final class SwitchedOffTransport {
  private static final Map<String, Class<?>> AT_ALL =
      Map.of(
          "isAvailable", NativeTransportAdvice.IsAvailable.class,
          "unavailabilityCause", NativeTransportAdvice.UnavailabilityCause.class,
          "ensureAvailability", NativeTransportAdvice.EnsureAvailability.class);

  private static final Map<String, Class<?>> UNLESS_MESHED =
      Map.of(
          "isAvailable", NativeTransportAdvice.IsMeshed.class,
          "unavailabilityCause", NativeTransportAdvice.CauseUnlessMeshed.class,
          "ensureAvailability", NativeTransportAdvice.EnsureUnlessMeshed.class);

  private SwitchedOffTransport() {}

  /**
   * The class file of {@code type}, switched off.
   *
   * @throws IllegalStateException when it has not the methods that such a class has
   */
  static byte[] of(String type, byte[] original) {
    return of(type, original, AT_ALL);
  }

  /**
   * The class file of {@code type}, switched off where the mesh is not in all of it.
   *
   * @throws IllegalStateException when it has not the methods that such a class has
   */
  static byte[] unlessMeshed(String type, byte[] original) {
    return of(type, original, UNLESS_MESHED);
  }

  private static byte[] of(String type, byte[] original, Map<String, Class<?>> advice) {
    ClassFileLocator own =
        ClassFileLocator.ForClassLoader.of(SwitchedOffTransport.class.getClassLoader());
    ClassFileLocator locator =
        new ClassFileLocator.Compound(ClassFileLocator.Simple.of(type, original), own);
    TypeDescription described = TypePool.Default.of(locator).describe(type).resolve();
    MethodList<?> methods = described.getDeclaredMethods();
    DynamicType.Builder<?> builder =
        new ByteBuddy().with(TypeValidation.DISABLED).redefine(described, locator);
    for (Map.Entry<String, Class<?>> entry : advice.entrySet()) {
      String method = entry.getKey();
      if (methods.filter(ElementMatchers.named(method)).isEmpty()) {
        throw new IllegalStateException(type + ": no method " + method);
      }
      builder = builder.visit(Advice.to(entry.getValue(), own).on(ElementMatchers.named(method)));
    }
    return builder.make().getBytes();
  }
}
