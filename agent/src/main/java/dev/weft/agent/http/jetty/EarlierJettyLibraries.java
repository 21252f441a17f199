package dev.weft.agent.http.jetty;

import dev.weft.agent.http.LibraryClass;
import dev.weft.agent.http.ServerLibrary;
import dev.weft.agent.http.Weave;
import java.util.ArrayList;
import java.util.List;

/**
 * What is woven into the releases of Jetty before 12, whose request object is the servlet API's.
 * Names only: this is read where no Jetty is.
 *
 * <p>The request object is used for all requests of a channel, one after the other: it keeps what
 * the parser has read until that is judged, and then the verdict. From it Jetty's own methods lead
 * to the channel of the connection; links lead only to it, from what calls the application back.
 */
public final class EarlierJettyLibraries {
  private static final String HERE_9 = "dev.weft.agent.http.jetty9.";
  private static final String HERE_10 = "dev.weft.agent.http.jetty10.";
  private static final String SERVER = "org.eclipse.jetty.server.";
  private static final String CHANNEL = SERVER + "HttpChannel";

  /** Jetty 10 and 11, which have other types for fields and targets. */
  public static final ServerLibrary JETTY_10 =
      releases(
          "Jetty 10 and 11",
          SERVER + "ServletPathMapping",
          HERE_10 + "BeginAdvice$Begun",
          HERE_10 + "Jetty10Request",
          HERE_10 + "Jetty10Heads");

  /** Jetty 9.4. Its mark is in older ones too, so that they are reported as unfit. */
  public static final ServerLibrary JETTY_9 =
      releases(
          "Jetty before 10",
          SERVER + "NCSARequestLog",
          HERE_9 + "BeginAdvice$Begun",
          HERE_9 + "Jetty9Request",
          HERE_9 + "Jetty9Heads");

  private EarlierJettyLibraries() {}

  private static ServerLibrary releases(
      String name, String mark, String begun, String... ownHelpers) {
    List<String> helpers =
        new ArrayList<>(
            List.of(
                HERE_9 + "TargetAuthority",
                HERE_9 + "ReadRequest",
                HERE_9 + "Jetty9Answers",
                HERE_9 + "JettyConnections",
                HERE_9 + "JettyUpgrades",
                HERE_9 + "Jetty9Requests"));
    helpers.addAll(List.of(ownHelpers));
    return new ServerLibrary(
        name,
        List.of("org.eclipse.jetty."),
        "org.eclipse.jetty.server",
        mark,
        helpers,
        List.of(
            LibraryClass.of(
                SERVER + "Server",
                new Weave.Guard(),
                inline("ServerAdvice$Handle", "handle", CHANNEL),
                inline("ServerAdvice$HandleAsync", "handleAsync", CHANNEL)),
            LibraryClass.of(
                SERVER + "ServerConnector",
                inline("ConnectorAdvice$Accepted", "accepted", "java.nio.channels.SocketChannel")),
            LibraryClass.of(
                SERVER + "HttpConnectionFactory",
                inline(
                    "ConnectorAdvice$Made",
                    "newConnection",
                    SERVER + "Connector",
                    "org.eclipse.jetty.io.EndPoint")),
            LibraryClass.of(
                SERVER + "HttpConnection", inline("UpgradeAdvice$Completed", "onCompleted")),
            LibraryClass.of(
                CHANNEL,
                new Weave.Link("_request"),
                new Weave.Inline(
                    "onRequest", List.of("org.eclipse.jetty.http.MetaData$Request"), begun),
                inline("ChannelAdvice$Completed", "onCompleted"),
                inline("ChannelAdvice$Aborted", "abort", "java.lang.Throwable")),
            LibraryClass.of(SERVER + "HttpChannelState", new Weave.Link("_channel")),
            LibraryClass.of(
                SERVER + "HttpInput",
                new Weave.Link("_channelState"),
                inline("StreamAdvice$Ready", "run")),
            LibraryClass.of(
                SERVER + "HttpOutput",
                new Weave.Link("_channel"),
                inline("StreamAdvice$Ready", "run")),
            LibraryClass.of(SERVER + "Request", new Weave.Keep(), new Weave.VerdictSlot())));
  }

  private static Weave inline(String advice, String method, String... parameters) {
    return new Weave.Inline(method, List.of(parameters), HERE_9 + advice);
  }
}
