package dev.weft.agent.http.jetty10;

import dev.weft.agent.http.jetty9.ReadRequest;
import dev.weft.agent.http.jetty9.TargetAuthority;
import java.util.List;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/** A request of Jetty 10 or 11, whose fields and target are replaced where they are to change. */
public final class Jetty10Request extends ReadRequest {
  private HttpFields fields;

  private Jetty10Request(Request request, MetaData.Request head, HttpURI uri) {
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
  static Jetty10Request of(Request request, MetaData.Request head) {
    return new Jetty10Request(request, head, head.getURI());
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
    HttpFields shown = request.getHttpFields();
    if (shown.contains(name) || fields.contains(name)) {
      show(HttpFields.build(shown).remove(name).asImmutable());
    }
  }

  @Override
  public void addHeader(String name, String value) {
    show(HttpFields.build(request.getHttpFields()).add(name, value).asImmutable());
  }

  @Override
  public void setQuery(@Nullable String query) {
    request.setHttpURI(HttpURI.build(request.getHttpURI()).query(query).asImmutable());
    queryIs(query);
  }

  /** From here on it is judged as handlers are going to see it. */
  private void show(HttpFields changed) {
    request.setHttpFields(changed);
    fields = changed;
  }
}
