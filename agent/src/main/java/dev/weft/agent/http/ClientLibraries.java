package dev.weft.agent.http;

import dev.weft.agent.http.apache4.Apache4Library;
import dev.weft.agent.http.apache5.Apache5Library;
import dev.weft.agent.http.asynchttpclient.AsyncHttpClientLibrary;
import dev.weft.agent.http.grpc.GrpcLibrary;
import dev.weft.agent.http.grpcclient.GrpcClientLibrary;
import dev.weft.agent.http.grpcclient.GrpcNettyLibrary;
import dev.weft.agent.http.jdkclient.JdkClientLibrary;
import dev.weft.agent.http.nettyclient.NettyClientLibrary;
import dev.weft.agent.http.nettyclient.http2.NettyStreamLibrary;
import dev.weft.agent.http.nettyloop.NettyConnectLibrary;
import dev.weft.agent.http.nettyloop.NettyPromiseLibrary;
import dev.weft.agent.http.nettyloop.NettyTaskLibrary;
import dev.weft.agent.http.reactornetty.ReactorNettyLibrary;
import dev.weft.agent.http.urlconnection.UrlConnectionLibrary;
import dev.weft.agent.http.vertx.VertxLibraries;
import java.util.List;

/** Every client library that is woven, here and nowhere else. */
public final class ClientLibraries {
  /** All of them. */
  public static final List<ClientLibrary> ALL =
      List.of(
          UrlConnectionLibrary.LIBRARY,
          JdkClientLibrary.LIBRARY,
          Apache4Library.LIBRARY,
          GrpcLibrary.LIBRARY,
          Apache5Library.LIBRARY,
          NettyTaskLibrary.LIBRARY,
          NettyPromiseLibrary.LIBRARY,
          NettyConnectLibrary.LIBRARY,
          NettyClientLibrary.LIBRARY,
          NettyStreamLibrary.LIBRARY,
          NettyStreamLibrary.CHANNELS,
          ReactorNettyLibrary.LIBRARY,
          GrpcClientLibrary.LIBRARY,
          GrpcNettyLibrary.LIBRARY,
          VertxLibraries.VERTX_4,
          VertxLibraries.VERTX_5,
          AsyncHttpClientLibrary.LIBRARY);

  private ClientLibraries() {}
}
