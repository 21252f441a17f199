package dev.weft.it.programs;

import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.util.Arrays;

/** Calls of libraries that the programs are not compiled against. */
final class Calls {
  private Calls() {}

  /** Calls the public method {@code name} that takes {@code arguments}. */
  static Object call(Object on, String name, Object... arguments)
      throws ReflectiveOperationException {
    for (Method method : on.getClass().getMethods()) {
      if (method.getName().equals(name) && takes(method.getParameterTypes(), arguments)) {
        return method.invoke(on, arguments);
      }
    }
    throw new NoSuchMethodException(on.getClass() + " " + name + Arrays.toString(arguments));
  }

  /** Makes an object of {@code type} by the public constructor that takes {@code arguments}. */
  static Object make(Class<?> type, Object... arguments) throws ReflectiveOperationException {
    for (Constructor<?> constructor : type.getConstructors()) {
      if (takes(constructor.getParameterTypes(), arguments)) {
        return constructor.newInstance(arguments);
      }
    }
    throw new NoSuchMethodException(type + " " + Arrays.toString(arguments));
  }

  private static boolean takes(Class<?>[] parameters, Object[] arguments) {
    if (parameters.length != arguments.length) {
      return false;
    }
    for (int i = 0; i < parameters.length; i++) {
      boolean fits =
          (parameters[i] == int.class && arguments[i] instanceof Integer)
              || (parameters[i] == long.class && arguments[i] instanceof Long)
              || (parameters[i] == boolean.class && arguments[i] instanceof Boolean)
              || parameters[i].isInstance(arguments[i]);
      if (!fits) {
        return false;
      }
    }
    return true;
  }
}
