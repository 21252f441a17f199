package dev.weft.it.soak;

import dev.weft.it.harness.Credentials;
import dev.weft.it.harness.JvmProcess;
import dev.weft.it.harness.TestCa;
import dev.weft.it.harness.TestMesh;
import dev.weft.it.harness.TestWorkload;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** Clients of a STRICT server that it refuses, each in its way. They hear nothing from it. */
final class Strangers {
  private static final byte[] WORDS = "let me in".getBytes(StandardCharsets.US_ASCII);

  /** A record of the handshake is announced, and does not come. */
  private static final byte[] BEGINNING = {22, 3, 1, 2, 0, 1};

  private final int port;
  private final Credentials unknown;

  private Strangers(int port, Credentials unknown) {
    this.port = port;
    this.unknown = unknown;
  }

  static Strangers of(TestMesh mesh, int port) throws IOException, GeneralSecurityException {
    Credentials stranger = new TestCa("weft.local").svid("spiffe://weft.local/ns/front/sa/client");
    try (TestWorkload member = mesh.workload("front", "member")) {
      // It trusts the mesh, so that the server alone can refuse.
      return new Strangers(
          port, new Credentials(stranger.key(), stranger.chain(), member.credentials().roots()));
    }
  }

  /** So many of each kind; how many heard something. */
  int call(int count) throws IOException, GeneralSecurityException {
    int heard = 0;
    List<Socket> waiting = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      // It begins a handshake, and is waited for as long as one may take.
      Socket socket = connect();
      socket.getOutputStream().write(BEGINNING);
      waiting.add(socket);
      heard += withUnknownCertificate() + saying(WORDS) + leaving(BEGINNING);
    }
    for (Socket socket : waiting) {
      heard += ended(socket);
    }
    return heard;
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout((int) JvmProcess.PATIENCE.toMillis());
    return socket;
  }

  /** Waits until the server ends the connection; 1 when it says something first. */
  private static int ended(Socket socket) throws IOException {
    try (socket) {
      return socket.getInputStream().read() < 0 ? 0 : 1;
    } catch (java.net.SocketTimeoutException e) {
      throw e;
    } catch (IOException e) {
      return 0;
    }
  }

  private int saying(byte[] words) throws IOException {
    Socket socket = connect();
    socket.getOutputStream().write(words);
    return ended(socket);
  }

  private int leaving(byte[] words) throws IOException {
    try (Socket socket = connect()) {
      socket.getOutputStream().write(words);
    }
    return 0;
  }

  private int withUnknownCertificate() throws IOException, GeneralSecurityException {
    try (SSLSocket socket = (SSLSocket) unknown.context().getSocketFactory().createSocket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      socket.setSoTimeout((int) JvmProcess.PATIENCE.toMillis());
      SSLParameters parameters = socket.getSSLParameters();
      parameters.setApplicationProtocols(new String[] {"weft/1"});
      socket.setSSLParameters(parameters);
      socket.getOutputStream().write(WORDS);
      // A client that is admitted gets two bytes that say so, and then its words.
      return socket.getInputStream().readNBytes(2 + WORDS.length).length == 2 + WORDS.length
          ? 1
          : 0;
    } catch (java.net.SocketTimeoutException e) {
      throw e;
    } catch (IOException e) {
      return 0;
    }
  }
}
