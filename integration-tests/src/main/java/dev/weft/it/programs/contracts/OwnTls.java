package dev.weft.it.programs.contracts;

import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/** A program that speaks TLS itself goes on doing so, whatever is beneath. */
final class OwnTls {
  private static final char[] PASSWORD = "contracts".toCharArray();
  private static final int BYTES = 300_000;

  private OwnTls() {}

  static List<Check> checks() {
    return List.of(
        new Check("ownTls.TLSv1.2", () -> echo("TLSv1.2")),
        new Check("ownTls.TLSv1.3", () -> echo("TLSv1.3")));
  }

  private static void echo(String protocol) throws Exception {
    SSLContext context = context();
    try (SSLServerSocket listener =
        (SSLServerSocket)
            context
                .getServerSocketFactory()
                .createServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      Background<Boolean> server =
          Background.run(
              () -> {
                try (Socket accepted = listener.accept()) {
                  accepted.getInputStream().transferTo(accepted.getOutputStream());
                }
              });
      byte[] bytes = Bytes.of(BYTES, 4);
      try (SSLSocket client =
          (SSLSocket)
              context
                  .getSocketFactory()
                  .createSocket(listener.getInetAddress(), listener.getLocalPort())) {
        client.setEnabledProtocols(new String[] {protocol});
        Background<Boolean> writing = Background.run(() -> client.getOutputStream().write(bytes));
        Expect.same(client.getInputStream().readNBytes(BYTES), bytes, "back");
        writing.join();
        Expect.equal(client.getSession().getProtocol(), protocol, "protocol");
        Expect.equal(
            client.getSession().getPeerPrincipal().getName(), "CN=contracts", "whose certificate");
      }
      server.join();
    }
  }

  private static SSLContext context() throws Exception {
    Path folder = Files.createTempDirectory("contracts");
    Path file = folder.resolve("keys.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-dname",
                "CN=contracts",
                "-storetype",
                "PKCS12",
                "-keystore",
                file.toString(),
                "-storepass",
                new String(PASSWORD))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    Expect.that(keytool.waitFor(50, TimeUnit.SECONDS), "keytool does not end");
    Expect.equal(keytool.exitValue(), 0, "keytool's exit");
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      keys.load(in, PASSWORD);
    }
    Files.delete(file);
    Files.delete(folder);
    KeyManagerFactory own = KeyManagerFactory.getInstance("PKIX");
    own.init(keys, PASSWORD);
    TrustManagerFactory trusted = TrustManagerFactory.getInstance("PKIX");
    KeyStore authorities = KeyStore.getInstance("PKCS12");
    authorities.load(null, PASSWORD);
    authorities.setCertificateEntry("contracts", keys.getCertificate(keys.aliases().nextElement()));
    trusted.init(authorities);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(own.getKeyManagers(), trusted.getTrustManagers(), null);
    return context;
  }
}
