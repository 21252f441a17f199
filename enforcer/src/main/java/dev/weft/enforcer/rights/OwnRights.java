package dev.weft.enforcer.rights;

import java.security.AccessController;
import java.security.PrivilegedActionException;
import java.security.PrivilegedExceptionAction;
import org.jspecify.annotations.Nullable;

/**
 * Does what is Weft's own with Weft's own permissions. A hook runs on a thread of the program, and
 * a security manager would ask whether the program may do what Weft does there for itself.
 *
 * <p>Nothing of the program's may run inside: it would be asked what its own class may, and no more
 * what those may who called it. Only classes that the program cannot get at may offer this.
 */
public final class OwnRights {
  /** From JDK 24 on there are no security managers (JEP 486), and later not even their classes. */
  private static final boolean MAY_BE_ASKED = Runtime.version().feature() < 24;

  private OwnRights() {}

  /** Something to be done, which may fail with an {@code X}. */
  @FunctionalInterface
  public interface Work<T, X extends Exception> extends PrivilegedExceptionAction<T> {
    /** Does it. */
    @Override
    T run() throws X;
  }

  /** As {@link Work}, of which there may be no result. */
  @FunctionalInterface
  public interface Search<T, X extends Exception> extends PrivilegedExceptionAction<@Nullable T> {
    /** Does it. */
    @Override
    @Nullable T run() throws X;
  }

  /** As {@link Work}, without a result. */
  @FunctionalInterface
  public interface Act<X extends Exception> {
    /** Does it. */
    void run() throws X;
  }

  /** Whether there is a security manager: two static reads. */
  @SuppressWarnings("removal") // it is asked only where there may be one
  public static boolean areAsked() {
    return MAY_BE_ASKED && System.getSecurityManager() != null;
  }

  /** Does {@code work} on the calling thread, with Weft's permissions if anybody asks. */
  public static <T, X extends Exception> T use(Work<T, X> work) throws X {
    return areAsked() ? apart(work) : work.run();
  }

  /** As {@link #use}, where there may be no result. */
  public static <T, X extends Exception> @Nullable T find(Search<T, X> search) throws X {
    return areAsked() ? OwnRights.<@Nullable T, X>privileged(search) : search.run();
  }

  /** As {@link #use}, where there is no result. */
  public static <X extends Exception> void act(Act<X> act) throws X {
    if (!areAsked()) {
      act.run();
      return;
    }
    boolean unused =
        OwnRights.<Boolean, X>privileged(
            () -> {
              act.run();
              return true;
            });
  }

  /**
   * As {@link #use}, also where nobody asks yet: for what lasts, as a thread does, which has the
   * permissions of whoever made it from then on.
   */
  public static <T, X extends Exception> T apart(Work<T, X> work) throws X {
    return MAY_BE_ASKED ? OwnRights.<T, X>privileged(work) : work.run();
  }

  @SuppressWarnings({"removal", "unchecked"}) // there is no other checked exception than X
  private static <T extends @Nullable Object, X extends Exception> T privileged(
      PrivilegedExceptionAction<T> work) throws X {
    try {
      return AccessController.doPrivileged(work);
    } catch (PrivilegedActionException e) {
      throw (X) e.getException();
    }
  }
}
