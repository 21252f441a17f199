package dev.weft.enforcer.request;

import dev.weft.bootstrap.http.RequestView;
import dev.weft.core.policy.ConnectionFacts;
import dev.weft.core.policy.IpAddress;
import dev.weft.core.policy.RequestFacts;
import dev.weft.core.policy.RequestTokens;
import dev.weft.core.policy.TokenClaims;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request as the engine asks about it. Nothing of it is turned into text before a rule asks.
 * Belongs to the thread that serves the request.
 */
final class JudgedRequest implements RequestFacts, RequestTokens {
  /** How long a thread that may wait is held for keys that are not there yet. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final RequestView view;
  private final ConnectionFacts connection;
  private final @Nullable TokenClaims token;
  private @Nullable String path;

  private JudgedRequest(
      RequestView view,
      ConnectionFacts connection,
      @Nullable TokenClaims token,
      @Nullable String path) {
    this.view = view;
    this.connection = connection;
    this.token = token;
    this.path = path;
  }

  static JudgedRequest of(RequestView view, ConnectionFacts connection) {
    return new JudgedRequest(view, connection, null, null);
  }

  JudgedRequest withToken(@Nullable TokenClaims claims) {
    return claims == null ? this : new JudgedRequest(view, connection, claims, path);
  }

  JudgedRequest withPath(String reading) {
    return new JudgedRequest(view, connection, token, reading);
  }

  RequestView view() {
    return view;
  }

  @Override
  public ConnectionFacts connection() {
    return connection;
  }

  @Override
  public @Nullable TokenClaims token() {
    return token;
  }

  @Override
  public String path() {
    String known = path;
    if (known == null) {
      known = view.target();
      path = known;
    }
    return known;
  }

  @Override
  public String method() {
    return view.method();
  }

  @Override
  public String host() {
    return view.authority();
  }

  @Override
  public String scheme() {
    return view.scheme();
  }

  @Override
  public @Nullable String header(String name) {
    return view.header(name);
  }

  @Override
  public @Nullable IpAddress remoteIp() {
    return null;
  }

  @Override
  public List<String> headers(String name) {
    return view.headers(name);
  }

  @Override
  public String target() {
    return view.target();
  }

  @Override
  public Duration patience() {
    return view.mayWait() ? PATIENCE : Duration.ZERO;
  }
}
