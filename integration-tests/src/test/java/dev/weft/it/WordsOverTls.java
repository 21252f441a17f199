package dev.weft.it;

import dev.weft.it.harness.Credentials;
import dev.weft.it.harness.JvmProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** A few words to a port of the mesh that says them back, if it lets their client in. */
final class WordsOverTls {
  static final String MESH_ALPN = "weft/1";

  private static final byte[] WORDS = "for nobody's eyes".getBytes(StandardCharsets.US_ASCII);
  private static final int TIMEOUT_MILLIS = (int) JvmProcess.PATIENCE.toMillis();

  private WordsOverTls() {}

  static byte[] words() {
    return WORDS.clone();
  }

  /** Shows the stranger's certificate but trusts the mesh, so that the server alone can refuse. */
  static Credentials trusting(Credentials mesh, Credentials stranger) {
    return new Credentials(stranger.key(), stranger.chain(), mesh.roots());
  }

  /** What comes back over TLS with the mesh's framing; nothing when refused. */
  static byte[] talk(int port, Credentials credentials, String alpn) throws Exception {
    try (SSLSocket socket = (SSLSocket) credentials.context().getSocketFactory().createSocket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      socket.setSoTimeout(TIMEOUT_MILLIS);
      SSLParameters parameters = socket.getSSLParameters();
      parameters.setApplicationProtocols(new String[] {alpn});
      socket.setSSLParameters(parameters);
      socket.getOutputStream().write(WORDS);
      // Two bytes come before all else: the length of a refusal, 0 for none.
      byte[] verdict = socket.getInputStream().readNBytes(2);
      if (verdict.length < 2 || verdict[0] != 0 || verdict[1] != 0) {
        return new byte[0];
      }
      return socket.getInputStream().readNBytes(WORDS.length);
    } catch (IOException e) {
      return new byte[0];
    }
  }

  static byte[] talkInTheClear(int port) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(TIMEOUT_MILLIS);
      socket.getOutputStream().write(WORDS);
      return socket.getInputStream().readNBytes(WORDS.length);
    } catch (IOException e) {
      return new byte[0];
    }
  }
}
