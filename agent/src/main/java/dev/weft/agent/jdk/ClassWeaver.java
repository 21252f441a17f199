package dev.weft.agent.jdk;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.dynamic.DynamicType;
import net.bytebuddy.dynamic.scaffold.TypeValidation;
import net.bytebuddy.matcher.ElementMatcher;
import net.bytebuddy.pool.TypePool;
import org.jspecify.annotations.Nullable;

/**
 * Weaves the hooks of the tables into class files, with Byte Buddy. Runs when the agent is built,
 * for the JDKs that are known then, and in the application's JVM for any other. Thread-safe.
 */
public final class ClassWeaver {
  private final ClassFileLocator jdk;
  private final ClassLoader loader = ClassWeaver.class.getClassLoader();
  private final ClassFileLocator advice = ClassFileLocator.ForClassLoader.of(loader);
  private final ByteBuddy byteBuddy = new ByteBuddy().with(TypeValidation.DISABLED);

  /** {@code jdk} has the class files of the JDK that the classes are of. */
  public ClassWeaver(ClassFileLocator jdk) {
    this.jdk = jdk;
  }

  /** Weaves classes of the JDK that this JVM is. */
  static ClassWeaver ofThisJvm() {
    return new ClassWeaver(ClassFileLocator.ForClassLoader.ofBootLoader());
  }

  /**
   * The class {@code type} with every hook that belongs in it, or null when none does.
   *
   * @param type the binary name
   * @param original the class file
   */
  @Nullable WovenClass weave(String type, byte[] original) {
    ClassFileLocator locator =
        new ClassFileLocator.Compound(ClassFileLocator.Simple.of(type, original), jdk);
    TypeDescription described = TypePool.Default.of(locator).describe(type).resolve();
    DynamicType.Builder<?> builder = byteBuddy.redefine(described, locator);
    Set<String> hooks = new LinkedHashSet<>();
    for (Hook hook : HookTable.of(type)) {
      if (hook.types().contains(type)
          && described.getDeclaredMethods().stream().anyMatch(matcher(hook)::matches)) {
        builder = builder.visit(Advice.to(advice(hook), advice).on(matcher(hook)));
        hooks.add(hook.key());
      }
    }
    if (hooks.isEmpty()) {
      return null;
    }
    if (!ShutdownCalls.TYPES.contains(type)) {
      return new WovenClass(hooks, builder.make().getBytes());
    }
    ShutdownCalls calls = new ShutdownCalls();
    byte[] woven = builder.visit(calls.visitor()).make().getBytes();
    calls.requireSome(type);
    return new WovenClass(hooks, woven);
  }

  private Class<?> advice(Hook hook) {
    String name = ClassWeaver.class.getPackageName() + "." + hook.advice();
    try {
      return Class.forName(name, false, loader);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException("hook " + hook.name() + ": no advice " + name, e);
    }
  }

  private static ElementMatcher.Junction<MethodDescription> matcher(Hook hook) {
    return new ElementMatcher.Junction.AbstractBase<MethodDescription>() {
      @Override
      public boolean matches(@Nullable MethodDescription method) {
        return method != null
            && !method.isAbstract()
            && !method.isNative()
            && hook.methods().contains(method.getInternalName())
            && (hook.parameters().equals(Hook.ANY) || parameters(method).equals(hook.parameters()));
      }
    };
  }

  private static List<String> parameters(MethodDescription method) {
    List<String> names = new ArrayList<>();
    for (var parameter : method.getParameters()) {
      names.add(parameter.getType().asErasure().getSimpleName());
    }
    return names;
  }
}
