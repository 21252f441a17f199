package dev.weft.agent.http.jettyclient9;

import dev.weft.bootstrap.http.ClientExchanges;
import dev.weft.bootstrap.http.ClientView;
import org.eclipse.jetty.client.HttpRequest;
import org.eclipse.jetty.http.HttpField;
import org.jspecify.annotations.Nullable;

/** One request of the client. */
public final class JettyClient9Request extends ClientView {
  private final HttpRequest request;
  private final ClientExchanges call;

  JettyClient9Request(HttpRequest request, ClientExchanges call) {
    this.request = request;
    this.call = call;
  }

  @Override
  public String method() {
    return request.getMethod();
  }

  @Override
  public String scheme() {
    return request.getScheme();
  }

  @Override
  public @Nullable String host() {
    return request.getHost();
  }

  @Override
  public int port() {
    return request.getPort();
  }

  @Override
  public String target() {
    String path = request.getPath();
    String origin = path == null || path.isEmpty() ? "/" : path;
    String query = request.getQuery();
    return query == null ? origin : origin + "?" + query;
  }

  @Override
  public @Nullable String header(String name) {
    // The type of all fields is a class in one release and an interface in the next.
    Iterable<HttpField> fields = request.getHeaders();
    for (HttpField field : fields) {
      if (field.getName().equalsIgnoreCase(name)) {
        return call.unlessSent(field.getValue());
      }
    }
    return null;
  }

  @Override
  public void setHeader(String name, String value) {
    call.sent(name, value);
    // Null removes it; anything else is added to those of the name.
    Object unused = request.header(name, null);
    unused = request.header(name, value);
  }
}
