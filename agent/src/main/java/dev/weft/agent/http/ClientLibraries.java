package dev.weft.agent.http;

import dev.weft.agent.http.apache4.Apache4Library;
import dev.weft.agent.http.apache4async.Apache4AsyncLibrary;
import dev.weft.agent.http.apache5.Apache5Library;
import dev.weft.agent.http.apache5async.Apache5AsyncLibrary;
import dev.weft.agent.http.asynchttpclient.AsyncHttpClientLibrary;
import dev.weft.agent.http.grpc.GrpcLibrary;
import dev.weft.agent.http.grpcclient.GrpcClientLibrary;
import dev.weft.agent.http.grpcclient.GrpcNettyLibrary;
import dev.weft.agent.http.jdkclient.JdkClientLibrary;
import dev.weft.agent.http.jettyclient.JettyClientLibrary;
import dev.weft.agent.http.nettyclient.NettyClientLibrary;
import dev.weft.agent.http.nettyclient.http2.NettyStreamLibrary;
import dev.weft.agent.http.nettyloop.NettyConnectLibrary;
import dev.weft.agent.http.nettyloop.NettyPromiseLibrary;
import dev.weft.agent.http.nettyloop.NettyTaskLibrary;
import dev.weft.agent.http.okhttp.OkHttpLibraries;
import dev.weft.agent.http.reactornetty.ReactorNettyLibrary;
import dev.weft.agent.http.urlconnection.UrlConnectionLibrary;
import dev.weft.agent.http.vertx.VertxLibraries;
import java.util.List;
import java.util.stream.Stream;

/** Every client library that is woven, here and nowhere else. */
public final class ClientLibraries {
  /** All of them. */
  public static final List<ClientLibrary> ALL =
      Stream.of(
              List.of(UrlConnectionLibrary.LIBRARY),
              List.of(JdkClientLibrary.LIBRARY),
              List.of(Apache4Library.LIBRARY),
              List.of(Apache4AsyncLibrary.LIBRARY),
              List.of(Apache5Library.LIBRARY),
              List.of(Apache5AsyncLibrary.LIBRARY),
              List.of(JettyClientLibrary.LIBRARY),
              List.of(NettyTaskLibrary.LIBRARY, NettyPromiseLibrary.LIBRARY),
              List.of(NettyConnectLibrary.LIBRARY, NettyClientLibrary.LIBRARY),
              List.of(NettyStreamLibrary.LIBRARY, NettyStreamLibrary.CHANNELS),
              List.of(ReactorNettyLibrary.LIBRARY, AsyncHttpClientLibrary.LIBRARY),
              List.of(VertxLibraries.VERTX_4, VertxLibraries.VERTX_5),
              List.of(GrpcLibrary.LIBRARY, GrpcClientLibrary.LIBRARY, GrpcNettyLibrary.LIBRARY),
              OkHttpLibraries.ALL)
          .flatMap(List::stream)
          .toList();

  private ClientLibraries() {}
}
