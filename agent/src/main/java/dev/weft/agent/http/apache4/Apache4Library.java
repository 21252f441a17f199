package dev.weft.agent.http.apache4;

import dev.weft.agent.http.ClientLibrary;
import dev.weft.agent.http.LibraryClass;
import dev.weft.agent.http.Weave;
import java.util.List;

/**
 * What is woven into Apache HttpClient 4.3 and later: {@code ProtocolExec}, which each request
 * passes once before it is connected, inside of redirects and second attempts.
 */
public final class Apache4Library {
  private static final String HERE = "dev.weft.agent.http.apache4.";
  private static final String METHODS = "org.apache.http.client.methods.";

  /** The description. */
  public static final ClientLibrary LIBRARY =
      new ClientLibrary(
          "Apache HttpClient 4",
          List.of("org.apache.http."),
          "org.apache.http.impl.execchain",
          List.of(HERE + "Apache4Request", HERE + "Apache4Requests"),
          List.of(
              LibraryClass.of(
                  "org.apache.http.impl.execchain.ProtocolExec",
                  new Weave.Inline(
                      "execute",
                      List.of(
                          "org.apache.http.conn.routing.HttpRoute",
                          METHODS + "HttpRequestWrapper",
                          "org.apache.http.client.protocol.HttpClientContext",
                          METHODS + "HttpExecutionAware"),
                      HERE + "ProtocolAdvice$Execute"))));

  private Apache4Library() {}
}
