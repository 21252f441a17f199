package dev.weft.core.token;

import dev.weft.core.http.HttpAnswer;
import dev.weft.core.http.HttpAnswerReader;
import dev.weft.core.http.HttpInput;
import dev.weft.core.identity.JdkProviders;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/**
 * Fetches key sets on a connection of its own, without the JDK's clients, which would use the
 * application's proxies, cookies and authenticators. Redirects are not followed: a key set is where
 * the policy says it is. Safe for use by several threads, each of which a fetch blocks.
 */
public final class HttpKeyFetcher implements KeyFetcher {
  private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

  private final ScheduledExecutorService deadlines;
  private final Trust trust;

  /** What makes a context that trusts the authorities of the public web. */
  interface Trust {
    SSLContext context() throws GeneralSecurityException;
  }

  /**
   * A fetcher that trusts what this JVM trusts by default.
   *
   * @param deadlines where the end of a fetch's time is waited for; its tasks take no time
   */
  public HttpKeyFetcher(ScheduledExecutorService deadlines) {
    this(deadlines, HttpKeyFetcher::webContext);
  }

  HttpKeyFetcher(ScheduledExecutorService deadlines, Trust trust) {
    this.deadlines = deadlines;
    this.trust = trust;
  }

  @Override
  public byte[] fetch(URI uri, Duration timeout, int maxBytes) throws IOException {
    // Without the argument, the application's ProxySelector would be asked.
    try (Socket plain = new Socket(Proxy.NO_PROXY)) {
      AtomicBoolean late = new AtomicBoolean();
      ScheduledFuture<?> deadline =
          deadlines.schedule(() -> end(plain, late), timeout.toNanos(), TimeUnit.NANOSECONDS);
      try {
        return exchange(plain, uri, timeout, maxBytes);
      } catch (IOException e) {
        throw late.get() ? new IOException("no answer within " + timeout.toMillis() + " ms", e) : e;
      } finally {
        deadline.cancel(false);
      }
    }
  }

  private byte[] exchange(Socket plain, URI uri, Duration timeout, int maxBytes)
      throws IOException {
    boolean secure = "https".equalsIgnoreCase(uri.getScheme());
    int port = uri.getPort() > 0 ? uri.getPort() : secure ? 443 : 80;
    InetSocketAddress address = new InetSocketAddress(host(uri), port);
    if (address.isUnresolved()) {
      throw new IOException("host name " + host(uri) + " cannot be resolved");
    }
    plain.connect(address, Math.toIntExact(Math.min(timeout.toMillis() + 1, Integer.MAX_VALUE)));
    Socket socket = secure ? secured(plain, host(uri), port) : plain;
    socket.getOutputStream().write(request(uri));
    socket.getOutputStream().flush();
    HttpInput in = new HttpInput(socket.getInputStream());
    HttpAnswer answer = new HttpAnswerReader(in, maxBytes).read();
    if (answer.status() != 200) {
      throw new IOException("status: " + answer.status() + " (expected: 200)");
    }
    return answer.body();
  }

  private static void end(Socket socket, AtomicBoolean late) {
    late.set(true);
    try {
      socket.close();
    } catch (IOException e) {
      // It is closed as far as it can be.
    }
  }

  /** By the JVM's trust, and by the name in the certificate (RFC 9110 section 4.3.4). */
  private Socket secured(Socket plain, String host, int port) throws IOException {
    try {
      SSLContext context = trust.context();
      SSLSocket socket =
          (SSLSocket) context.getSocketFactory().createSocket(plain, host, port, true);
      SSLParameters parameters = socket.getSSLParameters();
      parameters.setProtocols(PROTOCOLS);
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      socket.setSSLParameters(parameters);
      socket.startHandshake();
      return socket;
    } catch (GeneralSecurityException e) {
      throw new IOException("TLS cannot be set up: " + e.getMessage(), e);
    }
  }

  private static SSLContext webContext() throws GeneralSecurityException {
    SSLContext context = JdkProviders.tlsContext();
    context.init(null, JdkProviders.webTrust(), null);
    return context;
  }

  private static String host(URI uri) {
    String host = uri.getHost();
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  private static byte[] request(URI uri) {
    String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    String head =
        String.join(
            "\r\n",
            "GET " + path + query + " HTTP/1.1",
            "host: " + uri.getRawAuthority(),
            "accept: application/json",
            "user-agent: weft",
            "connection: close",
            "",
            "");
    return head.getBytes(StandardCharsets.US_ASCII);
  }
}
