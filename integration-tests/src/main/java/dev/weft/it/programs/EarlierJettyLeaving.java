package dev.weft.it.programs;

import static dev.weft.it.programs.Calls.call;

import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Takes the connection of a request for {@code /leave} away from HTTP, asked for that or not, and
 * sends back once what came with the request, as an answer that says 299.
 */
final class EarlierJettyLeaving {
  private static final String JETTY = "org.eclipse.jetty.";

  private EarlierJettyLeaving() {}

  static boolean leaves(String target, Object request, Object response) throws Exception {
    if (!target.equals("/leave")) {
      return false;
    }
    Object endPoint = call(call(request, "getHttpChannel"), "getEndPoint");
    call(response, "setStatus", 101);
    call(request, "setAttribute", attribute(), echo(endPoint));
    return true;
  }

  /** Jetty 10 and later have it elsewhere. */
  private static String attribute() throws ReflectiveOperationException {
    try {
      Class<?> transport = Class.forName(JETTY + "server.HttpTransport");
      return (String) transport.getField("UPGRADE_CONNECTION_ATTRIBUTE").get(null);
    } catch (NoSuchFieldException e) {
      Class<?> connection = Class.forName(JETTY + "server.HttpConnection");
      return (String) connection.getField("UPGRADE_CONNECTION_ATTRIBUTE").get(null);
    }
  }

  private static Object echo(Object endPoint) throws ReflectiveOperationException {
    Class<?> connection = Class.forName(JETTY + "io.Connection");
    Class<?> upgraded = Class.forName(JETTY + "io.Connection$UpgradeTo");
    return Proxy.newProxyInstance(
        connection.getClassLoader(),
        new Class<?>[] {connection, upgraded},
        (proxy, method, arguments) ->
            switch (method.getName()) {
              case "onUpgradeTo" -> {
                send(endPoint, (ByteBuffer) arguments[0]);
                yield null;
              }
              case "getEndPoint" -> endPoint;
              case "hashCode" -> System.identityHashCode(proxy);
              case "equals" -> proxy == arguments[0];
              case "toString" -> "echo";
              case "onIdleExpired" -> true;
              case "getCreatedTimeStamp", "getBytesIn", "getBytesOut" -> 0L;
              case "getMessagesIn", "getMessagesOut" -> 0L;
              default -> null;
            });
  }

  private static void send(Object endPoint, ByteBuffer came) throws ReflectiveOperationException {
    String text = StandardCharsets.ISO_8859_1.decode(came).toString();
    String answer = "raw 299 yes\r\ncontent-length: " + text.length() + "\r\n\r\n" + text;
    ByteBuffer bytes = ByteBuffer.wrap(answer.getBytes(StandardCharsets.ISO_8859_1));
    call(endPoint, "flush", (Object) new ByteBuffer[] {bytes});
  }
}
