package dev.weft.agent.http.jetty;

import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.server.Request;

/** A request as the application is to see it, where it is to see other headers or another query. */
public final class ShownRequest extends Request.Wrapper {
  private final HttpFields headers;
  private final HttpURI uri;

  ShownRequest(Request request, HttpFields headers, HttpURI uri) {
    super(request);
    this.headers = headers;
    this.uri = uri;
  }

  @Override
  public HttpFields getHeaders() {
    return headers;
  }

  @Override
  public HttpURI getHttpURI() {
    return uri;
  }
}
