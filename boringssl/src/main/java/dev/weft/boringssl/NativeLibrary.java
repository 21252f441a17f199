package dev.weft.boringssl;

import io.netty.internal.tcnative.Library;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Loads BoringSSL, once for a class loader. The library lies in a jar and is copied to the folder
 * for temporary files, which must allow what is mapped from it to be executed.
 */
final class NativeLibrary {
  private static final String NAME = "netty_tcnative";

  /**
   * How many names the package of the library's classes has where nobody moved it. Not its text:
   * that is moved with it.
   */
  private static final int OWN_NAMES = 4;

  /** The problem where the process is ending: nobody is going to connect. */
  static final String ENDS = "the process ends";

  private static boolean tried;
  private static @Nullable String problem;

  private NativeLibrary() {}

  /**
   * Loads it; the first answer is the one for good.
   *
   * @throws IOException when it cannot be used, and why
   */
  static synchronized void load(NativeAccess access) throws IOException {
    if (!tried) {
      problem = problemOf(access);
      tried = true;
    }
    if (problem != null) {
      throw new IOException(problem);
    }
  }

  private static @Nullable String problemOf(NativeAccess access) {
    String resource = "META-INF/native/lib" + NAME + "_" + platform() + ".so";
    try (InputStream library = open(resource)) {
      if (library == null) {
        return platform() + " (expected: a platform that the jar has a library for)";
      }
      if (!CLibrary.isGlibc()) {
        return "a C library that is not glibc (expected: glibc, which BoringSSL was built for)";
      }
      try (LibraryCopy copy =
          LibraryCopy.make("lib" + movedTo() + NAME, LibraryCopy.AtExit::byJdk)) {
        return problemOf(
            copy,
            () -> {
              copy.fill(library);
              access.load(copy.file());
              Library.initialize("provided", null);
              return null;
            });
      }
    } catch (Exception | LinkageError e) {
      return text(e);
    }
  }

  /** A program that ends at once does so before, or while, its library is loaded. */
  static @Nullable String problemOf(LibraryCopy copy, Callable<@Nullable Void> load) {
    if (copy.endsWithProcess()) {
      return ENDS;
    }
    try {
      load.call();
      return null;
    } catch (Exception | LinkageError e) {
      return copy.endsWithProcess() ? ENDS : text(e);
    }
  }

  private static String text(Throwable problem) {
    String message = problem.getMessage();
    return message == null ? problem.toString() : message;
  }

  /**
   * What the library's classes have before their own package. The library reads it from its file's
   * name, where a dot is an underscore and an underscore is {@code _1}.
   */
  private static String movedTo() {
    String name = Library.class.getPackageName();
    int end = name.length();
    for (int i = 0; i < OWN_NAMES; i++) {
      end = name.lastIndexOf('.', end - 1);
    }
    return name.substring(0, end + 1).replace("_", "_1").replace('.', '_');
  }

  private static @Nullable InputStream open(String resource) {
    ClassLoader loader = NativeLibrary.class.getClassLoader();
    return loader == null
        ? ClassLoader.getSystemResourceAsStream(resource)
        : loader.getResourceAsStream(resource);
  }

  private static String platform() {
    String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    String machine = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
    return system
        + "_"
        + switch (machine) {
          case "amd64" -> "x86_64";
          case "aarch64" -> "aarch_64";
          default -> machine;
        };
  }
}
