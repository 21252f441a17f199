package dev.weft.agent.jdk;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.dynamic.DynamicType;
import net.bytebuddy.dynamic.scaffold.TypeValidation;
import net.bytebuddy.matcher.ElementMatcher;
import org.jspecify.annotations.Nullable;

/**
 * Weaves the hooks into the JDK's classes, and knows which it could not weave. Only classes that
 * the table names are looked at; one that cannot be woven never stops the others.
 */
public final class HookWeaver {
  private final BiConsumer<String, Throwable> faults;
  private final Set<String> woven = ConcurrentHashMap.newKeySet();
  private final ClassFileLocator advice;
  private final ByteBuddy byteBuddy;

  /** {@code faults} is told of what went wrong, and where. */
  public HookWeaver(BiConsumer<String, Throwable> faults) {
    this.faults = faults;
    this.advice = ClassFileLocator.ForClassLoader.of(HookWeaver.class.getClassLoader());
    this.byteBuddy = new ByteBuddy().with(TypeValidation.DISABLED);
  }

  /**
   * Weaves every hook.
   *
   * @return the names of the hooks that could not be woven; what they protect is not protected
   */
  public List<String> weave(Instrumentation instrumentation) {
    List<Class<?>> classes = new ArrayList<>();
    for (String name : HookTable.types()) {
      Class<?> type = find(name);
      if (type != null) {
        classes.add(type);
      }
    }
    Transformer transformer = new Transformer();
    instrumentation.addTransformer(transformer, true);
    try {
      instrumentation.retransformClasses(classes.toArray(new Class<?>[0]));
    } catch (UnmodifiableClassException | RuntimeException | LinkageError e) {
      faults.accept("weave", e);
    }
    Set<String> missing = new LinkedHashSet<>();
    for (Hook hook : HookTable.ALL) {
      if (!hook.types().stream().anyMatch(type -> woven.contains(key(hook, type)))) {
        missing.add(hook.name());
      }
    }
    return List.copyOf(missing);
  }

  /** Null when this JDK has no such class; a hook that is in no other either is reported. */
  private static @Nullable Class<?> find(String name) {
    try {
      return Class.forName(name, false, null);
    } catch (ClassNotFoundException e) {
      return null;
    }
  }

  private static String key(Hook hook, String type) {
    return type + " " + hook.methods().get(0) + hook.parameters();
  }

  private byte @Nullable [] rewrite(String type, byte[] original) {
    ClassFileLocator locator =
        new ClassFileLocator.Compound(
            ClassFileLocator.Simple.of(type, original),
            ClassFileLocator.ForClassLoader.ofBootLoader());
    TypeDescription described =
        net.bytebuddy.pool.TypePool.Default.of(locator).describe(type).resolve();
    DynamicType.Builder<?> builder = byteBuddy.redefine(described, locator);
    Set<String> matched = new LinkedHashSet<>();
    for (Hook hook : HookTable.ALL) {
      if (hook.types().contains(type)
          && described.getDeclaredMethods().stream().anyMatch(matcher(hook)::matches)) {
        builder = builder.visit(Advice.to(hook.advice(), advice).on(matcher(hook)));
        matched.add(key(hook, type));
      }
    }
    if (matched.isEmpty()) {
      return null;
    }
    byte[] rewritten = builder.make().getBytes();
    woven.addAll(matched);
    return rewritten;
  }

  private static ElementMatcher.Junction<MethodDescription> matcher(Hook hook) {
    return new ElementMatcher.Junction.AbstractBase<MethodDescription>() {
      @Override
      public boolean matches(@Nullable MethodDescription method) {
        return method != null
            && !method.isAbstract()
            && !method.isNative()
            && hook.methods().contains(method.getInternalName())
            && parameters(method).equals(hook.parameters());
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

  /** Stays installed: another agent may have the classes transformed again. */
  private final class Transformer implements ClassFileTransformer {
    private final Map<String, String> types = new ConcurrentHashMap<>();

    Transformer() {
      for (String type : HookTable.types()) {
        types.put(type.replace('.', '/'), type);
      }
    }

    @Override
    public byte @Nullable [] transform(
        @Nullable ClassLoader loader,
        @Nullable String name,
        @Nullable Class<?> redefined,
        @Nullable ProtectionDomain domain,
        byte[] original) {
      String type = loader == null && name != null ? types.get(name) : null;
      if (type == null) {
        return null;
      }
      try {
        return rewrite(type, original);
      } catch (Throwable t) {
        faults.accept("weave." + type, t);
        return null;
      }
    }
  }
}
