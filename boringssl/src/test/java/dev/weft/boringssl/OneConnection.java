package dev.weft.boringssl;

import dev.weft.core.identity.Svid;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/** A TLS server of the JDK's that has one connection, and takes any client. */
final class OneConnection implements AutoCloseable {
  private final SSLServerSocket listener;
  private final ExecutorService thread = Executors.newSingleThreadExecutor();

  /** What is said on the connection, once it is there. */
  @FunctionalInterface
  interface Talk<T> {
    T on(SSLSocket socket) throws Exception;
  }

  OneConnection(Svid svid) throws Exception {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    keys.load(null, null);
    keys.setKeyEntry(
        "server", svid.key(), new char[0], svid.chain().toArray(X509Certificate[]::new));
    KeyManagerFactory factory = KeyManagerFactory.getInstance("PKIX");
    factory.init(keys, new char[0]);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(factory.getKeyManagers(), new TrustManager[] {new AnyClient()}, null);
    listener =
        (SSLServerSocket)
            context
                .getServerSocketFactory()
                .createServerSocket(0, 1, InetAddress.getLoopbackAddress());
    listener.setWantClientAuth(true);
  }

  /** Names {@code protocols} by ALPN. */
  void name(String... protocols) {
    SSLParameters parameters = listener.getSSLParameters();
    parameters.setApplicationProtocols(protocols);
    listener.setSSLParameters(parameters);
  }

  Socket connect() throws IOException {
    return new Socket(InetAddress.getLoopbackAddress(), listener.getLocalPort());
  }

  /** Accepts, and talks, on a thread of its own. */
  <T> Future<T> talk(Talk<T> talk) {
    return thread.submit(
        () -> {
          try (SSLSocket socket = (SSLSocket) listener.accept()) {
            return talk.on(socket);
          }
        });
  }

  @Override
  public void close() throws IOException {
    listener.close();
    thread.shutdownNow();
  }

  private static final class AnyClient extends X509ExtendedTrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {
      throw new AssertionError();
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {
      throw new AssertionError();
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {
      throw new AssertionError();
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
