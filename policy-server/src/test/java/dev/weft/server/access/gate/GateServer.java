package dev.weft.server.access.gate;

import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.TlsKeyPair;
import com.linecorp.armeria.common.util.TlsEngineType;
import com.linecorp.armeria.server.Server;
import com.linecorp.armeria.server.ServerBuilder;
import dev.weft.core.json.JsonArray;
import dev.weft.core.json.JsonObject;
import dev.weft.server.access.Attempt;
import dev.weft.server.access.RoleMapping;
import dev.weft.server.access.TestCa;
import dev.weft.server.access.TestJson;
import dev.weft.server.access.review.SelfReview;
import dev.weft.server.access.review.SelfReviewHandler;
import dev.weft.server.access.token.FakeApiTokens;
import dev.weft.server.audit.AuditRecord;
import dev.weft.server.ca.ClientTrust;
import dev.weft.server.http.Call;
import dev.weft.server.http.Caller;
import dev.weft.server.http.Endpoint;
import dev.weft.server.http.ErrorAnswers;
import dev.weft.server.http.PeerCertificate;
import dev.weft.server.http.Reply;
import dev.weft.server.http.WorkloadGate;
import dev.weft.server.settings.PeopleSettings;
import io.netty.handler.ssl.ClientAuth;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** A real listener with the gate for people, on loopback, with few paths behind it. */
final class GateServer implements AutoCloseable {
  final TestCa mesh = TestCa.root("CN=mesh");
  final TestCa people = TestCa.root("CN=people");
  final FakeApiTokens tokens = new FakeApiTokens();
  final List<AuditRecord> refusals = new CopyOnWriteArrayList<>();
  private final TestCa serverCa = TestCa.root("CN=server CA");
  private final AtomicLong ahead = new AtomicLong();
  private final PeopleAccess access;
  private final Server server;
  private final Path caFile;

  GateServer(Path folder, Optional<PeopleSettings.Oidc> oidc, int rateLimit) throws Exception {
    this.caFile = serverCa.write(folder.resolve("server-ca.pem"));
    PeopleSettings settings =
        new PeopleSettings(
            oidc,
            Optional.of(
                new PeopleSettings.Clients(
                    people.write(folder.resolve("people-ca.pem")),
                    RoleMapping.parse("O=platform=admin,CN=jane=editor:shop"))),
            rateLimit);
    ClientTrust trust = PeopleAccess.trust(List.of(mesh.certificate()), settings);
    PeerCertificate peer = new PeerCertificate("weft.local", trust, this::now);
    this.access = PeopleAccess.of(settings, peer, tokens, refusals::add, this::now, this::nanoTime);
    TestCa.Identity identity = serverCa.issueServer();
    ServerBuilder builder =
        Server.builder()
            .https(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .tls(TlsKeyPair.of(identity.keys().getPrivate(), identity.chain()))
            .tlsEngineType(TlsEngineType.JDK)
            .tlsCustomizer(it -> it.trustManager(trust).clientAuth(ClientAuth.OPTIONAL))
            .errorHandler(new ErrorAnswers())
            .gracefulShutdownTimeout(Duration.ZERO, Duration.ZERO)
            .service("/who", new Endpoint(access.gate(), GateServer::who))
            .service("/mesh", new Endpoint(new WorkloadGate(peer), GateServer::who))
            .service("/policies/{namespace}", new Endpoint(access.gate(), this::policies))
            .service("/api", fixed("{'kind':'APIVersions','versions':[]}"))
            .service("/apis", fixed(GROUPS))
            .service("/apis/security.istio.io/v1", fixed(ISTIO));
    for (SelfReview review : SelfReview.ALL) {
      SelfReviewHandler handler = new SelfReviewHandler(review);
      builder.service(handler.path(), new Endpoint(access.gate(), handler));
    }
    this.server = builder.build();
    server.start().join();
  }

  private static final String GROUPS =
      "{'kind':'APIGroupList','apiVersion':'v1','groups':[{'name':'security.istio.io','versions':"
          + "[{'groupVersion':'security.istio.io/v1','version':'v1'}],'preferredVersion':"
          + "{'groupVersion':'security.istio.io/v1','version':'v1'}}]}";
  private static final String ISTIO =
      "{'kind':'APIResourceList','apiVersion':'v1','groupVersion':'security.istio.io/v1',"
          + "'resources':[{'name':'authorizationpolicies','singularName':'authorizationpolicy',"
          + "'namespaced':true,'kind':'AuthorizationPolicy','verbs':['get','list','create']}]}";

  private static Endpoint fixed(String json) {
    Endpoint.Gate anybody = (context, request) -> new Caller.Anonymous();
    return new Endpoint(anybody, call -> Reply.of(200, TestJson.object(json)));
  }

  private static HttpResponse who(Call call) {
    JsonObject.Builder answer = JsonObject.builder().put("name", call.caller().name());
    if (call.caller() instanceof Caller.Person person) {
      answer
          .put("groups", JsonArray.ofStrings(person.groups()))
          .put("grants", person.grants().grants().size());
    }
    return Reply.of(200, answer.build());
  }

  private HttpResponse policies(Call call) {
    Attempt attempt =
        new Attempt(
            call.method().name().equals("GET") ? "list" : "create",
            "security.istio.io",
            "authorizationpolicies",
            "",
            call.path("namespace"),
            "");
    return Reply.of(
        200,
        JsonObject.builder()
            .put("name", access.authorizer().require(call.caller(), attempt).name())
            .build());
  }

  Instant now() {
    return Instant.now().plusNanos(ahead.get());
  }

  private long nanoTime() {
    return System.nanoTime() + ahead.get();
  }

  void turnClock(Duration time) {
    ahead.addAndGet(time.toNanos());
  }

  String url() {
    return "https://127.0.0.1:" + server.activeLocalPort();
  }

  Path caFile() {
    return caFile;
  }

  GateClient client() throws Exception {
    return GateClient.of(url(), serverCa.certificate(), Optional.empty());
  }

  GateClient client(TestCa.Identity identity) throws Exception {
    return GateClient.of(url(), serverCa.certificate(), Optional.of(identity));
  }

  @Override
  public void close() throws IOException {
    server.stop().join();
    access.close();
  }
}
