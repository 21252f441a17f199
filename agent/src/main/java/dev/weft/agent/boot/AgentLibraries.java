package dev.weft.agent.boot;

import dev.weft.bootstrap.NativeMemory;
import dev.weft.boringssl.NativeAccess;
import java.io.File;
import java.lang.instrument.Instrumentation;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/**
 * Loads native libraries for the agent's classes. From JDK 24 on {@link System#load} prints a
 * warning on stderr when a class of the agent calls it (JEP 472); what it calls itself does not.
 * Allowing it to the agent's classes would allow it to the application's, which are in unnamed
 * modules like them.
 */
public final class AgentLibraries implements NativeAccess {
  private static final int WARNING_FROM = 24;

  private final Instrumentation instrumentation;

  /**
   * @param instrumentation able to redefine modules
   */
  public AgentLibraries(Instrumentation instrumentation) {
    this.instrumentation = instrumentation;
  }

  @Override
  public void load(Path file) {
    if (Runtime.version().feature() < WARNING_FROM) {
      System.load(file.toString());
      return;
    }
    JdkAccess.exportLibraries(instrumentation, AgentLibraries.class.getModule());
    try {
      if (!loadQuietly(file)) {
        throw new UnsatisfiedLinkError(file + ": not loaded");
      }
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable t) {
      throw new LinkageError("native library: " + t, t);
    }
  }

  @Override
  public long address(ByteBuffer direct) {
    return NativeMemory.address(direct);
  }

  private static boolean loadQuietly(Path file) throws Throwable {
    Class<?> libraries = Class.forName("jdk.internal.loader.NativeLibraries");
    Class<?> library = Class.forName("jdk.internal.loader.NativeLibrary");
    MethodHandles.Lookup lookup = MethodHandles.lookup();
    MethodHandle ofLoader =
        lookup.findStatic(
            libraries, "newInstance", MethodType.methodType(libraries, ClassLoader.class));
    MethodHandle load =
        lookup.findVirtual(
            libraries, "loadLibrary", MethodType.methodType(library, Class.class, File.class));
    Object own = ofLoader.invoke(AgentLibraries.class.getClassLoader());
    return load.invoke(own, AgentLibraries.class, file.toFile()) != null;
  }
}
