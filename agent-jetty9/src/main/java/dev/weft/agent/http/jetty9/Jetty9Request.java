package dev.weft.agent.http.jetty9;

import java.util.List;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/** A request of Jetty 9.4, where one object holds the fields that were read and is changed. */
public final class Jetty9Request extends ReadRequest {
  private final HttpFields fields;

  private Jetty9Request(Request request, MetaData.Request head, HttpURI uri) {
    super(
        request,
        head,
        uri.getScheme(),
        uri.getPath(),
        uri.getQuery(),
        new TargetAuthority(uri.getAuthority(), uri.getHost(), uri.getPort()));
    this.fields = head.getFields();
  }

  /** The request that begins with {@code head}. */
  static Jetty9Request of(Request request, MetaData.Request head) {
    return new Jetty9Request(request, head, head.getURI());
  }

  @Override
  protected @Nullable String hostHeader() {
    return fields.get("host");
  }

  @Override
  public List<String> headers(String name) {
    List<String> values = fields.getValuesList(name);
    return name.equals("host") ? targetAuthority().hosts(values) : values;
  }

  @Override
  public void removeHeader(String name) {
    Object unused = fields.remove(name);
  }

  @Override
  public void addHeader(String name, String value) {
    fields.add(name, value);
  }

  @Override
  public void setQuery(@Nullable String query) {
    request.setQueryString(query);
    // A customizer may have had it parsed.
    request.setQueryParameters(null);
    request.resetParameters();
    queryIs(query);
  }
}
