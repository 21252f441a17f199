package dev.weft.agent.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.agent.http.jettyclient.EarlierJettyClientLibraries;
import dev.weft.bootstrap.http.Keeping;
import dev.weft.bootstrap.http.Linked;
import dev.weft.enforcer.report.EventLog;
import dev.weft.enforcer.report.Faults;
import dev.weft.enforcer.report.LogLevel;
import dev.weft.enforcer.report.Unprotected;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** On the class files of the clients of Jetty's releases before 12, among all descriptions. */
class EarlierJettyClientTest {
  private static final String CLIENT = "org.eclipse.jetty.client.";
  private static final String HTTP2 = "org.eclipse.jetty.http2.";

  private final EventLog log = EventLog.to(null, LogLevel.INFO);
  private final Faults faults = new Faults(log);
  private final Unprotected unprotected = new Unprotected(log);

  static Stream<Arguments> copies() {
    return Stream.of("jetty-9.4.0", "jetty-9.4", "jetty-10", "jetty-11")
        .flatMap(it -> Stream.of("", "shop.shaded.").map(prefix -> Arguments.of(it, prefix)));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("copies")
  void transform_release_itsDescriptionFitsAndIsVerified(String release, String prefix)
      throws Exception {
    try (OtherReleases jars = OtherReleases.in(release)) {
      WeavingLoader loader =
          new WeavingLoader(
              jars,
              prefix,
              EarlierJettyClientLibraries.CLIENTS.roots(),
              new LibraryWatcher(LibraryIndex.of(Described.clients()), log, unprotected, faults));

      for (LibraryClass type : EarlierJettyClientLibraries.CLIENTS.classes()) {
        // Initialised, so that the JVM verifies every method of it.
        Class<?> woven = Class.forName(prefix + type.name(), true, loader);
        assertThat(woven.getClassLoader()).isSameAs(loader);
      }
      for (String helper : EarlierJettyClientLibraries.CLIENTS.helpers()) {
        String there = prefix + CLIENT + "Weft" + helper.substring(helper.lastIndexOf('.') + 1);
        assertThat(Class.forName(there, true, loader).getClassLoader()).isSameAs(loader);
      }
      assertThat(loader.loadClass(prefix + CLIENT + "HttpExchange").getInterfaces())
          .contains(Keeping.class, Linked.class);
      if (!release.equals("jetty-9.4.0")) {
        for (String name : List.of("client.http.HttpChannelOverHTTP2", "HTTP2Session")) {
          assertThat(Class.forName(prefix + HTTP2 + name, true, loader).getInterfaces())
              .contains(Linked.class);
        }
      }
      assertThat(faults.counts()).isEmpty();
    }
  }
}
