package dev.weft.agent.http.apache4async;

import dev.weft.agent.http.apache4.Apache4Request;
import org.apache.http.HttpHost;
import org.apache.http.client.methods.HttpRequestWrapper;
import org.jspecify.annotations.Nullable;

/** One request of the asynchronous client, which is sent again for a password. */
public final class Apache4AsyncRequest extends Apache4Request {
  private final Apache4AsyncCall call;
  private final long connectingSince;

  Apache4AsyncRequest(HttpRequestWrapper request, HttpHost target, Apache4AsyncCall call) {
    super(request, target);
    this.call = call;
    this.connectingSince = call.connectingSince;
  }

  @Override
  public @Nullable String header(String name) {
    return call.sent.unlessSent(super.header(name));
  }

  @Override
  public void setHeader(String name, String value) {
    call.sent.sent(name, value);
    super.setHeader(name, value);
  }

  @Override
  public long nanosSinceStart() {
    return connectingSince == 0 ? 0 : System.nanoTime() - connectingSince;
  }
}
