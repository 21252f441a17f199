package dev.weft.boringssl;

import io.netty.internal.tcnative.Library;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Loads BoringSSL, once for a class loader. The library lies in a jar and is copied to the folder
 * for temporary files, which must allow what is mapped from it to be executed.
 */
final class NativeLibrary {
  private static final @Nullable String PROBLEM = load();

  private NativeLibrary() {}

  /** Why it cannot be used; null when it can. */
  static @Nullable String problem() {
    return PROBLEM;
  }

  private static @Nullable String load() {
    String resource = "META-INF/native/libnetty_tcnative_" + platform() + ".so";
    Path copy = null;
    try (InputStream library = open(resource)) {
      if (library == null) {
        return platform() + " (expected: a platform that the jar has a library for)";
      }
      // Only its owner may read or write it: nobody can swap it before it is loaded. The library
      // takes what stands before its name in the file's for the package that it was moved to.
      copy = Files.createTempFile("libnetty_tcnative", ".so");
      Files.copy(library, copy, StandardCopyOption.REPLACE_EXISTING);
      System.load(copy.toString());
      Library.initialize("provided", null);
      return null;
    } catch (Exception | LinkageError e) {
      return String.valueOf(e.getMessage());
    } finally {
      delete(copy);
    }
  }

  private static @Nullable InputStream open(String resource) {
    ClassLoader loader = NativeLibrary.class.getClassLoader();
    return loader == null
        ? ClassLoader.getSystemResourceAsStream(resource)
        : loader.getResourceAsStream(resource);
  }

  private static void delete(@Nullable Path copy) {
    if (copy == null) {
      return;
    }
    try {
      Files.deleteIfExists(copy);
    } catch (IOException e) {
      copy.toFile().deleteOnExit();
    }
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
