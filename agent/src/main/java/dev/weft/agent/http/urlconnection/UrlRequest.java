package dev.weft.agent.http.urlconnection;

import dev.weft.bootstrap.http.ClientExchange;
import dev.weft.bootstrap.http.ClientView;
import java.net.HttpURLConnection;
import org.jspecify.annotations.Nullable;

/**
 * The request of a connection, and how far it is. Kept by the connection, which one uses at a time.
 */
public final class UrlRequest extends ClientView {
  private final HttpURLConnection connection;
  private final boolean withBody;
  private @Nullable ClientExchange exchange;
  private int readings;

  UrlRequest(HttpURLConnection connection, boolean withBody) {
    this.connection = connection;
    this.withBody = withBody;
  }

  /** What is told how it goes; null when nobody wants to know. */
  @Nullable ClientExchange exchange() {
    return exchange;
  }

  void follow(@Nullable ClientExchange begun) {
    exchange = begun;
  }

  /** The answer is about to be read; a connection does so again while it follows a redirect. */
  void beginReading() {
    readings++;
  }

  void endReading() {
    readings--;
  }

  boolean isBeingRead() {
    return readings > 0;
  }

  @Override
  public String method() {
    String method = connection.getRequestMethod();
    return withBody && method.equals("GET") ? "POST" : method;
  }

  @Override
  public String scheme() {
    return connection.getURL().getProtocol();
  }

  @Override
  public @Nullable String host() {
    return connection.getURL().getHost();
  }

  @Override
  public int port() {
    return connection.getURL().getPort();
  }

  @Override
  public String target() {
    String file = connection.getURL().getFile();
    return file.startsWith("/") ? file : "/" + file;
  }

  @Override
  public @Nullable String header(String name) {
    return connection.getRequestProperty(name);
  }

  @Override
  public void setHeader(String name, String value) {
    connection.setRequestProperty(name, value);
  }

  @Override
  public String protocolVersion() {
    return "1.1";
  }
}
