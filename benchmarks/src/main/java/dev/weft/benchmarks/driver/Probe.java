package dev.weft.benchmarks.driver;

import dev.weft.benchmarks.figures.Variant;
import dev.weft.benchmarks.programs.KeyStoreFolder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManagerFactory;

/**
 * Talks to a server in plaintext, as the driver is no part of the mesh: a variant that is encrypted
 * must not answer, and one that is not must.
 */
public final class Probe {
  /** Exactly what a bulk connection begins with, and a request. */
  private static final byte[] HELLO =
      "GET / HTTP/1.1\r\nHost: localhost\r\nX: 123456789012345678901234\r\n\r\n"
          .getBytes(StandardCharsets.US_ASCII);

  private static final String OK = "HTTP/1.1 200";

  private static final int WAIT_MILLIS = 10_000;

  private Probe() {}

  /** Throws when the server on {@code port} is not what {@code variant} says. */
  static void check(int port, Variant variant) throws IOException {
    boolean answered = isAnswered(port);
    if (answered == variant.isEncrypted()) {
      throw new IOException(
          variant + ": plaintext answered: " + answered + " (expected: " + !answered + ")");
    }
  }

  /** Whether a request in plaintext gets its answer from whoever listens on {@code port}. */
  public static boolean isAnswered(int port) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(WAIT_MILLIS);
      socket.getOutputStream().write(HELLO);
      byte[] start = new byte[OK.length()];
      // Tomcat with TLS tells a plaintext client so, in plaintext: HTTP/1.1 400.
      int n = socket.getInputStream().readNBytes(start, 0, 1);
      return n == 1 && (start[0] == 'k' || (start[0] == 'H' && isOk(socket, start, 1)));
    } catch (SocketTimeoutException e) {
      throw new IOException("port " + port + ": neither answer nor refusal", e);
    } catch (SocketException e) {
      return false;
    }
  }

  /**
   * Whether a request over TLS gets its answer from whoever listens on {@code port}, if the client
   * shows no certificate.
   *
   * @param folder of key stores, whose CA is trusted
   */
  public static boolean isAnsweredOverTls(int port, Path folder)
      throws IOException, GeneralSecurityException {
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(KeyStoreFolder.load(KeyStoreFolder.trustStore(folder)));
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    try (Socket socket =
        context.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(WAIT_MILLIS);
      socket.getOutputStream().write(HELLO);
      byte[] start = new byte[OK.length()];
      return isOk(socket, start, 0);
    } catch (SocketTimeoutException e) {
      throw new IOException("port " + port + ": neither answer nor refusal", e);
    } catch (SSLException | SocketException e) {
      return false;
    }
  }

  private static boolean isOk(Socket socket, byte[] start, int at) throws IOException {
    int n = socket.getInputStream().readNBytes(start, at, start.length - at);
    return new String(start, 0, at + n, StandardCharsets.US_ASCII).equals(OK);
  }
}
