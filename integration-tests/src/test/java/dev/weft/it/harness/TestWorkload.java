package dev.weft.it.harness;

import dev.weft.core.control.HostId;
import dev.weft.core.json.JsonObject;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;

/**
 * A workload that speaks to the policy server itself, without an agent. It can announce addresses
 * for its identity, such as that of a relay in front of a workload of the same identity.
 */
public final class TestWorkload implements AutoCloseable {
  private static final long HEARTBEAT_SECONDS = 5;

  private final Credentials credentials;
  private final HttpCalls calls;
  private final String instance = UUID.randomUUID().toString();
  private final ScheduledExecutorService heartbeat =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "test-workload-heartbeat");
            thread.setDaemon(true);
            return thread;
          });

  private TestWorkload(Credentials credentials, HttpCalls calls) {
    this.credentials = credentials;
    this.calls = calls;
  }

  /** Joins with a token and takes the SVID that it buys. */
  public static TestWorkload join(PolicyServerProcess server, String joinToken)
      throws IOException, GeneralSecurityException {
    KeyPair keys = TestCa.newKeys();
    JsonObject answer =
        server
            .calls(server.nobody())
            .as(joinToken)
            .send("POST", "/mesh/v1/svid", requestBody(certificateRequest(keys)))
            .ok()
            .body();
    Credentials credentials =
        new Credentials(
            keys.getPrivate(),
            Pem.certificates(String.valueOf(answer.string("chain"))),
            Pem.certificates(String.valueOf(answer.string("bundle"))));
    return new TestWorkload(credentials, server.calls(credentials));
  }

  /** A certificate request in PEM (RFC 2986) that names the given URIs, if any. */
  public static String certificateRequest(KeyPair keys, String... uris) {
    JcaPKCS10CertificationRequestBuilder builder =
        new JcaPKCS10CertificationRequestBuilder(new X500Name("CN=test"), keys.getPublic());
    try {
      if (uris.length > 0) {
        GeneralName[] names = new GeneralName[uris.length];
        for (int i = 0; i < uris.length; i++) {
          names[i] = new GeneralName(GeneralName.uniformResourceIdentifier, uris[i]);
        }
        ExtensionsGenerator extensions = new ExtensionsGenerator();
        extensions.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(names));
        builder.addAttribute(
            PKCSObjectIdentifiers.pkcs_9_at_extensionRequest, extensions.generate());
      }
      byte[] der =
          builder
              .build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate()))
              .getEncoded();
      return Pem.write("CERTIFICATE REQUEST", der);
    } catch (IOException | OperatorCreationException e) {
      throw new IllegalStateException("the certificate request cannot be made", e);
    }
  }

  /** The body that asks for an SVID. */
  public static String requestBody(String certificateRequest) {
    return "{\"csr\":\"" + certificateRequest.replace("\n", "\\n") + "\"}";
  }

  /** The SVID and the bundle. */
  public Credentials credentials() {
    return credentials;
  }

  /** Calls to the policy server with the SVID. */
  public HttpCalls calls() {
    return calls;
  }

  /** Announces that this identity listens on {@code port} of 127.0.0.1, until it is closed. */
  public void announce(int port) throws IOException {
    putLease(port);
    Future<?> unused =
        heartbeat.scheduleAtFixedRate(
            () -> {
              try {
                putLease(port);
              } catch (IOException e) {
                // The server is down, as some tests want it; the next beat tries again.
              }
            },
            HEARTBEAT_SECONDS,
            HEARTBEAT_SECONDS,
            TimeUnit.SECONDS);
  }

  private void putLease(int port) throws IOException {
    String body =
        """
        {"host":"%s","labels":{},"addresses":[],
         "listeners":[{"address":"127.0.0.1","port":%d}],
         "applied":0,"report":{"unprotected":[]}}
        """
            .formatted(HostId.current(), port);
    JsonObject answer = calls.send("PUT", "/mesh/v1/leases/" + instance, body).ok().body();
    if (!answer.array("refused").values().isEmpty()) {
      throw new IllegalStateException("lease: refused: " + answer);
    }
  }

  /** What the directory says of {@code port} of 127.0.0.1. */
  public JsonObject lookUp(int port) throws IOException {
    String query = "?address=127.0.0.1&port=" + port + "&host=" + HostId.current();
    return calls.send("GET", "/mesh/v1/directory" + query).ok().body();
  }

  @Override
  public void close() throws IOException {
    heartbeat.shutdownNow();
  }
}
