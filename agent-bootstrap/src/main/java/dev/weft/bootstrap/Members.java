package dev.weft.bootstrap;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.VarHandle;
import java.security.AccessController;
import java.security.PrivilegedActionException;
import java.security.PrivilegedExceptionAction;

/**
 * Finds the closed members of a class of the JDK. Whichever thread of the program is the first to
 * need one, a security manager is not to ask whether the program may reach it: only Weft does.
 *
 * <p>Not public, as nothing else is that does something with Weft's own permissions: untrusted code
 * could have it done for itself.
 */
final class Members {
  /** From JDK 24 on there are no security managers (JEP 486). */
  private static final boolean MAY_BE_ASKED = Runtime.version().feature() < 24;

  private final Class<?> type;
  private final MethodHandles.Lookup lookup;

  private Members(Class<?> type, MethodHandles.Lookup lookup) {
    this.type = type;
    this.lookup = lookup;
  }

  // A lambda is made only where somebody asks: the first ones of a JVM make its start longer.

  static Members of(Class<?> type) throws ReflectiveOperationException {
    return new Members(
        type,
        isAsked()
            ? privileged(() -> MethodHandles.privateLookupIn(type, MethodHandles.lookup()))
            : MethodHandles.privateLookupIn(type, MethodHandles.lookup()));
  }

  MethodHandle findStatic(String name, MethodType method) throws ReflectiveOperationException {
    return isAsked()
        ? privileged(() -> lookup.findStatic(type, name, method))
        : lookup.findStatic(type, name, method);
  }

  MethodHandle findVirtual(String name, MethodType method) throws ReflectiveOperationException {
    return isAsked()
        ? privileged(() -> lookup.findVirtual(type, name, method))
        : lookup.findVirtual(type, name, method);
  }

  MethodHandle findConstructor(MethodType constructor) throws ReflectiveOperationException {
    return isAsked()
        ? privileged(() -> lookup.findConstructor(type, constructor))
        : lookup.findConstructor(type, constructor);
  }

  VarHandle findField(String name, Class<?> of) throws ReflectiveOperationException {
    return isAsked()
        ? privileged(() -> lookup.findVarHandle(type, name, of))
        : lookup.findVarHandle(type, name, of);
  }

  @SuppressWarnings("removal") // it is asked only where there may be one
  private static boolean isAsked() {
    return MAY_BE_ASKED && System.getSecurityManager() != null;
  }

  @SuppressWarnings("removal") // called only where it is there
  private static <T> T privileged(PrivilegedExceptionAction<T> find)
      throws ReflectiveOperationException {
    try {
      return AccessController.doPrivileged(find);
    } catch (PrivilegedActionException e) {
      throw e.getException() instanceof ReflectiveOperationException known
          ? known
          : new ReflectiveOperationException(e.getException());
    }
  }
}
