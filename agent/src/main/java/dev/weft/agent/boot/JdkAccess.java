package dev.weft.agent.boot;

import java.lang.instrument.Instrumentation;
import java.util.Map;
import java.util.Set;

/**
 * All that the agent asks of {@code java.base}'s encapsulation, in one place. Each grant names the
 * module that gets it (the agent's own or the boot loader's unnamed one); the application's modules
 * get nothing.
 */
final class JdkAccess {
  /** Holds the {@code Unsafe} that defines the boot types and that they read fields with. */
  static final String UNSAFE_PACKAGE = "jdk.internal.misc";

  /** Holds the socket code whose native calls and selectors the boot types reach. */
  private static final String SOCKET_PACKAGE = "sun.nio.ch";

  /** Holds what loads native libraries. */
  private static final String LIBRARY_PACKAGE = "jdk.internal.loader";

  /** Holds the properties that a tool which attaches can read. */
  private static final String SUPPORT_PACKAGE = "jdk.internal.vm";

  /** Leads to the end of the process. */
  private static final String ACCESS_PACKAGE = "jdk.internal.access";

  private JdkAccess() {}

  /** Lets {@code reader} use the public types of {@link #SUPPORT_PACKAGE}. */
  static void exportSupport(Instrumentation instrumentation, Module reader) {
    export(instrumentation, SUPPORT_PACKAGE, reader);
  }

  /** Lets {@code reader} use the public types of {@link #LIBRARY_PACKAGE}. */
  static void exportLibraries(Instrumentation instrumentation, Module reader) {
    export(instrumentation, LIBRARY_PACKAGE, reader);
  }

  /**
   * Lets {@code boot} reach into {@link #SOCKET_PACKAGE}, and use the public types of {@link
   * #UNSAFE_PACKAGE} and {@link #ACCESS_PACKAGE}.
   */
  static void openToBoot(Instrumentation instrumentation, Module boot) {
    Set<Module> readers = Set.of(boot);
    // In one go: each takes a while.
    instrumentation.redefineModule(
        Object.class.getModule(),
        Set.of(),
        Map.of(UNSAFE_PACKAGE, readers, ACCESS_PACKAGE, readers),
        Map.of(SOCKET_PACKAGE, readers),
        Set.of(),
        Map.of());
  }

  /** Lets {@code reader} use the public types of {@link #UNSAFE_PACKAGE}. */
  static void exportUnsafe(Instrumentation instrumentation, Module reader) {
    export(instrumentation, UNSAFE_PACKAGE, reader);
  }

  private static void export(Instrumentation instrumentation, String name, Module reader) {
    instrumentation.redefineModule(
        Object.class.getModule(),
        Set.of(),
        Map.of(name, Set.of(reader)),
        Map.of(),
        Set.of(),
        Map.of());
  }
}
