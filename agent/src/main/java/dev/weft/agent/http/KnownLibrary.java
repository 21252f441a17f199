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
import dev.weft.agent.http.grpc.OkHttpLibrary;
import dev.weft.agent.http.grpcclient.GrpcClientLibrary;
import dev.weft.agent.http.grpcclient.GrpcNettyLibrary;
import dev.weft.agent.http.jdkclient.JdkClientLibrary;
import dev.weft.agent.http.jdkserver.JdkServerLibrary;
import dev.weft.agent.http.jetty.EarlierJettyLibraries;
import dev.weft.agent.http.jetty.JettyLibrary;
import dev.weft.agent.http.jettyclient.EarlierJettyClientLibraries;
import dev.weft.agent.http.jettyclient.JettyClientLibrary;
import dev.weft.agent.http.netty.NettyCodecLibrary;
import dev.weft.agent.http.netty.NettyLibrary;
import dev.weft.agent.http.netty.http2.NettyHttp2Library;
import dev.weft.agent.http.nettyclient.NettyClientLibrary;
import dev.weft.agent.http.nettyclient.http2.NettyStreamLibrary;
import dev.weft.agent.http.nettyepoll.NettyEpollLibraries;
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
import dev.weft.agent.http.tomcat.TomcatLibrary;
import dev.weft.agent.http.undertow.UndertowLibrary;
import dev.weft.agent.http.undertow.XnioLibrary;
import dev.weft.agent.http.urlconnection.UrlConnectionLibrary;
import dev.weft.agent.http.vertx.VertxLibraries;
import dev.weft.agent.http.vertxserver.VertxServerLibrary;
import java.util.function.Supplier;

/**
 * Every library that is woven, here and nowhere else: first those whose requests are judged, then
 * those that are followed, then transports; releases of one library in the order in which they are
 * tried. A description is read when the first class of its library is met: to read all of them
 * would take a tenth of a second of every start.
 */
public enum KnownLibrary implements Supplier<Library> {
  TOMCAT,
  JDK_SERVER,
  JETTY,
  JETTY_10,
  JETTY_9,
  NETTY_CODEC,
  NETTY,
  NETTY_HTTP2,
  VERTX_SERVER,
  GRPC_OKHTTP,
  UNDERTOW,
  XNIO,
  URL_CONNECTION,
  JDK_CLIENT,
  APACHE4,
  APACHE4_ASYNC,
  APACHE5,
  APACHE5_ASYNC,
  APACHE5_MINIMAL_CLASSIC,
  APACHE5_MINIMAL_ASYNC,
  JETTY_CLIENT,
  JETTY_CLIENT_HTTP2_TRANSPORT,
  EARLIER_JETTY_CLIENT_CLIENTS,
  EARLIER_JETTY_CLIENT_HTTP2_TRANSPORT,
  OKHTTP_4_1,
  OKHTTP_4_0,
  OKHTTP_3,
  OKHTTP_3_14,
  NETTY_TASK,
  NETTY_PROMISE,
  NETTY_CONNECT,
  NETTY_CONNECT_EPOLL,
  NETTY_CLIENT,
  NETTY_STREAM,
  NETTY_STREAM_CHANNELS,
  REACTOR_NETTY,
  REACTOR_SINCE_3_5,
  REACTOR_LATE_3_4,
  REACTOR_SINCE_3_4,
  REACTOR_TASK,
  RXJAVA2,
  RXJAVA3,
  COROUTINE_SINCE_1_5,
  COROUTINE_SINCE_1_4,
  ASYNC_HTTP_CLIENT,
  VERTX_4_0,
  VERTX_4,
  VERTX_5,
  VERTX_5_CLIENT,
  GRPC,
  GRPC_CLIENT,
  GRPC_NETTY,
  CALLBACK_TOMCAT,
  CALLBACK_EARLIER_JETTY,
  CALLBACK_UNDERTOW,
  CALLBACK_UNDERTOW_CHANNELS,
  CALLBACK_XNIO_LISTENERS,
  CALLBACK_UNDERTOW_SERVLETS,
  JETTY_CALLBACK_EE10,
  JETTY_CALLBACK_EARLY_EE10,
  JETTY_CALLBACK_EE11,
  JETTY_CALLBACK_EE8,
  JETTY_CALLBACK_EE9,
  OTEL_API,
  NETTY_EPOLL_DESCRIPTORS,
  NETTY_EPOLL_CHANNELS;

