package dev.weft.agent.http.jettyclient;

import java.util.function.Consumer;
import org.eclipse.jetty.http.HttpFields;

/** Puts a header into a request. */
public final class JettyClientHeader implements Consumer<HttpFields.Mutable> {
  private final String name;
  private final String value;

  JettyClientHeader(String name, String value) {
    this.name = name;
    this.value = value;
  }

  @Override
  public void accept(HttpFields.Mutable fields) {
    HttpFields.Mutable unused = fields.put(name, value);
  }
}
