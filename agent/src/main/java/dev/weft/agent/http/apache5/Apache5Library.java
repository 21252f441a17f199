package dev.weft.agent.http.apache5;

import dev.weft.agent.http.ClientLibrary;
import dev.weft.agent.http.LibraryClass;
import dev.weft.agent.http.Weave;
import java.util.List;

/**
 * What is woven into Apache HttpClient 5: {@code ProtocolExec}, which each request passes once
 * before it is connected, inside of redirects and second attempts.
 */
public final class Apache5Library {
  private static final String HERE = "dev.weft.agent.http.apache5.";
  private static final String CLASSIC = "org.apache.hc.client5.http.impl.classic.";
  private static final String CHAIN = "org.apache.hc.client5.http.classic.ExecChain";

  /** The description. */
  public static final ClientLibrary LIBRARY =
      new ClientLibrary(
          "Apache HttpClient 5",
          List.of("org.apache.hc."),
          "org.apache.hc.client5.http.impl.classic",
          List.of(HERE + "Apache5Request", HERE + "Apache5Requests"),
          List.of(
              LibraryClass.of(
                  CLASSIC + "ProtocolExec",
                  new Weave.Inline(
                      "execute",
                      List.of(
                          "org.apache.hc.core5.http.ClassicHttpRequest", CHAIN + "$Scope", CHAIN),
                      HERE + "ProtocolAdvice$Execute"))));

  private Apache5Library() {}
}
