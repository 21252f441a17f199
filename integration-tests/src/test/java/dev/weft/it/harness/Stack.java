package dev.weft.it.harness;

import dev.weft.it.programs.ApacheClient;
import dev.weft.it.programs.AsyncClient;
import dev.weft.it.programs.AsyncEcho;
import dev.weft.it.programs.HttpClientClient;
import dev.weft.it.programs.HttpServerEcho;
import dev.weft.it.programs.NettyClient;
import dev.weft.it.programs.NettyEcho;
import dev.weft.it.programs.SocketClient;
import dev.weft.it.programs.SocketEcho;
import dev.weft.it.programs.TomcatEcho;
import dev.weft.it.programs.UrlConnectionClient;
import java.util.List;

/** The pairs of programs: a server, a client, what both are told, and the libraries they need. */
public enum Stack {
  /** HttpURLConnection and the JDK's HTTP server. */
  URL_CONNECTION(HttpServerEcho.class, UrlConnectionClient.class, "", ""),
  /** The JDK's HttpClient, HTTP/1.1, and the JDK's HTTP server. */
  HTTP_CLIENT_1(HttpServerEcho.class, HttpClientClient.class, "HTTP_1_1", ""),
  /** The JDK's HttpClient, HTTP/2 by upgrade, and Tomcat. */
  HTTP_CLIENT_2(TomcatEcho.class, HttpClientClient.class, "HTTP_2", "tomcat-"),
  /** Netty's NIO transport on both sides. */
  NETTY(NettyEcho.class, NettyClient.class, "", "netty-"),
  /** Apache HttpClient 5 and embedded Tomcat. */
  TOMCAT(
      TomcatEcho.class, ApacheClient.class, "", "tomcat- httpclient5 httpcore5 slf4j-api logback-"),
  /** Blocking sockets. */
  SOCKET(SocketEcho.class, SocketClient.class, "platform", ""),
  /** Asynchronous channels. */
  ASYNC(AsyncEcho.class, AsyncClient.class, "", ""),
  /** Blocking sockets on virtual threads, which JDK 17 does not have. */
  VIRTUAL_THREADS(SocketEcho.class, SocketClient.class, "virtual", "");

  /** What the clients are given to send, so that it can be looked for on the wire. */
  public static final String MARKER = "weft-marker-of-the-wire-tests";

  /** What every client prints when all came back unharmed, whatever carried it. */
  public static final String RESULT =
      "result sessions=4 exchanges=7 sha256=811cf5aed5453daa5e5e9e0aa1f6149da709648c686df1096651e76b86b42d1e\n";

  private final Class<?> server;
  private final Class<?> client;
  private final String variant;
  private final String libraries;

  Stack(Class<?> server, Class<?> client, String variant, String libraries) {
    this.server = server;
    this.client = client;
    this.variant = variant;
    this.libraries = libraries;
  }

  /** Whether programs on this stack run on a JDK of that feature release. */
  public boolean runsOn(int feature) {
    return this != VIRTUAL_THREADS || feature >= 21;
  }

  /** Starts the server on any free port. */
  public JvmProcess startServer(Jdk jdk, List<String> options) {
    return start(jdk, options, server, List.of("0", variant));
  }

  /** Starts the client against {@code port}. */
  public JvmProcess startClient(Jdk jdk, List<String> options, int port, String marker) {
    return start(jdk, options, client, List.of(Integer.toString(port), marker, variant));
  }

  private JvmProcess start(Jdk jdk, List<String> options, Class<?> main, List<String> arguments) {
    String classPath =
        ClassPath.with(libraries.isEmpty() ? List.of() : List.of(libraries.split(" ", -1)));
    return JvmProcess.on(jdk).options(options).start(classPath, main, arguments);
  }
}
