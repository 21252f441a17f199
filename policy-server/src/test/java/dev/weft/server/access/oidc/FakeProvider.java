package dev.weft.server.access.oidc;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.factories.DefaultJWSSignerFactory;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonWriter;
import dev.weft.server.access.RoleMapping;
import dev.weft.server.access.TestCa;
import dev.weft.server.settings.PeopleSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;

/** An OpenID provider on loopback, by HTTPS, with as much as a verifier of tokens sees of one. */
public final class FakeProvider implements AutoCloseable {
  private final HttpsServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Path caFile;
  private final AtomicInteger fetches = new AtomicInteger();
  private volatile JWK key;
  private volatile JWKSet served;
  private volatile int status = 200;
  private volatile CountDownLatch stalled = new CountDownLatch(0);
  private volatile Optional<String> claimedIssuer = Optional.empty();

  private FakeProvider(HttpsServer server, Path caFile, JWK key) {
    this.server = server;
    this.caFile = caFile;
    this.key = key;
    this.served = new JWKSet(key.toPublicJWK());
  }

  /** Starts a provider that signs with ECDSA P-256. */
  public static FakeProvider start(Path folder) throws Exception {
    TestCa ca = TestCa.root("CN=provider CA");
    SSLContext tls = SSLContext.getInstance("TLS");
    tls.init(ca.issueServer().keyManagers(), null, null);
    HttpsServer server =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(tls));
    FakeProvider provider =
        new FakeProvider(server, ca.write(folder.resolve("provider-ca.pem")), newKey("k1"));
    server.setExecutor(provider.threads);
    server.createContext("/.well-known/openid-configuration", provider::metadata);
    server.createContext("/keys", provider::keys);
    server.start();
    return provider;
  }

  static JWK newKey(String id) throws Exception {
    return new ECKeyGenerator(Curve.P_256).keyID(id).generate();
  }

  static JWK newRsaKey(String id, int bits) throws Exception {
    return new RSAKeyGenerator(bits, true).keyID(id).generate();
  }

  private void metadata(HttpExchange exchange) throws IOException {
    answer(
        exchange,
        JsonWriter.write(
            JsonObject.builder()
                .put("issuer", claimedIssuer.orElse(issuer().toString()))
                .put("jwks_uri", issuer() + "/keys")
                .build()));
  }

  private void keys(HttpExchange exchange) throws IOException {
    fetches.incrementAndGet();
    answer(exchange, served.toString());
  }

  private void answer(HttpExchange exchange, String json) throws IOException {
    try {
      stalled.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  public URI issuer() {
    return URI.create("https://127.0.0.1:" + server.getAddress().getPort());
  }

  /** The settings of a server that takes this provider's tokens. */
  public PeopleSettings.Oidc settings(String roles) {
    return new PeopleSettings.Oidc(
        issuer(),
        "weft",
        "sub",
        "groups",
        RoleMapping.parse(roles),
        new PeopleSettings.KeyPlace.Discovery(),
        Optional.of(caFile));
  }

  /** Claims of a good token, for tests to spoil. */
  public JWTClaimsSet.Builder claims(Instant now) {
    return new JWTClaimsSet.Builder()
        .issuer(issuer().toString())
        .audience("weft")
        .subject("jane")
        .claim("groups", List.of("team-a"))
        .issueTime(Date.from(now))
        .expirationTime(Date.from(now.plusSeconds(300)));
  }

  /** A token with {@code claims}, signed as it should be. */
  public String sign(JWTClaimsSet.Builder claims) throws Exception {
    return sign(key, JWSAlgorithm.ES256, claims);
  }

  static String sign(JWK key, JWSAlgorithm algorithm, JWTClaimsSet.Builder claims)
      throws Exception {
    JWSHeader header =
        new JWSHeader.Builder(algorithm).keyID(key.getKeyID()).type(JOSEObjectType.JWT).build();
    return sign(new DefaultJWSSignerFactory().createJWSSigner(key, algorithm), header, claims);
  }

  static String sign(JWSSigner signer, JWSHeader header, JWTClaimsSet.Builder claims)
      throws Exception {
    SignedJWT token = new SignedJWT(header, claims.build());
    token.sign(signer);
    return token.serialize();
  }

  JWK key() {
    return key;
  }

  /** Signs with another key from now on, and publishes it. */
  void rotate(JWK next) {
    key = next;
    served = new JWKSet(List.of(next.toPublicJWK()));
  }

  void serve(JWK... keys) {
    served = new JWKSet(List.of(keys));
  }

  void answerWith(int code) {
    status = code;
  }

  void claimIssuer(String issuer) {
    claimedIssuer = Optional.of(issuer);
  }

  /** Answers nothing until the returned latch is counted down. */
  public CountDownLatch stall() {
    CountDownLatch latch = new CountDownLatch(1);
    stalled = latch;
    return latch;
  }

  int fetches() {
    return fetches.get();
  }

  @Override
  public void close() {
    stalled.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
