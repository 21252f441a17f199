package dev.weft.core.control;

import dev.weft.core.http.HttpAnswer;
import dev.weft.core.http.HttpAnswerReader;
import dev.weft.core.http.HttpInput;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.UnknownHostException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One connection to the policy server. Used by one thread; any thread may abort it. */
final class Connection {
  private static final int MAX_ADDRESSES = 4;

  private final TlsCredentials credentials;
  private final ControlTls tls;
  private volatile @Nullable Socket raw;
  private volatile @Nullable ControlStream stream;
  private volatile boolean aborted;
  private @Nullable OutputStream out;
  private @Nullable HttpInput in;

  Connection(TlsCredentials credentials, ControlTls tls) {
    this.credentials = credentials;
    this.tls = tls;
  }

  boolean uses(TlsCredentials other) {
    return credentials == other;
  }

  /** Connects to the first of the server's addresses that answers, and does the handshake. */
  void open(ServerAddress server, Duration timeout) throws IOException {
    Socket connected = connect(server, timeout);
    connected.setTcpNoDelay(true);
    ControlStream opened = credentials.handshake(tls, connected, server);
    stream = opened;
    if (aborted) {
      opened.release();
    }
    out = opened.out();
    in = new HttpInput(opened.in());
  }

  /** Whether any byte of the answer to the last exchange has come. */
  boolean answered() {
    return in != null && in.touched();
  }

  HttpAnswer exchange(byte[] request, int maxBody) throws IOException {
    HttpInput input = in;
    OutputStream output = out;
    if (input == null || output == null) {
      throw new IOException("not connected");
    }
    input.expectAnswer();
    output.write(request);
    output.flush();
    return new HttpAnswerReader(input, maxBody).read();
  }

  /** Ends the connection now; whoever is blocked in it gets an exception. */
  void abort() {
    aborted = true;
    Socket socket = raw;
    if (socket != null) {
      try {
        socket.close(); // the TCP socket: to close TLS in good order could block
      } catch (IOException e) {
        // There is nothing left to close.
      }
    }
    ControlStream opened = stream;
    if (opened != null) {
      opened.release();
    }
  }

  private Socket connect(ServerAddress server, Duration timeout) throws IOException {
    InetAddress[] addresses;
    try {
      addresses = InetAddress.getAllByName(server.host());
    } catch (UnknownHostException e) {
      throw new IOException("host name " + server.host() + " cannot be resolved", e);
    }
    IOException failure = new IOException("host name " + server.host() + " has no address");
    for (int i = 0; i < Math.min(addresses.length, MAX_ADDRESSES); i++) {
      // Without the argument, the application's ProxySelector would be asked.
      Socket socket = new Socket(Proxy.NO_PROXY);
      raw = socket;
      try {
        if (aborted) {
          throw new IOException("aborted");
        }
        socket.connect(
            new InetSocketAddress(addresses[i], server.port()),
            Math.toIntExact(Math.max(1, timeout.toMillis())));
        return socket;
      } catch (IOException e) {
        socket.close();
        failure = e;
      }
      if (aborted) {
        break;
      }
    }
    throw failure;
  }
}
