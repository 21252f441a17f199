package dev.weft.core.control;

import dev.weft.core.identity.JdkProviders;
import dev.weft.core.identity.PolicyServerVerifier;
import dev.weft.core.identity.Svid;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.security.GeneralSecurityException;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/** TLS with the policy server by the JDK. */
final class JdkControlTls implements ControlTls {
  static final JdkControlTls INSTANCE = new JdkControlTls();

  private static final String[] PROTOCOLS = {"TLSv1.3"};
  private static final String[] SUITES = {
    "TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256"
  };
  private static final String[] ALPN = {"http/1.1"};

  private JdkControlTls() {}

  /** With a context of its own for each connection: a resumed session would skip the checks. */
  @Override
  public ControlStream handshake(
      Socket raw, String host, int port, @Nullable Svid shown, PolicyServerVerifier server)
      throws IOException {
    SSLSocket socket;
    try {
      SSLContext context = JdkProviders.tlsContext();
      context.init(
          new KeyManager[] {new SvidKeyManager(shown)},
          new TrustManager[] {new ServerTrustManager(server)},
          null);
      socket = (SSLSocket) context.getSocketFactory().createSocket(raw, host, port, true);
    } catch (GeneralSecurityException e) {
      throw new IOException("TLS cannot be set up: " + e.getMessage(), e);
    }
    socket.setSSLParameters(restrict(socket.getSSLParameters()));
    socket.startHandshake();
    return new Stream(socket);
  }

  /** Leaves in {@code parameters} what is spoken with the policy server. */
  static SSLParameters restrict(SSLParameters parameters) {
    parameters.setProtocols(PROTOCOLS);
    parameters.setCipherSuites(SUITES);
    parameters.setApplicationProtocols(ALPN);
    parameters.setAlgorithmConstraints(P256Exchange.ONLY);
    return parameters;
  }

  private record Stream(SSLSocket socket) implements ControlStream {
    @Override
    public InputStream in() throws IOException {
      return socket.getInputStream();
    }

    @Override
    public OutputStream out() throws IOException {
      return socket.getOutputStream();
    }

    @Override
    public void release() {
      // It is all on the heap.
    }
  }
}
