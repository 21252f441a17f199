package dev.weft.it.programs;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;

/**
 * Asks for a native transport of Netty's as programs do that take it if it is there, and then
 * insists on it.
 */
public final class NativeChoice {
  private NativeChoice() {}

  /**
   * Arguments: the class that says whether it is there, the class that makes it go, and the static
   * method of the latter that does so, {@code new} for its constructor.
   */
  public static void main(String[] args) throws ReflectiveOperationException {
    Class<?> asked = Class.forName(args[0]);
    System.out.println("available " + asked.getMethod("isAvailable").invoke(null));
    System.out.println("because " + asked.getMethod("unavailabilityCause").invoke(null));
    try {
      Class<?> made = Class.forName(args[1]);
      if (args[2].equals("new")) {
        made.getConstructor(int.class).newInstance(1);
      } else {
        Method maker = made.getMethod(args[2]);
        maker.invoke(null);
      }
      System.out.println("granted");
    } catch (InvocationTargetException e) {
      System.out.println("refused " + e.getCause());
    } catch (LinkageError e) {
      System.out.println("refused " + e);
    }
    System.exit(0);
  }
}
