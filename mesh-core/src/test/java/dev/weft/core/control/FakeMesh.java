package dev.weft.core.control;

import dev.weft.core.TestClock;
import dev.weft.core.control.FakePolicyServer.Reply;
import dev.weft.core.control.FakePolicyServer.Request;
import dev.weft.core.identity.CaPin;
import dev.weft.core.identity.JoinCredential;
import dev.weft.core.identity.JoinToken;
import dev.weft.core.identity.Pem;
import dev.weft.core.identity.Svid;
import dev.weft.core.identity.TestCa;
import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonReader;
import dev.weft.core.json.JsonString;
import dev.weft.core.json.JsonWriter;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;

/** A policy server whose answers are good, until a test spoils one of them. */
final class FakeMesh implements FakePolicyServer.Script, AutoCloseable {
  static final String WORKLOAD = "spiffe://weft.local/ns/shop/sa/orders";
  static final String POLICY_SERVER = "spiffe://weft.local/ns/weft-system/sa/policy-server";

  final TestClock clock = new TestClock();
  final TestCa ca = new TestCa(clock.instant());
  final ManualScheduler scheduler = new ManualScheduler(clock);
  volatile FakePolicyServer server;

  final AtomicInteger uses = new AtomicInteger(1);
  volatile long revision = 1;
  volatile String source = "s";
  final AtomicInteger configSent = new AtomicInteger();
  volatile String policies = "";
  volatile String requestAuthentications = "";
  volatile String telemetries = "";
  volatile String settingsExtra = "";
  volatile String configExtra = "";
  volatile String directory = "";
  volatile String bundle = pem(List.of(ca.root));
  volatile String workload = WORKLOAD;
  volatile String expected = "Bearer weft-join-v1.t1.";
  volatile String refused = "";
  volatile String found = "";
  volatile FakePolicyServer.Script first = request -> null;

  FakeMesh() throws Exception {
    server = listen(0);
  }

  /** Starts the server again, on the port that it had. */
  void restart() throws Exception {
    server = listen(server.port());
  }

  private FakePolicyServer listen(int port) throws Exception {
    Svid svid = ca.svid(POLICY_SERVER, Duration.ofDays(100));
    return new FakePolicyServer(svid, List.of(ca.root), port, this);
  }

  /** A client of this server, driven by hand. */
  DefaultMeshClient client() throws Exception {
    return new DefaultMeshClient(settings(server.uri(), CaPin.of(ca.root)), scheduler);
  }

  MeshClientBuilder settings(URI uri, CaPin pin) {
    String token = "weft-join-v1.t1." + "c".repeat(42) + "A." + pin.value();
    return settings(uri, JoinToken.parse(token));
  }

  MeshClientBuilder settings(URI uri, JoinCredential credential) {
    return MeshClient.builder(uri, credential, daemons())
        .clock(clock)
        .random(new SplittableRandom(7))
        .hostId("host/1")
        .addresses(List::of);
  }

  static ThreadFactory daemons() {
    return task -> {
      Thread thread = new Thread(task, "weft-test");
      thread.setDaemon(true);
      return thread;
    };
  }

  @Override
  public Reply answer(Request request) throws Exception {
    Reply special = first.answer(request);
    if (special != null) {
      return special;
    }
    if (request.to("/mesh/v1/svid")) {
      return svid(request);
    }
    if (request.client() == null) {
      return Reply.status(401, "client certificate: none");
    }
    if (request.to("/mesh/v1/config")) {
      return isKnown(request) ? Reply.empty() : config();
    }
    if (request.to("/mesh/v1/leases/")) {
      return Reply.json(
          200, "{\"revision\":" + revision + ",\"ttl\":15,\"refused\":[" + refused + "]}");
    }
    return Reply.json(200, "{\"revision\":" + revision + ",\"endpoints\":[" + found + "]}");
  }

  private boolean isKnown(Request request) {
    String target = request.target();
    return target.contains("after=" + revision)
        && (!target.contains("source=") || target.contains("source=" + source));
  }

  private Reply svid(Request request) throws Exception {
    if (request.client() == null) {
      if (!request.authorization().startsWith(expected) || uses.get() == 0) {
        return Reply.status(401, "join token: t1 is spent (expected: a new one)");
      }
      uses.decrementAndGet();
    }
    String csr = ((JsonObject) JsonReader.read(request.body())).string("csr");
    SubjectPublicKeyInfo key =
        new PKCS10CertificationRequest(Pem.readRequest(String.valueOf(csr)))
            .getSubjectPublicKeyInfo();
    X509Certificate leaf =
        ca.leaf(workload, new JcaPEMKeyConverter().getPublicKey(key))
            .life(
                Duration.between(clock.instant(), startOfTest()).plusMinutes(1),
                Duration.between(startOfTest(), clock.instant()).plusHours(1))
            .sign();
    return Reply.json(
        200,
        JsonWriter.write(
            JsonObject.builder()
                .put("spiffeId", workload)
                .put("chain", pem(List.of(leaf, ca.intermediate)))
                .put("bundle", bundle)
                .put("trustDomain", "weft.local")
                .put("expires", clock.instant().plus(Duration.ofHours(1)).toString())
                .build()));
  }

  Reply config() throws Exception {
    configSent.incrementAndGet();
    return Reply.json(
        200,
        "{\"format\":2,\"revision\":"
            + revision
            + ",\"source\":\""
            + source
            + "\",\"settings\":{\"rootNamespace\":\"istio-system\","
            + "\"trustDomain\":\"weft.local\",\"trustDomainAliases\":[],\"pathNormalization\":\"BASE\""
            + settingsExtra
            + "},\"authorizationPolicies\":"
            + FakeSections.policies("all", policies, policies)
            + ",\"peerAuthentications\":"
            + FakeSections.policies("all", "", "")
            + ",\"requestAuthentications\":"
            + FakeSections.policies("all", requestAuthentications, requestAuthentications)
            + ",\"telemetries\":"
            + FakeSections.policies("all", telemetries, telemetries)
            + ",\"traceSamplings\":"
            + FakeSections.policies("all", "", "")
            + ",\"directory\":"
            + FakeSections.endpoints("all", directory, directory)
            + ",\"bundle\":"
            + JsonWriter.write(new JsonString(bundle))
            + configExtra
            + "}");
  }

  /** An answer that says what changed: {@code sections} are members, each after a comma. */
  Reply change(long base, String sections) {
    configSent.incrementAndGet();
    return Reply.json(
        200,
        "{\"format\":2,\"revision\":"
            + revision
            + ",\"source\":\""
            + source
            + "\",\"base\":"
            + base
            + sections
            + "}");
  }

  /** The CA makes certificates relative to when it was made. */
  private java.time.Instant startOfTest() {
    return ca.made();
  }

  static String pem(List<X509Certificate> certificates) {
    try {
      return Pem.writeCertificates(certificates);
    } catch (java.security.cert.CertificateEncodingException e) {
      throw new IllegalStateException(e);
    }
  }

  static String endpoint(String address, int port) {
    return "{\"address\":\""
        + address
        + "\",\"port\":"
        + port
        + ",\"principals\":[\""
        + WORKLOAD
        + "\"],\"mode\":\"STRICT\"}";
  }

  @Override
  public void close() throws java.io.IOException {
    server.close();
  }
}
