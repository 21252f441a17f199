package dev.weft.agent.jdk;

import java.io.IOException;
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
import org.jspecify.annotations.Nullable;

/**
 * Puts the hooks into the JDK's classes, and knows which are not there. Only classes that the table
 * names are looked at; one that cannot be woven never stops the others.
 *
 * <p>A class that is not loaded yet gets its hooks as it is loaded. The JVM hands over the very
 * bytes of the JDK then, for which there may be a {@linkplain PreparedClass prepared class}. One
 * that is loaded already is transformed again, from bytes that the JVM puts together anew and that
 * nobody could prepare for; that, and a JDK that was not known when the agent was built, is work
 * for Byte Buddy, which is not even loaded otherwise.
 *
 * <p>Another agent or a debugger may have a class transformed anew at any time. It gets its hooks
 * again, in what the other has made of it. Where they do not fit in there, a class that bytes go
 * through becomes what it was at first.
 */
public final class HookWeaver {
  private final BiConsumer<String, Throwable> faults;

  /** By class name, what it was made at first. */
  private final Map<String, FirstWoven> woven = new ConcurrentHashMap<>();

  /** The classes that are nothing without their hooks: bytes go through them. */
  private final Set<String> required = HookTable.types();

  private final Set<String> wovenHere = ConcurrentHashMap.newKeySet();

  private final ClassFileTransformer transformer = new Transformer();

  /** {@code faults} is told of what went wrong, and where. */
  public HookWeaver(BiConsumer<String, Throwable> faults) {
    this.faults = faults;
  }

  /**
   * Weaves every hook.
   *
   * @return the names of the hooks that could not be woven; what they protect is not protected
   */
  public List<String> weave(Instrumentation instrumentation) {
    instrumentation.addTransformer(transformer, true);
    List<Class<?>> loadedBefore = new ArrayList<>();
    for (String name : HookTable.types()) {
      Class<?> type = load(name);
      if (type != null && !woven.containsKey(name)) {
        loadedBefore.add(type);
      }
    }
    if (!loadedBefore.isEmpty()) {
      boolean unused = transformAgain(instrumentation, loadedBefore);
    }
    weaveContexts(instrumentation);
    Set<String> missing = new LinkedHashSet<>();
    for (Hook hook : HookTable.ALL) {
      if (!isWoven(hook)) {
        missing.add(hook.name());
      }
    }
    return List.copyOf(missing);
  }

  /**
   * Classes that contexts pass through get their hooks as they are loaded; those that the JVM has
   * loaded before are transformed again. None is loaded for this.
   */
  private void weaveContexts(Instrumentation instrumentation) {
    Set<String> wanted = ContextHooks.types();
    List<Class<?>> loadedBefore = new ArrayList<>();
    for (Class<?> type : instrumentation.getAllLoadedClasses()) {
      if (type.getClassLoader() == null
          && wanted.contains(type.getName())
          && !woven.containsKey(type.getName())) {
        loadedBefore.add(type);
      }
    }
    if (!loadedBefore.isEmpty()) {
      boolean unused = transformAgain(instrumentation, loadedBefore);
    }
  }

  /**
   * Gives the classes back as they were.
   *
   * @return whether they are; else the hooks stay in them
   */
  public boolean unweave(Instrumentation instrumentation) {
    boolean unused = instrumentation.removeTransformer(transformer);
    List<Class<?>> classes = new ArrayList<>();
    for (Class<?> type : instrumentation.getAllLoadedClasses()) {
      if (type.getClassLoader() == null && woven.containsKey(type.getName())) {
        classes.add(type);
      }
    }
    boolean given = classes.isEmpty() || transformAgain(instrumentation, classes);
    woven.clear();
    return given;
  }

  /** What does the work, for all classes that are loaded or transformed anew. */
  ClassFileTransformer transformer() {
    return transformer;
  }

  /** The classes for which no prepared one was found. */
  public Set<String> wovenHere() {
    return Set.copyOf(wovenHere);
  }

  private boolean isWoven(Hook hook) {
    for (String type : hook.types()) {
      FirstWoven first = woven.get(type);
      if (first != null && first.hooks().contains(hook.key())) {
        return true;
      }
    }
    return false;
  }

  /** Null when this JDK has no such class; a hook that is in no other either is reported. */
  private @Nullable Class<?> load(String name) {
    try {
      return Class.forName(name, false, null);
    } catch (ClassNotFoundException e) {
      return null;
    } catch (LinkageError e) {
      woven.remove(name);
      faults.accept("weave." + name, e);
      return null;
    }
  }

  private boolean transformAgain(Instrumentation instrumentation, List<Class<?>> classes) {
    try {
      instrumentation.retransformClasses(classes.toArray(new Class<?>[0]));
      return true;
    } catch (UnmodifiableClassException | RuntimeException | LinkageError e) {
      // None of them was changed, whatever the transformer made of them.
      for (Class<?> type : classes) {
        woven.remove(type.getName());
      }
      faults.accept("weave", e);
      return false;
    }
  }

  private byte @Nullable [] rewrite(String type, byte[] original) throws IOException {
    WovenClass prepared = PreparedClass.find(type, original);
    WovenClass found = prepared;
    if (found == null) {
      wovenHere.add(type);
      found = Fallback.WEAVER.weave(type, original);
    }
    FirstWoven first = woven.get(type);
    if (first != null && required.contains(type) && !first.isKeptBy(found)) {
      throw new IllegalStateException(
          "hooks: "
              + (found == null ? "none" : found.hooks())
              + " (expected: "
              + first.hooks()
              + ")");
    }
    if (found == null) {
      return null;
    }
    if (first == null) {
      woven.put(
          type,
          prepared == null
              ? new FirstWoven(found.hooks(), null, found.classFile())
              : new FirstWoven(found.hooks(), PreparedClass.path(type, original), null));
    }
    return found.classFile();
  }

  /**
   * What a class becomes into which hooks cannot be woven. One that had some keeps those: another
   * agent's change to it is lost, and that is told.
   */
  private byte @Nullable [] keep(String type, Throwable why) {
    FirstWoven first = required.contains(type) ? woven.get(type) : null;
    faults.accept((first == null ? "weave." : "weave.again.") + type, why);
    return first == null ? null : first.again();
  }

  /** Apart from the rest, so that Byte Buddy is loaded only when it is needed. */
  private static final class Fallback {
    static final ClassWeaver WEAVER = ClassWeaver.ofThisJvm();

    private Fallback() {}
  }

  /** Stays installed: another agent may have the classes transformed again. */
  private final class Transformer implements ClassFileTransformer {
    private final Map<String, String> types = new ConcurrentHashMap<>();

    Transformer() {
      for (String type : HookTable.types()) {
        types.put(type.replace('.', '/'), type);
      }
      for (String type : ContextHooks.types()) {
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
        return keep(type, t);
      }
    }
  }
}
