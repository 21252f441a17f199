package dev.weft.agent.http;

import dev.weft.agent.http.grpc.OkHttpLibrary;
import dev.weft.agent.http.jdkserver.JdkServerLibrary;
import dev.weft.agent.http.jetty.EarlierJettyLibraries;
import dev.weft.agent.http.jetty.JettyLibrary;
import dev.weft.agent.http.netty.NettyCodecLibrary;
import dev.weft.agent.http.netty.NettyLibrary;
import dev.weft.agent.http.netty.http2.NettyHttp2Library;
import dev.weft.agent.http.tomcat.TomcatLibrary;
import dev.weft.agent.http.undertow.UndertowLibrary;
import dev.weft.agent.http.undertow.XnioLibrary;
import dev.weft.agent.http.vertxserver.VertxServerLibrary;
import java.util.List;

/** Every server library that is woven, here and nowhere else. */
public final class ServerLibraries {
  /** All of them. */
  public static final List<ServerLibrary> ALL =
      List.of(
          TomcatLibrary.LIBRARY,
          JdkServerLibrary.LIBRARY,
          JettyLibrary.LIBRARY,
          EarlierJettyLibraries.JETTY_10,
          EarlierJettyLibraries.JETTY_9,
          NettyCodecLibrary.LIBRARY,
          NettyLibrary.LIBRARY,
          NettyHttp2Library.LIBRARY,
          VertxServerLibrary.LIBRARY,
          OkHttpLibrary.LIBRARY,
          UndertowLibrary.LIBRARY,
          XnioLibrary.LIBRARY);

  private ServerLibraries() {}
}
