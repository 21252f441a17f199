package dev.weft.agent.http.okhttp;

import dev.weft.bootstrap.http.ClientView;
import okhttp3.Connection;
import okhttp3.HttpUrl;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/** A request as the program and its interceptors have made it. */
public final class OkHttpRequest extends ClientView {
  private final OkHttpAttempt attempt;
  private Request request;

  OkHttpRequest(Request request, OkHttpAttempt attempt) {
    this.request = request;
    this.attempt = attempt;
  }

  /** The request with what was set. */
  Request request() {
    return request;
  }

  @Override
  public String method() {
    return request.method();
  }

  @Override
  public String scheme() {
    return request.url().scheme();
  }

  @Override
  public @Nullable String host() {
    return request.url().host();
  }

  @Override
  public int port() {
    return request.url().port();
  }

  @Override
  public String target() {
    HttpUrl url = request.url();
    String query = url.encodedQuery();
    return query == null ? url.encodedPath() : url.encodedPath() + "?" + query;
  }

  @Override
  public @Nullable String header(String name) {
    return request.header(name);
  }

  @Override
  public void setHeader(String name, String value) {
    request = request.newBuilder().header(name, value).build();
  }

  @Override
  public @Nullable String protocolVersion() {
    Connection connection = attempt.connection;
    if (connection == null) {
      return null;
    }
    // There are more of HTTP/2 in later releases.
    String protocol = connection.protocol().toString();
    return protocol.startsWith("h2") ? "2" : protocol.equals("http/1.1") ? "1.1" : null;
  }

  @Override
  public long nanosSinceStart() {
    return System.nanoTime() - attempt.startNanoTime;
  }
}
