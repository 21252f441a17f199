package dev.weft.server;

import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.util.TlsEngineType;
import com.linecorp.armeria.server.Server;
import com.linecorp.armeria.server.ServerBuilder;
import dev.weft.core.json.JsonObject;
import dev.weft.server.api.PeopleApi;
import dev.weft.server.ca.ClientTrust;
import dev.weft.server.ca.ServerIdentity;
import dev.weft.server.http.ApiException;
import dev.weft.server.http.Call;
import dev.weft.server.http.Caller;
import dev.weft.server.http.Endpoint;
import dev.weft.server.http.ErrorAnswers;
import dev.weft.server.http.Reply;
import dev.weft.server.http.connection.ConnectionGuard;
import dev.weft.server.metrics.MetricsAccess;
import dev.weft.server.metrics.ServerMetrics;
import dev.weft.server.settings.ListenAddress;
import dev.weft.server.settings.Settings;
import dev.weft.server.store.Database;
import dev.weft.server.store.Revisions;
import dev.weft.server.workload.WorkloadApi;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.util.KeyManagerFactoryWrapper;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;

/** The one HTTPS listener, with its limits and all of its paths. */
final class HttpServer {
  /** The end of what is read of a body that is too large anyway. */
  private static final long MAX_READ = 8L * Endpoint.MAX_BODY;

  private static final String METRICS = "/metrics";
  private static final int MAX_CONNECTIONS = 20_000;
  private static final int MAX_STREAMS = 250;
  private static final int BLOCKING_THREADS = 16;
  private static final Duration HANDSHAKE_TIMEOUT = Duration.ofSeconds(15);
  private static final Duration HEAD_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(15);
  private static final Duration IDLE_TIMEOUT = Duration.ofSeconds(60);

  private final ListenAddress listen;
  private final ServerIdentity identity;
  private final ClientTrust trust;
  private final Database database;
  private final ServerMetrics metrics;
  private final MetricsAccess metricsAccess;

  HttpServer(
      Settings settings,
      ServerIdentity identity,
      ClientTrust trust,
      Database database,
      ServerMetrics metrics) {
    this.listen = settings.listen();
    this.identity = identity;
    this.trust = trust;
    this.database = database;
    this.metrics = metrics;
    this.metricsAccess = settings.metricsAccess();
  }

  Server build(PeopleApi people, WorkloadApi workloads) throws UnknownHostException {
    ServerBuilder server =
        Server.builder()
            .https(new InetSocketAddress(InetAddress.getByName(listen.host()), listen.port()))
            .tls(new KeyManagerFactoryWrapper(identity))
            // The JDK's engine: nothing native is unpacked, and the trust manager is the JDK's own.
            .tlsEngineType(TlsEngineType.JDK)
            .tlsCustomizer(
                tls ->
                    tls.protocols("TLSv1.3", "TLSv1.2")
                        .trustManager(trust)
                        .clientAuth(ClientAuth.OPTIONAL))
            .childChannelPipelineCustomizer(
                it -> ConnectionGuard.on(it, HANDSHAKE_TIMEOUT, HEAD_TIMEOUT))
            .http2MaxStreamsPerConnection(MAX_STREAMS)
            .maxRequestLength(MAX_READ)
            .maxNumConnections(MAX_CONNECTIONS)
            .blockingTaskExecutor(BLOCKING_THREADS)
            .requestTimeout(REQUEST_TIMEOUT)
            .idleTimeout(IDLE_TIMEOUT)
            .gracefulShutdownTimeout(Duration.ZERO, Duration.ofSeconds(5))
            .verboseResponses(false)
            .disableServerHeader()
            // A refusal is no fault, and what is one is logged where it is answered.
            .unloggedExceptionsReportInterval(Duration.ZERO)
            .errorHandler(new ErrorAnswers());
    metrics.watch(server);
    people.addTo(server);
    workloads.addTo(server);
    addProbes(server);
    addMetrics(server, people);
    return server.build();
  }

  private void addProbes(ServerBuilder server) {
    Endpoint.Gate anybody = (context, request) -> new Caller.Anonymous();
    server
        .route()
        .methods(HttpMethod.GET)
        .path("/healthz")
        .build(new Endpoint(anybody, call -> ok()));
    server
        .route()
        .methods(HttpMethod.GET)
        .path("/livez")
        .build(new Endpoint(anybody, call -> ok()));
    server
        .route()
        .methods(HttpMethod.GET)
        .path("/readyz")
        .build(new Endpoint(anybody, this::ready));
  }

  private void addMetrics(ServerBuilder server, PeopleApi people) {
    Endpoint endpoint =
        metricsAccess == MetricsAccess.ANYBODY
            ? new Endpoint((Endpoint.Gate) (context, it) -> new Caller.Anonymous(), metrics::page)
            : new Endpoint(
                people.gate(),
                call -> {
                  people.authorizer().requirePath(call.caller(), "get", METRICS);
                  return metrics.page(call);
                });
    server.route().methods(HttpMethod.GET).path(METRICS).build(endpoint);
  }

  private HttpResponse ready(Call call) {
    if (database.read(Revisions::current) < 0) {
      throw new ApiException(503, "the store is not ready");
    }
    return ok();
  }

  private static HttpResponse ok() {
    return Reply.of(200, JsonObject.builder().put("status", "ok").build());
  }
}
