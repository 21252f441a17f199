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
import org.jspecify.annotations.Nullable;

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
   * @param loader whose class it is; null for the boot loader
   * @throws IllegalStateException when it has not the methods that such a class has
   */
  static byte[] of(@Nullable ClassLoader loader, String type, byte[] original) {
    return of(loader, type, original, AT_ALL);
  }

  /**
   * The class file of {@code type}, switched off where the mesh is not in all of it.
   *
   * @param loader whose class it is; null for the boot loader
   * @throws IllegalStateException when it has not the methods that such a class has
   */
  static byte[] unlessMeshed(@Nullable ClassLoader loader, String type, byte[] original) {
    return of(loader, type, original, UNLESS_MESHED);
  }

  private static byte[] of(
      @Nullable ClassLoader loader, String type, byte[] original, Map<String, Class<?>> advice) {
    ClassFileLocator own =
        ClassFileLocator.ForClassLoader.of(SwitchedOffTransport.class.getClassLoader());
    // What its methods name is looked up beside it, as a file: nothing is loaded meanwhile.
    ClassFileLocator beside =
        loader == null
            ? ClassFileLocator.ForClassLoader.ofBootLoader()
            : ClassFileLocator.ForClassLoader.of(loader);
    ClassFileLocator locator =
        new ClassFileLocator.Compound(ClassFileLocator.Simple.of(type, original), own, beside);
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
