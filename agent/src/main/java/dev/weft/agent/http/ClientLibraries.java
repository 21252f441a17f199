package dev.weft.agent.http;

import dev.weft.agent.http.apache4.Apache4Library;
import dev.weft.agent.http.apache4async.Apache4AsyncLibrary;
import dev.weft.agent.http.apache5.Apache5Library;
import dev.weft.agent.http.apache5async.Apache5AsyncLibrary;
import dev.weft.agent.http.apache5minimal.Apache5MinimalLibraries;
import dev.weft.agent.http.asynchttpclient.AsyncHttpClientLibrary;
import dev.weft.agent.http.callbacks.CallbackLibraries;
import dev.weft.agent.http.callbacks.JettyCallbackLibraries;
import dev.weft.agent.http.coroutines.CoroutineLibraries;
import dev.weft.agent.http.grpc.GrpcLibrary;
import dev.weft.agent.http.grpcclient.GrpcClientLibrary;
import dev.weft.agent.http.grpcclient.GrpcNettyLibrary;
import dev.weft.agent.http.jdkclient.JdkClientLibrary;
import dev.weft.agent.http.jettyclient.EarlierJettyClientLibraries;
import dev.weft.agent.http.jettyclient.JettyClientLibrary;
import dev.weft.agent.http.nettyclient.NettyClientLibrary;
import dev.weft.agent.http.nettyclient.http2.NettyStreamLibrary;
import dev.weft.agent.http.nettyloop.NettyConnectLibrary;
import dev.weft.agent.http.nettyloop.NettyPromiseLibrary;
import dev.weft.agent.http.nettyloop.NettyTaskLibrary;
import dev.weft.agent.http.okhttp.OkHttpLibraries;
import dev.weft.agent.http.otelapi.OtelApiLibrary;
import dev.weft.agent.http.reactor.ReactorLibraries;
import dev.weft.agent.http.reactor.ReactorTaskLibrary;
import dev.weft.agent.http.reactornetty.ReactorNettyLibrary;
import dev.weft.agent.http.rxjava2.RxJava2Library;
import dev.weft.agent.http.rxjava3.RxJava3Library;
import dev.weft.agent.http.urlconnection.UrlConnectionLibrary;
import dev.weft.agent.http.vertx.VertxLibraries;
import java.util.List;

/** Every library that is followed and not judged, here and nowhere else. */
public final class ClientLibraries {
  /** All of them; releases of one library in the order in which they are tried. */
  public static final List<ClientLibrary> ALL =
      List.of(
          UrlConnectionLibrary.LIBRARY,
          JdkClientLibrary.LIBRARY,
          Apache4Library.LIBRARY,
          Apache4AsyncLibrary.LIBRARY,
          Apache5Library.LIBRARY,
          Apache5AsyncLibrary.LIBRARY,
          Apache5MinimalLibraries.CLASSIC,
          Apache5MinimalLibraries.ASYNC,
          JettyClientLibrary.LIBRARY,
          JettyClientLibrary.HTTP2_TRANSPORT,
          EarlierJettyClientLibraries.CLIENTS,
          EarlierJettyClientLibraries.HTTP2_TRANSPORT,
          OkHttpLibraries.OKHTTP_4_1,
          OkHttpLibraries.OKHTTP_4_0,
          OkHttpLibraries.OKHTTP_3,
          OkHttpLibraries.OKHTTP_3_14,
          NettyTaskLibrary.LIBRARY,
          NettyPromiseLibrary.LIBRARY,
          NettyConnectLibrary.LIBRARY,
          NettyConnectLibrary.EPOLL,
          NettyClientLibrary.LIBRARY,
          NettyStreamLibrary.LIBRARY,
          NettyStreamLibrary.CHANNELS,
          ReactorNettyLibrary.LIBRARY,
          ReactorLibraries.SINCE_3_5,
          ReactorLibraries.LATE_3_4,
          ReactorLibraries.SINCE_3_4,
          ReactorTaskLibrary.LIBRARY,
          RxJava2Library.LIBRARY,
          RxJava3Library.LIBRARY,
          CoroutineLibraries.SINCE_1_5,
          CoroutineLibraries.SINCE_1_4,
          AsyncHttpClientLibrary.LIBRARY,
          VertxLibraries.VERTX_4_0,
          VertxLibraries.VERTX_4,
          VertxLibraries.VERTX_5,
          VertxLibraries.VERTX_5_CLIENT,
          GrpcLibrary.LIBRARY,
          GrpcClientLibrary.LIBRARY,
          GrpcNettyLibrary.LIBRARY,
          CallbackLibraries.TOMCAT,
          CallbackLibraries.EARLIER_JETTY,
          CallbackLibraries.UNDERTOW,
          CallbackLibraries.UNDERTOW_CHANNELS,
          CallbackLibraries.XNIO_LISTENERS,
          CallbackLibraries.UNDERTOW_SERVLETS,
          JettyCallbackLibraries.EE10,
          JettyCallbackLibraries.EARLY_EE10,
          JettyCallbackLibraries.EE11,
          JettyCallbackLibraries.EE8,
          JettyCallbackLibraries.EE9,
          OtelApiLibrary.LIBRARY);

  private ClientLibraries() {}
}
