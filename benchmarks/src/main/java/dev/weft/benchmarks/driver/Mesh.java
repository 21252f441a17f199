package dev.weft.benchmarks.driver;

import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonReader;
import dev.weft.core.json.JsonWriter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A policy server of the benchmark's own, on loopback, and what a person would do with it. */
public final class Mesh implements AutoCloseable {
  private final Program server;
  private final Path folder;
  private final Path agentJar;
  private final URI address;
  private final HttpClient client;
  private final String adminToken;

  private Mesh(
      Program server,
      Path folder,
      Path agentJar,
      URI address,
      HttpClient client,
      String adminToken) {
    this.server = server;
    this.folder = folder;
    this.agentJar = agentJar;
    this.address = address;
    this.client = client;
    this.adminToken = adminToken;
  }

  /** Starts the policy server with its data in {@code folder}. */
  public static Mesh start(Jdk jdk, Path serverJar, Path agentJar, Path folder)
      throws IOException, InterruptedException, GeneralSecurityException {
    Path data = folder.resolve("policy-server");
    Program server =
        Program.start(
            "policy-server",
            List.of(
                jdk.tool("java").toString(),
                "-Xmx256m",
                "-Dweft.listen=127.0.0.1:0",
                "-Dweft.rate.limit=0",
                "-Dweft.data.dir=" + data,
                "-jar",
                serverJar.toString()),
            folder);
    try {
      URI address = URI.create(server.await("listening on "));
      HttpClient client = HttpClient.newBuilder().sslContext(trusting(data)).build();
      String token = Files.readString(data.resolve("admin.token")).strip();
      return new Mesh(server, folder, agentJar, address, client, token);
    } catch (IOException | GeneralSecurityException e) {
      server.close();
      throw e;
    }
  }

  private static SSLContext trusting(Path data) throws IOException, GeneralSecurityException {
    KeyStore roots = KeyStore.getInstance("PKCS12");
    roots.load(null, null);
    byte[] pem = Files.readAllBytes(data.resolve("ca.pem"));
    for (Certificate root :
        CertificateFactory.getInstance("X.509")
            .generateCertificates(new ByteArrayInputStream(pem))) {
      roots.setCertificateEntry("root" + roots.size(), root);
    }
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(roots);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }

  /** Sets the mutual TLS mode of all workloads of {@code namespace}. */
  public void mode(String namespace, String mode) throws IOException, InterruptedException {
    JsonObject resource =
        JsonObject.builder()
            .put("apiVersion", "security.istio.io/v1")
            .put("kind", "PeerAuthentication")
            .put("metadata", metadata("default", namespace))
            .put(
                "spec",
                JsonObject.builder()
                    .put("mtls", JsonObject.builder().put("mode", mode).build())
                    .build())
            .build();
    create("security.istio.io", namespace, "peerauthentications", resource);
  }

  /** Creates an AuthorizationPolicy; {@code spec} is JSON. */
  void authorize(String namespace, String name, String spec)
      throws IOException, InterruptedException {
    JsonObject resource =
        JsonObject.builder()
            .put("apiVersion", "security.istio.io/v1")
            .put("kind", "AuthorizationPolicy")
            .put("metadata", metadata(name, namespace))
            .put("spec", JsonReader.read(spec))
            .build();
    create("security.istio.io", namespace, "authorizationpolicies", resource);
  }

  /**
   * The JVM option that makes a program a workload of the mesh.
   *
   * @param name a name of its own for its join token
   */
  public String agent(String namespace, String name, String serviceAccount)
      throws IOException, InterruptedException {
    Path token = joinToken(namespace, name, serviceAccount);
    return "-javaagent:%s=server=%s,join.file=%s,log.file=%s"
        .formatted(agentJar, address, token, token.resolveSibling(token.getFileName() + ".log"));
  }

  /**
   * A file with a join token for one workload.
   *
   * @param name a name of its own
   */
  public Path joinToken(String namespace, String name, String serviceAccount)
      throws IOException, InterruptedException {
    JsonObject resource =
        JsonObject.builder()
            .put("apiVersion", "weft.dev/v1")
            .put("kind", "JoinToken")
            .put("metadata", metadata(name, namespace))
            .put(
                "spec",
                JsonObject.builder()
                    .put("serviceAccount", serviceAccount)
                    .put("ttl", "5m")
                    .put("uses", 1)
                    .build())
            .build();
    JsonObject made = create("weft.dev", namespace, "jointokens", resource);
    Path token = folder.resolve(name + ".token");
    Files.writeString(token, String.valueOf(made.object("status").string("token")));
    return token;
  }

  /** Where the policy server listens. */
  public URI address() {
    return address;
  }

  private static JsonObject metadata(String name, String namespace) {
    return JsonObject.builder().put("name", name).put("namespace", namespace).build();
  }

  private JsonObject create(String group, String namespace, String kind, JsonObject resource)
      throws IOException, InterruptedException {
    String path = "/apis/" + group + "/v1/namespaces/" + namespace + "/" + kind;
    HttpRequest request =
        HttpRequest.newBuilder(address.resolve(path))
            .header("Authorization", "Bearer " + adminToken)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(JsonWriter.write(resource)))
            .build();
    HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() / 100 != 2) {
      throw new IOException("POST " + path + ": " + response.body());
    }
    return (JsonObject) JsonReader.read(response.body());
  }

  @Override
  public void close() {
    server.close();
  }
}