  /** Its description. */
  @Override
  public Library get() {
    return switch (this) {
      case TOMCAT -> TomcatLibrary.LIBRARY;
      case JDK_SERVER -> JdkServerLibrary.LIBRARY;
      case JETTY -> JettyLibrary.LIBRARY;
      case JETTY_10 -> EarlierJettyLibraries.JETTY_10;
      case JETTY_9 -> EarlierJettyLibraries.JETTY_9;
      case NETTY_CODEC -> NettyCodecLibrary.LIBRARY;
      case NETTY -> NettyLibrary.LIBRARY;
      case NETTY_HTTP2 -> NettyHttp2Library.LIBRARY;
      case VERTX_SERVER -> VertxServerLibrary.LIBRARY;
      case GRPC_OKHTTP -> OkHttpLibrary.LIBRARY;
      case UNDERTOW -> UndertowLibrary.LIBRARY;
      case XNIO -> XnioLibrary.LIBRARY;
      case URL_CONNECTION -> UrlConnectionLibrary.LIBRARY;
      case JDK_CLIENT -> JdkClientLibrary.LIBRARY;
      case APACHE4 -> Apache4Library.LIBRARY;
      case APACHE4_ASYNC -> Apache4AsyncLibrary.LIBRARY;
      case APACHE5 -> Apache5Library.LIBRARY;
      case APACHE5_ASYNC -> Apache5AsyncLibrary.LIBRARY;
      case APACHE5_MINIMAL_CLASSIC -> Apache5MinimalLibraries.CLASSIC;
      case APACHE5_MINIMAL_ASYNC -> Apache5MinimalLibraries.ASYNC;
      case JETTY_CLIENT -> JettyClientLibrary.LIBRARY;
      case JETTY_CLIENT_HTTP2_TRANSPORT -> JettyClientLibrary.HTTP2_TRANSPORT;
      case EARLIER_JETTY_CLIENT_CLIENTS -> EarlierJettyClientLibraries.CLIENTS;
      case EARLIER_JETTY_CLIENT_HTTP2_TRANSPORT -> EarlierJettyClientLibraries.HTTP2_TRANSPORT;
      case OKHTTP_4_1 -> OkHttpLibraries.OKHTTP_4_1;
      case OKHTTP_4_0 -> OkHttpLibraries.OKHTTP_4_0;
      case OKHTTP_3 -> OkHttpLibraries.OKHTTP_3;
      case OKHTTP_3_14 -> OkHttpLibraries.OKHTTP_3_14;
      case NETTY_TASK -> NettyTaskLibrary.LIBRARY;
      case NETTY_PROMISE -> NettyPromiseLibrary.LIBRARY;
      case NETTY_CONNECT -> NettyConnectLibrary.LIBRARY;
      case NETTY_CONNECT_EPOLL -> NettyConnectLibrary.EPOLL;
      case NETTY_CLIENT -> NettyClientLibrary.LIBRARY;
      case NETTY_STREAM -> NettyStreamLibrary.LIBRARY;
      case NETTY_STREAM_CHANNELS -> NettyStreamLibrary.CHANNELS;
      case REACTOR_NETTY -> ReactorNettyLibrary.LIBRARY;
      case REACTOR_SINCE_3_5 -> ReactorLibraries.SINCE_3_5;
      case REACTOR_LATE_3_4 -> ReactorLibraries.LATE_3_4;
      case REACTOR_SINCE_3_4 -> ReactorLibraries.SINCE_3_4;
      case REACTOR_TASK -> ReactorTaskLibrary.LIBRARY;
      case RXJAVA2 -> RxJava2Library.LIBRARY;
      case RXJAVA3 -> RxJava3Library.LIBRARY;
      case COROUTINE_SINCE_1_5 -> CoroutineLibraries.SINCE_1_5;
      case COROUTINE_SINCE_1_4 -> CoroutineLibraries.SINCE_1_4;
      case ASYNC_HTTP_CLIENT -> AsyncHttpClientLibrary.LIBRARY;
      case VERTX_4_0 -> VertxLibraries.VERTX_4_0;
      case VERTX_4 -> VertxLibraries.VERTX_4;
      case VERTX_5 -> VertxLibraries.VERTX_5;
      case VERTX_5_CLIENT -> VertxLibraries.VERTX_5_CLIENT;
      case GRPC -> GrpcLibrary.LIBRARY;
      case GRPC_CLIENT -> GrpcClientLibrary.LIBRARY;
      case GRPC_NETTY -> GrpcNettyLibrary.LIBRARY;
      case CALLBACK_TOMCAT -> CallbackLibraries.TOMCAT;
      case CALLBACK_EARLIER_JETTY -> CallbackLibraries.EARLIER_JETTY;
      case CALLBACK_UNDERTOW -> CallbackLibraries.UNDERTOW;
      case CALLBACK_UNDERTOW_CHANNELS -> CallbackLibraries.UNDERTOW_CHANNELS;
      case CALLBACK_XNIO_LISTENERS -> CallbackLibraries.XNIO_LISTENERS;
      case CALLBACK_UNDERTOW_SERVLETS -> CallbackLibraries.UNDERTOW_SERVLETS;
      case JETTY_CALLBACK_EE10 -> JettyCallbackLibraries.EE10;
      case JETTY_CALLBACK_EARLY_EE10 -> JettyCallbackLibraries.EARLY_EE10;
      case JETTY_CALLBACK_EE11 -> JettyCallbackLibraries.EE11;
      case JETTY_CALLBACK_EE8 -> JettyCallbackLibraries.EE8;
      case JETTY_CALLBACK_EE9 -> JettyCallbackLibraries.EE9;
      case OTEL_API -> OtelApiLibrary.LIBRARY;
      case NETTY_EPOLL_DESCRIPTORS -> NettyEpollLibraries.DESCRIPTORS;
      case NETTY_EPOLL_CHANNELS -> NettyEpollLibraries.CHANNELS;
    };
  }
}
