package dev.weft.agent.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.agent.report.AgentLog;
import dev.weft.agent.report.Faults;
import dev.weft.agent.report.LogLevel;
import dev.weft.agent.report.Unprotected;
import dev.weft.bootstrap.http.Keeping;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** On the clients' own class files, and on relocated copies of them. */
class ClientLibrariesTest {
  private final AgentLog log = AgentLog.to(null, LogLevel.INFO);
  private final Faults faults = new Faults(log);
  private final Unprotected unprotected = new Unprotected(log);

  static Stream<Arguments> copies() {
    return ClientLibraries.ALL.stream()
        .filter(it -> it.classes().stream().noneMatch(type -> isOfJdk(type.name())))
        .filter(it -> it.mark().isEmpty() || isThere(it.mark()))
        .flatMap(it -> Stream.of(Arguments.of(it, ""), Arguments.of(it, "shop.shaded.")));
  }

  private static boolean isOfJdk(String name) {
    return name.startsWith("sun.") || name.startsWith("jdk.");
  }

  private static boolean isThere(String name) {
    return ClientLibrariesTest.class.getResource("/" + name.replace('.', '/') + ".class") != null;
  }

  private WeavingLoader loader(String prefix, ClientLibrary library) {
    return new WeavingLoader(
        prefix, library.roots(), new LibraryWatcher(List.of(library), log, unprotected, faults));
  }

  @ParameterizedTest
  @MethodSource("copies")
  void transform_fittingLibrary_isWovenAndHasItsHelpers(ClientLibrary library, String prefix)
      throws Exception {
    WeavingLoader loader = loader(prefix, library);

    for (LibraryClass type : library.classes()) {
      // Initialised, so that the JVM verifies every method of it.
      Class<?> woven = Class.forName(prefix + type.name(), true, loader);
      assertThat(woven.getClassLoader()).isSameAs(loader);
    }

    for (String helper : library.helpers()) {
      String simple = helper.substring(helper.lastIndexOf('.') + 1);
      Class<?> defined = Class.forName(prefix + library.home() + ".Weft" + simple, true, loader);
      assertThat(defined.getClassLoader()).isSameAs(loader);
    }
    assertThat(faults.counts()).isEmpty();
  }

  @Test
  void transform_withoutTheMark_isLeftToTheNextDescription() throws Exception {
    String type = "org.apache.http.impl.execchain.ProtocolExec";
    ClientLibrary other = release("Other", "org.apache.http.Gone", type);
    ClientLibrary right = release("Right", "org.apache.http.HttpHost", type);
    LibraryWatcher watcher = new LibraryWatcher(List.of(other, right), log, unprotected, faults);

    Class<?> loaded = new WeavingLoader("shop.", right.roots(), watcher).loadClass("shop." + type);

    assertThat(Keeping.class).isAssignableFrom(loaded);
  }

  private static ClientLibrary release(String name, String mark, String type) {
    return new ClientLibrary(
        name,
        List.of("org.apache."),
        "org.apache.http",
        mark,
        List.of(),
        List.of(LibraryClass.of(type, new Weave.Keep())));
  }

  @Test
  void transform_unfitClient_isLeftAloneAndNothingIsLessProtected() throws Exception {
    String type = "org.apache.http.impl.execchain.ProtocolExec";
    ClientLibrary unfit =
        new ClientLibrary(
            "Odd",
            List.of("org.apache."),
            "org.apache.http",
            List.of(),
            List.of(LibraryClass.of(type, new Weave.Keep(), new Weave.Link("nothing"))));

    Class<?> loaded = loader("", unfit).loadClass(type);

    assertThat(loaded.getInterfaces())
        .extracting(Class::getName)
        .doesNotContain("dev.weft.bootstrap.http.Keeping");
    assertThat(unprotected.snapshot()).isEmpty();
  }
}
