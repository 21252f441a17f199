package dev.weft.agent.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.agent.http.jetty.EarlierJettyLibraries;
import dev.weft.bootstrap.http.Guarded;
import dev.weft.bootstrap.http.Judged;
import dev.weft.enforcer.report.EventLog;
import dev.weft.enforcer.report.Faults;
import dev.weft.enforcer.report.LogLevel;
import dev.weft.enforcer.report.Unprotected;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** On the class files of Jetty's releases before 12, among all descriptions. */
class EarlierJettyTest {
  private static final Map<String, ServerLibrary> RELEASES =
      Map.of(
          "jetty-9.4.0", EarlierJettyLibraries.JETTY_9,
          "jetty-9.4", EarlierJettyLibraries.JETTY_9,
          "jetty-10", EarlierJettyLibraries.JETTY_10,
          "jetty-11", EarlierJettyLibraries.JETTY_10);

  private final EventLog log = EventLog.to(null, LogLevel.INFO);
  private final Faults faults = new Faults(log);
  private final Unprotected unprotected = new Unprotected(log);

  /** Whether {@code library} is one whose releases are not on the class path. */
  static boolean describes(ServerLibrary library) {
    return RELEASES.containsValue(library);
  }

  static Stream<Arguments> copies() {
    return RELEASES.entrySet().stream()
        .flatMap(
            it ->
                Stream.of("", "shop.shaded.")
                    .map(prefix -> Arguments.of(it.getKey(), prefix, it.getValue())));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("copies")
  void transform_release_itsOwnDescriptionFitsAndIsVerified(
      String release, String prefix, ServerLibrary library) throws Exception {
    try (OtherReleases jars = OtherReleases.in(release)) {
      WeavingLoader loader =
          new WeavingLoader(
              jars,
              prefix,
              library.roots(),
              new LibraryWatcher(LibraryIndex.of(Described.servers()), log, unprotected, faults));

      for (LibraryClass type : library.classes()) {
        // Initialised, so that the JVM verifies every method of it.
        Class<?> woven = Class.forName(prefix + type.name(), true, loader);
        assertThat(woven.getClassLoader()).isSameAs(loader);
      }
      for (String helper : library.helpers()) {
        String simple = helper.substring(helper.lastIndexOf('.') + 1);
        String there = prefix + library.home() + ".Weft" + simple;
        assertThat(Class.forName(there, true, loader).getClassLoader()).isSameAs(loader);
      }

      String home = prefix + library.home();
      assertThat(List.of(loader.loadClass(home + ".Server").getInterfaces()))
          .contains(Guarded.class);
      assertThat(Judged.class).isAssignableFrom(loader.loadClass(home + ".Request"));
      assertThat(unprotected.snapshot()).isEmpty();
      assertThat(faults.counts()).isEmpty();
    }
  }
}
