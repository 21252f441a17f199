package dev.weft.agent.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.agent.http.jdkclient.JdkClientLibrary;
import dev.weft.agent.http.otelapi.OtelApiLibrary;
import dev.weft.agent.http.urlconnection.UrlConnectionLibrary;
import dev.weft.bootstrap.http.Guarded;
import dev.weft.bootstrap.http.Keeping;
import dev.weft.enforcer.report.EventLog;
import dev.weft.enforcer.report.Faults;
import dev.weft.enforcer.report.LogLevel;
import dev.weft.enforcer.report.Unprotected;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** On the clients' own class files, and on relocated copies of them. */
class ClientLibrariesTest {
  /** What cannot be loaded a second time. */
  private static final List<ClientLibrary> NOT_HERE =
      List.of(UrlConnectionLibrary.LIBRARY, JdkClientLibrary.LIBRARY);

  private final EventLog log = EventLog.to(null, LogLevel.INFO);
  private final Faults faults = new Faults(log);
  private final Unprotected unprotected = new Unprotected(log);

  static Stream<Arguments> copies() {
    return Described.clients().stream()
        .filter(it -> !NOT_HERE.contains(it))
        .filter(it -> it.mark().isEmpty() || it.mark().equals(markThere(it.roots())))
        .flatMap(
            it ->
                Stream.of("", "shop.shaded.")
                    .filter(prefix -> prefix.isEmpty() || it.isWovenWhereRelocated())
                    .map(prefix -> Arguments.of(it, prefix)));
  }

  /** Of the releases of a library, the mark of the one that is woven here. */
  private static @Nullable String markThere(List<String> roots) {
    return Described.clients().stream()
        .filter(it -> it.roots().equals(roots) && isThere(it.mark()))
        .map(ClientLibrary::mark)
        .findFirst()
        .orElse(null);
  }

  private static boolean isThere(String name) {
    return !name.isEmpty()
        && ClientLibrariesTest.class.getResource("/" + name.replace('.', '/') + ".class") != null;
  }

  private WeavingLoader loader(String prefix, ClientLibrary library) {
    return new WeavingLoader(
        prefix,
        library.roots(),
        new LibraryWatcher(LibraryIndex.of(List.of(library)), log, unprotected, faults));
  }

  @Test
  void transform_classOfTwoDescriptions_isWovenByBoth() throws Exception {
    String type = "org.apache.http.impl.execchain.ProtocolExec";
    ClientLibrary one = release("One", "", type, new Weave.Keep());
    ClientLibrary two = release("Two", "", type, new Weave.Guard());
    LibraryWatcher watcher =
        new LibraryWatcher(LibraryIndex.of(List.of(one, two)), log, unprotected, faults);

    Class<?> loaded = new WeavingLoader("shop.", one.roots(), watcher).loadClass("shop." + type);

    assertThat(Keeping.class).isAssignableFrom(loaded);
    assertThat(Guarded.class).isAssignableFrom(loaded);
  }

  @ParameterizedTest
  @MethodSource("copies")
  void transform_fittingLibrary_isWovenAndHasItsHelpers(ClientLibrary library, String prefix)
      throws Exception {
    WeavingLoader loader = loader(prefix, library);

    for (LibraryClass type : library.classes()) {
      verify(prefix + type.name(), loader);
      Class<?> woven = loader.loadClass(prefix + type.name());
      assertThat(woven.getClassLoader()).isSameAs(loader);
    }

    for (String helper : library.helpers()) {
      String simple = helper.substring(helper.lastIndexOf('.') + 1);
      Class<?> defined = Class.forName(prefix + library.home() + ".Weft" + simple, true, loader);
      assertThat(defined.getClassLoader()).isSameAs(loader);
    }
    assertThat(faults.counts()).isEmpty();
  }

  /** Has the JVM verify every method. What fails after that is the library's own doing. */
  private static void verify(String name, ClassLoader loader) throws ClassNotFoundException {
    try {
      Class<?> unused = Class.forName(name, true, loader);
    } catch (ExceptionInInitializerError e) {
      // gRPC looks for a native transport by a name that relocation does not change.
      assertThat(name).isEqualTo("shop.shaded.io.grpc.netty.Utils");
    }
  }

  @Test
  void transform_severalReleasesFit_theFirstIsWoven() throws Exception {
    String type = "org.apache.http.impl.execchain.ProtocolExec";
    ClientLibrary newer = release("Newer", "org.apache.http.HttpHost", type, new Weave.Keep());
    ClientLibrary older = release("Older", "org.apache.http.HttpHost", type, new Weave.Guard());
    LibraryWatcher watcher =
        new LibraryWatcher(LibraryIndex.of(List.of(newer, older)), log, unprotected, faults);

    Class<?> loaded = new WeavingLoader("shop.", newer.roots(), watcher).loadClass("shop." + type);

    assertThat(Keeping.class).isAssignableFrom(loaded);
    assertThat(Guarded.class.isAssignableFrom(loaded)).isFalse();
  }

  @Test
  void transform_withoutTheMark_isLeftToTheNextDescription() throws Exception {
    String type = "org.apache.http.impl.execchain.ProtocolExec";
    ClientLibrary other = release("Other", "org.apache.http.Gone", type, new Weave.Keep());
    ClientLibrary right = release("Right", "org.apache.http.HttpHost", type, new Weave.Keep());
    LibraryWatcher watcher =
        new LibraryWatcher(LibraryIndex.of(List.of(other, right)), log, unprotected, faults);

    Class<?> loaded = new WeavingLoader("shop.", right.roots(), watcher).loadClass("shop." + type);

    assertThat(Keeping.class).isAssignableFrom(loaded);
  }

  private static ClientLibrary release(String name, String mark, String type, Weave weave) {
    return new ClientLibrary(
        name,
        List.of("org.apache."),
        "org.apache.http",
        mark,
        List.of(),
        List.of(LibraryClass.of(type, weave)));
  }

  @Test
  void transform_relocatedCopyOfWhatIsSomebodysOwn_isLeftAlone() throws Exception {
    String scope = "io.opentelemetry.context.ThreadLocalContextStorage$ScopeImpl";

    Class<?> own = loader("", OtelApiLibrary.LIBRARY).loadClass(scope);
    Class<?> anothers =
        loader("other.agent.", OtelApiLibrary.LIBRARY).loadClass("other.agent." + scope);

    assertThat(Keeping.class).isAssignableFrom(own);
    assertThat(Keeping.class.isAssignableFrom(anothers)).isFalse();
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
