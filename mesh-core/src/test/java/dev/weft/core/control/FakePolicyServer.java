package dev.weft.core.control;

import dev.weft.core.identity.JdkProviders;
import dev.weft.core.identity.Svid;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** An HTTPS listener that answers as a test's script says; it takes any client certificate. */
final class FakePolicyServer implements AutoCloseable {
  /** What the server answers: raw bytes, after which it keeps the connection or ends it. */
  interface Script {
    @Nullable Reply answer(Request request) throws Exception;
  }

  /** A request, with the client's leaf, or null when it showed none. */
  record Request(
      String method,
      String target,
      String authorization,
      String body,
      @Nullable X509Certificate client,
      int connection) {
    boolean to(String path) {
      return target.startsWith(path);
    }
  }

  /** Bytes to send. */
  record Reply(String text, boolean close) {
    static Reply json(int status, String body) {
      int length = body.getBytes(StandardCharsets.UTF_8).length;
      return new Reply(
          "HTTP/1.1 " + status + " X\r\nContent-Length: " + length + "\r\n\r\n" + body, false);
    }

    static Reply status(int code, String message) {
      return json(code, "{\"kind\":\"Status\",\"message\":\"" + message + "\"}");
    }

    static Reply empty() {
      return new Reply("HTTP/1.1 204 No Content\r\n\r\n", false);
    }
  }

  final List<Request> requests = new CopyOnWriteArrayList<>();
  private final SSLServerSocket listener;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private volatile Script script;
  private final AtomicInteger connections = new AtomicInteger();

  FakePolicyServer(Svid svid, List<X509Certificate> extra, int port, Script script)
      throws Exception {
    this.script = script;
    X509Certificate[] chain =
        Stream.concat(svid.chain().stream(), extra.stream()).toArray(X509Certificate[]::new);
    KeyStore keys = KeyStore.getInstance("PKCS12");
    keys.load(null, null);
    keys.setKeyEntry("server", svid.key(), new char[0], chain);
    KeyManagerFactory factory = KeyManagerFactory.getInstance("PKIX");
    factory.init(keys, new char[0]);
    SSLContext context = JdkProviders.tlsContext();
    context.init(factory.getKeyManagers(), new TrustManager[] {new AnyClient()}, null);
    listener =
        (SSLServerSocket)
            context
                .getServerSocketFactory()
                .createServerSocket(port, 50, InetAddress.getLoopbackAddress());
    listener.setWantClientAuth(true);
    Thread acceptor = new Thread(this::accept, "fake-policy-server");
    acceptor.setDaemon(true);
    acceptor.start();
  }

  URI uri() {
    return URI.create("https://127.0.0.1:" + port());
  }

  int port() {
    return listener.getLocalPort();
  }

  int connections() {
    return connections.get();
  }

  void script(Script changed) {
    script = changed;
  }

  /** The requests for {@code path}. */
  List<Request> requests(String method, String path) {
    return requests.stream().filter(r -> r.method().equals(method) && r.to(path)).toList();
  }

  /** Ends every connection, as a server does that is restarted. */
  void dropConnections() throws IOException {
    for (Socket socket : open) {
      socket.close();
    }
    open.clear();
  }

  @Override
  public void close() throws IOException {
    listener.close();
    dropConnections();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        SSLSocket socket = (SSLSocket) listener.accept();
        open.add(socket);
        if (listener.isClosed()) {
          // Accepted while close() went through the open ones: it did not see this one.
          socket.close();
          return;
        }
        int number = connections.incrementAndGet();
        Thread thread = new Thread(() -> serve(socket, number), "fake-policy-server-" + number);
        thread.setDaemon(true);
        thread.start();
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(SSLSocket socket, int number) {
    try (socket) {
      socket.startHandshake();
      BufferedReader in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
      OutputStream out = socket.getOutputStream();
      for (Request request = read(in, socket, number);
          request != null;
          request = read(in, socket, number)) {
        requests.add(request);
        Reply reply = Objects.requireNonNull(script.answer(request));
        if (listener.isClosed()) {
          return;
        }
        out.write(reply.text().getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
        if (reply.close()) {
          return;
        }
      }
    } catch (Exception e) {
      // The client went away, or did not like what it got: the test looks at the client.
    } finally {
      open.remove(socket);
    }
  }

  private static @Nullable Request read(BufferedReader in, SSLSocket socket, int number)
      throws IOException {
    String line = in.readLine();
    if (line == null) {
      return null;
    }
    String[] parts = line.split(" ", 3);
    String authorization = "";
    int length = 0;
    for (String header = in.readLine(); !header.isEmpty(); header = in.readLine()) {
      String value = header.substring(header.indexOf(':') + 1).strip();
      switch (header.substring(0, header.indexOf(':')).toLowerCase(Locale.ROOT)) {
        case "authorization" -> authorization = value;
        case "content-length" -> length = Integer.parseInt(value);
        default -> {}
      }
    }
    char[] body = new char[length];
    for (int done = 0; done < length; ) {
      int count = in.read(body, done, length - done);
      if (count < 0) {
        return null;
      }
      done += count;
    }
    return new Request(parts[0], parts[1], authorization, new String(body), client(socket), number);
  }

  private static @Nullable X509Certificate client(SSLSocket socket) {
    try {
      return (X509Certificate) socket.getSession().getPeerCertificates()[0];
    } catch (SSLException e) {
      return null;
    }
  }

  /** The server's checks are not what is tested here; scripts look at the certificate. */
  private static final class AnyClient implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) {
      throw new UnsupportedOperationException();
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
