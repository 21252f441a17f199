package dev.weft.it.harness;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicInteger;

/** An issuer of tokens that shows its key by HTTP on loopback, outside the mesh. */
public final class TokenIssuer implements AutoCloseable {
  private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();

  private final HttpServer server;
  private final AtomicInteger asked = new AtomicInteger();
  private volatile Key key = Key.make("first");

  private record Key(String id, KeyPair pair) {
    static Key make(String id) {
      try {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        return new Key(id, generator.generateKeyPair());
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException(e);
      }
    }

    String set() {
      RSAPublicKey shown = (RSAPublicKey) pair.getPublic();
      return """
          {"keys":[{"kty":"RSA","kid":"%s","alg":"RS256","use":"sig","n":"%s","e":"%s"}]}
          """
          .formatted(id, number(shown.getModulus()), number(shown.getPublicExponent()));
    }

    private static String number(BigInteger value) {
      byte[] bytes = value.toByteArray();
      int skip = bytes[0] == 0 ? 1 : 0;
      return BASE64URL.encodeToString(Arrays.copyOfRange(bytes, skip, bytes.length));
    }
  }

  private TokenIssuer(HttpServer server) {
    this.server = server;
  }

  /** Starts to serve. */
  public static TokenIssuer start() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    TokenIssuer issuer = new TokenIssuer(server);
    server.createContext("/keys", exchange -> issuer.answer(exchange, issuer.key.set()));
    server.createContext(
        "/.well-known/openid-configuration",
        exchange -> issuer.answer(exchange, "{\"jwks_uri\":\"" + issuer.url() + "/keys\"}"));
    server.start();
    return issuer;
  }

  private void answer(HttpExchange exchange, String body) throws IOException {
    try (exchange) {
      asked.incrementAndGet();
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(200, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  /** What tokens have as {@code iss}, and where its configuration is found. */
  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** How often it was asked for anything. */
  public int asked() {
    return asked.get();
  }

  /** From now on there is another key, and only that. */
  public void rotate() {
    key = Key.make("second");
  }

  /** A token for {@code subject} that is good for an hour. */
  public String token(String subject) throws GeneralSecurityException {
    Key used = key;
    long expires = Instant.now().getEpochSecond() + 3600;
    String signed =
        encode("{\"alg\":\"RS256\",\"kid\":\"" + used.id() + "\"}")
            + "."
            + encode(
                "{\"iss\":\"%s\",\"sub\":\"%s\",\"exp\":%d}".formatted(url(), subject, expires));
    Signature signature = Signature.getInstance("SHA256withRSA");
    signature.initSign(used.pair().getPrivate());
    signature.update(signed.getBytes(StandardCharsets.US_ASCII));
    return signed + "." + BASE64URL.encodeToString(signature.sign());
  }

  private static String encode(String json) {
    return BASE64URL.encodeToString(json.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
