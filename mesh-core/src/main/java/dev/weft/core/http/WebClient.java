package dev.weft.core.http;

import dev.weft.core.identity.JdkProviders;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/**
 * Talks to servers outside the mesh, on a connection of its own each time. Nothing of the
 * application's is used or set up by it: not the JDK's HTTP clients, its proxies or authenticators,
 * and not its default SSLContext, which may trust everybody, and which to ask for would fix before
 * the application has set its key stores. Safe for use by several threads.
 */
public final class WebClient {
  private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

  private final ScheduledThreadPoolExecutor deadlines;
  private final Trust trust;

  /** What is said on a connection. */
  @FunctionalInterface
  public interface Conversation<T> {
    /** Says and hears it; what it returns is the outcome. */
    T talk(InputStream in, OutputStream out) throws IOException;
  }

  /** Whom a client trusts to vouch for servers. */
  @FunctionalInterface
  public interface Trust {
    /**
     * A context of SunJSSE for one connection, so that what changed on disk holds for the next.
     *
     * @throws GeneralSecurityException when the authorities cannot be taken
     * @throws IOException when they cannot be read
     */
    SSLContext context() throws GeneralSecurityException, IOException;
  }

  /**
   * A client that trusts what this JVM trusts by default.
   *
   * @param threads makes the one thread that waits for conversations to take too long
   */
  public WebClient(ThreadFactory threads) {
    this(threads, WebClient::webContext);
  }

  /**
   * A client that trusts others.
   *
   * @param threads makes the one thread that waits for conversations to take too long
   * @param trust whom it trusts instead
   */
  public WebClient(ThreadFactory threads, Trust trust) {
    this.deadlines = new ScheduledThreadPoolExecutor(1, threads);
    this.deadlines.setRemoveOnCancelPolicy(true);
    this.deadlines.setKeepAliveTime(10, TimeUnit.SECONDS);
    this.deadlines.allowCoreThreadTimeOut(true);
    this.trust = trust;
  }

  /**
   * Connects, by TLS where {@code uri} says https, and talks. Blocks the calling thread.
   *
   * @param uri an http or https URL, of which the host and the port count here
   * @param timeout for all of it, however slowly the other side reads and writes
   * @throws IOException when it fails or takes too long
   */
  public <T> T talk(URI uri, Duration timeout, Conversation<T> conversation) throws IOException {
    return talk(uri, timeout, "", conversation);
  }

  /**
   * As {@link #talk(URI, Duration, Conversation)}, in a protocol that both sides have to agree upon
   * where the connection is TLS.
   *
   * @param protocol its name for ALPN (RFC 7301); empty to agree upon nothing
   */
  public <T> T talk(URI uri, Duration timeout, String protocol, Conversation<T> conversation)
      throws IOException {
    // Without the argument, the application's ProxySelector would be asked.
    try (Socket plain = new Socket(Proxy.NO_PROXY)) {
      AtomicBoolean late = new AtomicBoolean();
      ScheduledFuture<?> deadline =
          deadlines.schedule(() -> end(plain, late), timeout.toNanos(), TimeUnit.NANOSECONDS);
      try {
        Socket socket = connect(plain, uri, timeout, protocol);
        return conversation.talk(socket.getInputStream(), socket.getOutputStream());
      } catch (IOException e) {
        throw late.get() ? new IOException("no answer within " + timeout.toMillis() + " ms", e) : e;
      } finally {
        deadline.cancel(false);
      }
    }
  }

  private static void end(Socket socket, AtomicBoolean late) {
    late.set(true);
    try {
      socket.close(); // the TCP socket: to close TLS in good order could block
    } catch (IOException e) {
      // It is closed as far as it can be.
    }
  }

  private Socket connect(Socket plain, URI uri, Duration timeout, String protocol)
      throws IOException {
    boolean secure = "https".equalsIgnoreCase(uri.getScheme());
    String host = host(uri);
    int port = uri.getPort() > 0 ? uri.getPort() : secure ? 443 : 80;
    InetSocketAddress address = new InetSocketAddress(host, port);
    if (address.isUnresolved()) {
      throw new IOException("host name " + host + " cannot be resolved");
    }
    plain.connect(address, Math.toIntExact(Math.min(timeout.toMillis() + 1, Integer.MAX_VALUE)));
    return secure ? secured(plain, host, port, protocol) : plain;
  }

  /** By the JVM's trust, and by the name in the certificate (RFC 9110 section 4.3.4). */
  private Socket secured(Socket plain, String host, int port, String protocol) throws IOException {
    try {
      SSLContext context = trust.context();
      SSLSocket socket =
          (SSLSocket) context.getSocketFactory().createSocket(plain, host, port, true);
      SSLParameters parameters = socket.getSSLParameters();
      parameters.setProtocols(PROTOCOLS);
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      if (!protocol.isEmpty()) {
        parameters.setApplicationProtocols(new String[] {protocol});
      }
      socket.setSSLParameters(parameters);
      socket.startHandshake();
      if (!protocol.isEmpty() && !protocol.equals(socket.getApplicationProtocol())) {
        throw new IOException("server does not speak " + protocol + " (expected: agreed by ALPN)");
      }
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
}
