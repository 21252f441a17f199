package dev.weft.benchmarks.programs;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Collections;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/** Mutual TLS 1.3 by hand: the protocol, suite and kind of key that the mesh uses. */
final class JsseTransport implements Transport {
  static final String PROTOCOL = "TLSv1.3";
  static final String SUITE = "TLS_AES_128_GCM_SHA256";

  private static final int BACKLOG = 64;

  private final SSLContext context;
  private final boolean resumes;

  /** {@code resumes} says whether a client may take up a session that it has had. */
  JsseTransport(Path folder, Role role, boolean resumes)
      throws GeneralSecurityException, IOException {
    KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
    keys.init(KeyStoreFolder.load(role.keyStore(folder)), KeyStoreFolder.PASSWORD.toCharArray());
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(KeyStoreFolder.load(KeyStoreFolder.trustStore(folder)));
    this.resumes = resumes;
    context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
  }

  @Override
  public Socket connect(int port) throws IOException {
    SSLSocket socket =
        (SSLSocket) context.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    SSLParameters parameters = parameters(socket.getSSLParameters());
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    socket.setSSLParameters(parameters);
    if (!resumes) {
      forgetSessions(context.getClientSessionContext());
    }
    socket.startHandshake();
    return socket;
  }

  /** JSSE has no setting for it. */
  private static void forgetSessions(SSLSessionContext sessions) {
    for (byte[] id : Collections.list(sessions.getIds())) {
      SSLSession session = sessions.getSession(id);
      if (session != null) {
        session.invalidate();
      }
    }
  }

  @Override
  public ServerSocket listen() throws IOException {
    SSLServerSocket listener =
        (SSLServerSocket)
            context
                .getServerSocketFactory()
                .createServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
    SSLParameters parameters = parameters(listener.getSSLParameters());
    parameters.setNeedClientAuth(true);
    listener.setSSLParameters(parameters);
    return listener;
  }

  private static SSLParameters parameters(SSLParameters parameters) {
    parameters.setProtocols(new String[] {PROTOCOL});
    parameters.setCipherSuites(new String[] {SUITE});
    return parameters;
  }
}
