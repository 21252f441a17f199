package dev.weft.agent.http.tomcat;

import dev.weft.agent.http.LibraryClass;
import dev.weft.agent.http.ServerLibrary;
import dev.weft.agent.http.Weave;
import java.util.List;

/**
 * What is woven into Tomcat. Names only: this is read where no Tomcat is.
 *
 * <p>The way from a request to its channel is {@code Request} to processor to socket wrapper. The
 * wrapper is told its channel when it gets it, because from there the way would lead through a
 * {@code NioChannel}, which Tomcat uses again for other connections.
 */
public final class TomcatLibrary {
  private static final String HERE = "dev.weft.agent.http.tomcat.";
  private static final String COYOTE = "org.apache.coyote.";
  private static final String NET = "org.apache.tomcat.util.net.";

  /** The description. */
  public static final ServerLibrary LIBRARY =
      new ServerLibrary(
          "Tomcat",
          List.of(COYOTE, "org.apache.catalina.", "org.apache.tomcat."),
          "org.apache.catalina.connector",
          List.of(HERE + "TomcatRequest", HERE + "TomcatAnswers", HERE + "TomcatRequests"),
          List.of(
              LibraryClass.of(
                  "org.apache.catalina.connector.CoyoteAdapter",
                  new Weave.Guard(),
                  inline(
                      "AdapterAdvice$Service", "service", COYOTE + "Request", COYOTE + "Response"),
                  inline(
                      "AdapterAdvice$AsyncDispatch",
                      "asyncDispatch",
                      COYOTE + "Request",
                      COYOTE + "Response",
                      NET + "SocketEvent")),
              LibraryClass.of(
                  COYOTE + "Request",
                  new Weave.Link("hook"),
                  new Weave.VerdictSlot(),
                  inline("RequestAdvice$Recycle", "recycle")),
              LibraryClass.of(COYOTE + "AbstractProcessor", new Weave.Link("socketWrapper")),
              LibraryClass.of(NET + "SocketWrapperBase", new Weave.Anchor()),
              LibraryClass.of(
                  NET + "NioChannel",
                  inline(
                      "ChannelAdvice$Reset",
                      "reset",
                      "java.nio.channels.SocketChannel",
                      NET + "NioEndpoint$NioSocketWrapper")),
              LibraryClass.of(
                  NET + "Nio2Channel",
                  inline(
                      "ChannelAdvice$Reset",
                      "reset",
                      "java.nio.channels.AsynchronousSocketChannel",
                      NET + "SocketWrapperBase")),
              LibraryClass.of(
                  NET + "NioEndpoint",
                  inline(
                      "EndpointAdvice$Accepted",
                      "setSocketOptions",
                      "java.nio.channels.SocketChannel")),
              LibraryClass.of(
                  NET + "Nio2Endpoint",
                  inline(
                      "EndpointAdvice$Accepted",
                      "setSocketOptions",
                      "java.nio.channels.AsynchronousSocketChannel")),
              LibraryClass.of(NET + "AbstractEndpoint", new Weave.Link("handler")),
              LibraryClass.of(
                  COYOTE + "AbstractProtocol$ConnectionHandler", new Weave.Link("proto")),
              LibraryClass.of(COYOTE + "AbstractProtocol", new Weave.Link("adapter"))));

  private TomcatLibrary() {}

  private static Weave inline(String advice, String method, String... parameters) {
    return new Weave.Inline(method, List.of(parameters), HERE + advice);
  }
}
