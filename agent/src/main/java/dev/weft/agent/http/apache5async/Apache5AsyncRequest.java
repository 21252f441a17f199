package dev.weft.agent.http.apache5async;

import dev.weft.agent.http.apache5.Apache5Request;
import dev.weft.bootstrap.http.ClientExchanges;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpRequest;
import org.jspecify.annotations.Nullable;

/** One request of the asynchronous client, which may be sent with headers of the one before. */
public final class Apache5AsyncRequest extends Apache5Request {
  private final ClientExchanges call;

  Apache5AsyncRequest(HttpRequest request, HttpHost target, ClientExchanges call) {
    super(request, target);
    this.call = call;
  }

  @Override
  public @Nullable String header(String name) {
    return call.unlessSent(super.header(name));
  }

  @Override
  public void setHeader(String name, String value) {
    call.sent(name, value);
    super.setHeader(name, value);
  }
}
