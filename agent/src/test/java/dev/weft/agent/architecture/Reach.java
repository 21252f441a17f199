package dev.weft.agent.architecture;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which types a class file's code may name. Code that runs inside the JDK sees what the boot loader
 * sees, is not verified there, and must not bring the JDK's larger modules to life.
 *
 * @param fromJavaBase what names may begin with, of types of {@code java.base} alone
 * @param own what names may begin with besides
 */
record Reach(List<String> fromJavaBase, List<String> own) {
  /** Boot types: {@code java.base} without its internals but two packages, and each other. */
  static final Reach BOOT =
      new Reach(
          List.of("java.", "jdk.internal.misc.", "jdk.internal.access."),
          List.of("dev.weft.bootstrap."));

  /** Advice that is inlined into socket classes: what those can see, and boot types. */
  static final Reach ADVICE =
      new Reach(List.of("java.", "sun.nio.ch."), List.of("dev.weft.bootstrap."));

  /**
   * Advice that is inlined into server libraries: the JDK, boot types that woven libraries call,
   * the library itself and the helpers that are defined beside it.
   */
  static final Reach LIBRARY_ADVICE =
      new Reach(
          List.of("java."),
          List.of(
              "dev.weft.bootstrap.http.",
              "dev.weft.bootstrap.nativenet.",
              "dev.weft.bootstrap.trace.",
              "org.apache.coyote.",
              "com.sun.net.httpserver.",
              "org.eclipse.jetty.",
              "io.undertow.",
              "dev.weft.agent.http.undertow.UndertowRequests",
              "dev.weft.agent.http.vertxserver.VertxConnections",
              "dev.weft.agent.http.jetty10.Jetty10Heads",
              "dev.weft.agent.http.jetty9.Jetty9Heads",
              "dev.weft.agent.http.jetty9.Jetty9Requests",
              "dev.weft.agent.http.jetty9.JettyConnections",
              "dev.weft.agent.http.jetty9.JettyUpgrades",
              "io.opentelemetry.context.",
              "dev.weft.agent.http.otelapi.OtelContexts",
              "dev.weft.agent.http.jetty.JettyRequests",
              "io.grpc.okhttp.internal.framed.",
              "io.grpc.Status$Code",
              "dev.weft.agent.http.callbacks.JettyCallbacks",
              "dev.weft.agent.http.grpc.OkHttpRequests",
              "dev.weft.agent.http.grpc.OkHttpStreams",
              "dev.weft.agent.http.grpc.OkHttpWindow",
              "io.netty.",
              "dev.weft.agent.http.netty.NettyRemovals",
              "dev.weft.agent.http.netty.NettyRequests",
              "dev.weft.agent.http.netty.http2.NettyStreams",
              "jdk.internal.net.http.",
              "org.apache.hc.",
              "org.apache.http.",
              "dev.weft.agent.http.apache4.Apache4Requests",
              "dev.weft.agent.http.apache4async.Apache4AsyncRequests",
              "dev.weft.agent.http.apache5.Apache5Requests",
              "dev.weft.agent.http.apache5async.Apache5AsyncAnswer",
              "dev.weft.agent.http.apache5async.Apache5AsyncRequests",
              "dev.weft.agent.http.apache5minimal.Apache5MinimalRequests",
              "dev.weft.agent.http.jdkclient.JdkClientRequests",
              "dev.weft.agent.http.jettyclient.JettyClientRequests",
              "dev.weft.agent.http.jettyclient9.JettyClient9Requests",
              "okhttp3.",
              "dev.weft.agent.http.okhttp.OkHttpAttempt",
              "dev.weft.agent.http.okhttp.OkHttpCalls",
              "dev.weft.agent.http.urlconnection.UrlRequests",
              "dev.weft.agent.http.nettyclient.NettyClientRequests",
              "dev.weft.agent.http.nettyepoll.EpollChannel",
              "dev.weft.agent.http.nettyepoll.EpollFiles",
              "dev.weft.agent.http.nettyloop.NettyConnects",
              "dev.weft.agent.http.nettyloop.NettyListeners",
              "dev.weft.agent.http.nettyloop.NettyTasks",
              "io.grpc.",
              "dev.weft.agent.http.grpcclient.GrpcCalls",
              "dev.weft.agent.http.grpcclient.GrpcListener",
              "dev.weft.agent.http.grpcclient.GrpcStreams",
              "dev.weft.agent.http.asynchttpclient.AskedRequests",
              "dev.weft.agent.http.nettyclient.http2.NettyStreamRequests",
              "dev.weft.agent.http.nettyclient.http2.SentStream",
              "dev.weft.agent.http.nettyclient.http2.StreamChannels",
              "org.asynchttpclient.netty.",
              "io.vertx.core.",
              "dev.weft.agent.http.vertx.VertxConnects",
              "dev.weft.agent.http.vertx.VertxFutures",
              "reactor.netty.",
              "dev.weft.agent.http.reactornetty.ReactorRequests",
              "reactor.core.",
              "dev.weft.agent.http.reactor.ReactorContexts",
              "org.reactivestreams.",
              "io.reactivex.",
              "dev.weft.agent.http.coroutines.Coroutines",
              "dev.weft.agent.http.rxjava2.RxContexts",
              "dev.weft.agent.http.rxjava3.RxContexts",
              "dev.weft.agent.http.tomcat.TomcatRequests",
              "dev.weft.agent.http.jdkserver.JdkRequest",
              "dev.weft.agent.http.jdkserver.JdkRequests"));

  /** Kept for compilers only: never linked, so they need not be there. */
  private static final List<String> ANNOTATIONS =
      List.of(
          "org.jspecify.annotations.",
          "com.google.errorprone.annotations.",
          "net.bytebuddy.asm.Advice$");

  /** The names that are out of reach, sorted. */
  Set<String> violations(Set<String> names) {
    Set<String> violations = new TreeSet<>();
    for (String name : names) {
      if (!allows(name)) {
        violations.add(name);
      }
    }
    return violations;
  }

  private boolean allows(String name) {
    List<String> free = new ArrayList<>(own);
    free.addAll(ANNOTATIONS);
    if (free.stream().anyMatch(name::startsWith)) {
      return true;
    }
    return fromJavaBase.stream().anyMatch(name::startsWith) && isInJavaBase(name);
  }

  private static boolean isInJavaBase(String name) {
    try {
      Module module = Class.forName(name, false, null).getModule();
      return module.equals(Object.class.getModule());
    } catch (ClassNotFoundException e) {
      return false;
    }
  }
}
