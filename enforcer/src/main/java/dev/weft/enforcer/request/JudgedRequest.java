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

/** A request as the engine asks about it. */
record JudgedRequest(
    RequestView view, ConnectionFacts connection, String path, @Nullable TokenClaims token)
    implements RequestFacts, RequestTokens {
  /** How long a thread that may wait is held for keys that are not there yet. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  static JudgedRequest of(RequestView view, ConnectionFacts connection) {
    return new JudgedRequest(view, connection, view.target(), null);
  }

  JudgedRequest withToken(@Nullable TokenClaims claims) {
    return claims == null ? this : new JudgedRequest(view, connection, path, claims);
  }

  JudgedRequest withPath(String reading) {
    return new JudgedRequest(view, connection, reading, token);
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
