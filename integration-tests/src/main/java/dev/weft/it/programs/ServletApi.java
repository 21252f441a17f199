package dev.weft.it.programs;

import java.lang.reflect.Proxy;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The servlet API, of which there are two: programs name no type of it.
 *
 * @param home its package
 */
record ServletApi(String home) {
  /** What a method of an interface does. */
  interface Body {
    @Nullable Object run(Object[] arguments) throws Exception;
  }

  /** An object of the interface {@code type} with these methods; others do nothing. */
  Object implement(String type, Map<String, Body> methods) throws ClassNotFoundException {
    Class<?> implemented = Class.forName(home + "." + type);
    return Proxy.newProxyInstance(
        implemented.getClassLoader(),
        new Class<?>[] {implemented},
        (proxy, method, arguments) ->
            switch (method.getName()) {
              case "hashCode" -> System.identityHashCode(proxy);
              case "equals" -> proxy == arguments[0];
              case "toString" -> type;
              default -> {
                Body body = methods.get(method.getName());
                yield body == null ? null : body.run(arguments);
              }
            });
  }
}
