package dev.weft.agent.http.callbacks;

import dev.weft.agent.http.ClientLibrary;
import dev.weft.agent.http.LibraryClass;
import dev.weft.agent.http.Weave;
import java.util.List;

/**
 * What is woven into the servlet environments of Jetty 12: channel state to channel to the server's
 * request. The channel's {@code handle} is where requests come back to the application. Names only:
 * this is read where no Jetty is.
 */
public final class JettyCallbackLibraries {
  private static final String HERE = "dev.weft.agent.http.callbacks.";
  private static final String JETTY = "org.eclipse.jetty.";

  /** Jakarta EE 10. */
  public static final ClientLibrary EE10 = servlets("ee10", "ServletChannelState");

  /** As it is in Jetty 12.0.0. */
  public static final ClientLibrary EARLY_EE10 = servlets("ee10", "ServletRequestState");

  /** Jakarta EE 11. */
  public static final ClientLibrary EE11 = servlets("ee11", "ServletChannelState");

  /** Java EE 8. */
  public static final ClientLibrary EE8 = nested("ee8");

  /** Jakarta EE 9. */
  public static final ClientLibrary EE9 = nested("ee9");

  private JettyCallbackLibraries() {}

  private static ClientLibrary servlets(String environment, String state) {
    String home = JETTY + environment + ".servlet";
    return environment(
        environment,
        home,
        home + "." + state,
        "_servletChannel",
        LibraryClass.of(
            home + ".ServletChannel", new Weave.Link("_request"), inline("Own", "handle")));
  }

  private static ClientLibrary nested(String environment) {
    String home = JETTY + environment + ".nested";
    return environment(
        environment,
        home,
        home + ".HttpChannelState",
        "_channel",
        LibraryClass.of(
            home + ".HttpChannel", new Weave.Link("_coreRequest"), inline("Own", "handle")));
  }

  private static ClientLibrary environment(
      String name, String home, String state, String channelField, LibraryClass channel) {
    return new ClientLibrary(
        "Jetty " + name,
        List.of(JETTY),
        home,
        state,
        List.of(HERE + "JettyCallbacks"),
        List.of(
            channel,
            LibraryClass.of(
                state,
                new Weave.Link(channelField),
                inline("Own", "runInContext", home + ".AsyncContextEvent", "java.lang.Runnable")),
            LibraryClass.of(
                home + ".AsyncContextState",
                new Weave.Link("_state"),
                inline("Start", "start", "java.lang.Runnable"))));
  }

  private static Weave inline(String advice, String method, String... parameters) {
    return new Weave.Inline(method, List.of(parameters), HERE + "JettyCallbackAdvice$" + advice);
  }
}
